"use client";
import { useState } from "react";
import { hub } from "../data/hub";
import { useTokenInHash } from "../data/token-in-hash";
import { Note } from "../parts/note";
import { PasswordField } from "../parts/password-field";
import { Skeleton } from "../parts/skeleton";
import { DoorForm } from "./door-form";
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
  const fault = passwordFault(password);
  return (
    <DoorForm
      what="The link you opened lets you set it once. It signs you in."
      button="Set the password and sign in"
      busy="Setting it"
      faulty={fault !== undefined}
      ask={() => hub.acceptInvitation({ body: { token, password } })}
    >
      {(tried) => (
        <PasswordField
          id="password"
          pointer="/password"
          label="Password"
          kind="new-password"
          hint={PASSWORD_HINT}
          error={tried ? fault : undefined}
          autoFocus
          value={password}
          onChange={setPassword}
        />
      )}
    </DoorForm>
  );
}
