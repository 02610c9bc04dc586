"use client";
import type { ApiProblem, Session } from "@fleethub/api";
import { useState } from "react";
import { hub } from "../../data/hub";
import { PASSWORD_HINT, passwordFault } from "../../first-run/new-password";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { PasswordField } from "../../parts/password-field";
import { Refusal } from "../../sign-in/refusal";
import { useAct } from "../shared/use-settings";

/** One's own password. Other sessions end when it changes. */
export function PasswordCard({ session }: { session: Session }) {
  const { act } = useAct();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const fault = passwordFault(password);
  if (!session.hasPassword)
    return (
      <Card title="Password">
        <p className="soft">
          You sign in through {session.provider ?? "a provider"} and have no password here. An
          administrator’s invitation would set one.
        </p>
      </Card>
    );
  const change = async () => {
    setTried(true);
    setProblem(null);
    if (fault !== undefined || current === "") return;
    const refused = await act(
      hub.changePassword({ body: { current, password } }),
      "Password changed",
    );
    setProblem(refused);
    if (refused !== null) return;
    setCurrent("");
    setPassword("");
    setTried(false);
  };
  return (
    <Card title="Password">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        <input type="hidden" name="username" autoComplete="username" value={session.name} />
        <PasswordField
          id="password-now"
          label="Password until now"
          kind="current-password"
          value={current}
          onChange={setCurrent}
        />
        <PasswordField
          id="password-new"
          label="New password"
          kind="new-password"
          hint={PASSWORD_HINT}
          error={tried ? fault : undefined}
          value={password}
          onChange={setPassword}
        />
        <Refusal problem={problem} />
        <div className="row wrap">
          <Button type="submit">Change password</Button>
          <span className="hint">Your other sessions end.</span>
        </div>
      </form>
    </Card>
  );
}
