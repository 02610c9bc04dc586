"use client";
import type { Session } from "@fleethub/api";
import { useState } from "react";
import { hub } from "../../data/hub";
import { PASSWORD_HINT, passwordFault } from "../../first-run/new-password";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { FormFaultsContext } from "../../parts/form-faults";
import { PasswordField } from "../../parts/password-field";
import { Refusal } from "../../parts/refusal";
import { useForm } from "../../parts/use-form";
import { useAct } from "../parts/use-settings";

/** One's own password. Other sessions end when it changes. */
export function PasswordCard({ session }: { session: Session }) {
  const { act } = useAct();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const fault = passwordFault(password);
  const form = useForm({
    faulty: fault !== undefined || current === "",
    ask: () => act(hub.changePassword({ body: { current, password } }), "Password changed"),
    onDone: () => {
      setCurrent("");
      setPassword("");
    },
  });
  if (!session.hasPassword)
    return (
      <Card title="Password">
        <p className="soft">
          You sign in through {session.provider ?? "a provider"} and have no password here. An
          administrator’s invitation would set one.
        </p>
      </Card>
    );
  return (
    <Card title="Password">
      <form className="stack" noValidate onSubmit={form.onSubmit}>
        <input type="hidden" name="username" autoComplete="username" value={session.name} />
        <FormFaultsContext value={form.faults}>
          <PasswordField
            id="password-now"
            pointer="/current"
            label="Password until now"
            kind="current-password"
            error={form.tried && current === "" ? "It is needed to set another" : undefined}
            value={current}
            onChange={setCurrent}
          />
          <PasswordField
            id="password-new"
            pointer="/password"
            label="New password"
            kind="new-password"
            hint={PASSWORD_HINT}
            error={form.tried ? fault : undefined}
            value={password}
            onChange={setPassword}
          />
        </FormFaultsContext>
        <Refusal problem={form.problem} />
        <div className="row wrap">
          <Button type="submit" aria-busy={form.busy}>
            Change password
          </Button>
          <span className="hint">Your other sessions end.</span>
        </div>
      </form>
    </Card>
  );
}
