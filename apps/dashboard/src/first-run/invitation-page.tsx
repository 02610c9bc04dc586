"use client";
import type { ApiProblem } from "@fleethub/api";
import { useState } from "react";
import { hub } from "../data/hub";
import { useTokenInHash } from "../data/token-in-hash";
import { Button } from "../parts/button";
import { Note } from "../parts/note";
import { PasswordField } from "../parts/password-field";
import { Skeleton } from "../parts/skeleton";
import { Refusal } from "../sign-in/refusal";
import { PASSWORD_HINT, passwordFault } from "./new-password";

/** Where an invitation leads: its one question is a password. */
export function InvitationPage() {
  const token = useTokenInHash();
  return (
    <section className="door-card" aria-labelledby="door-title">
      <h1 id="door-title">Choose your password</h1>
      {token === null ? (
        <Skeleton lines={3} label="Loading" />
      ) : token === "" ? (
        <Note tone="warn" action={<a href="/sign-in">Sign in</a>}>
          <b>The link is not whole.</b> An invitation ends in <code>#token=…</code> and is opened
          once. Open it again as you were given it, or ask for another.
        </Note>
      ) : (
        <Form token={token} />
      )}
    </section>
  );
}

function Form({ token }: { token: string }) {
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const fault = passwordFault(password);
  const submit = async () => {
    setTried(true);
    if (busy || fault !== undefined) return;
    setBusy(true);
    setProblem(null);
    const result = await hub.acceptInvitation({ body: { token, password } });
    setBusy(false);
    if (result.ok) window.location.replace("/agents");
    else setProblem(result.problem);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p className="soft">The link you opened lets you set it once. It signs you in.</p>
      <Refusal problem={problem} />
      <PasswordField
        id="password"
        label="Password"
        kind="new-password"
        hint={PASSWORD_HINT}
        error={tried ? fault : undefined}
        autoFocus
        value={password}
        onChange={setPassword}
      />
      <Button kind="primary" type="submit" aria-busy={busy}>
        {busy ? "Setting it" : "Set the password and sign in"}
      </Button>
    </form>
  );
}
