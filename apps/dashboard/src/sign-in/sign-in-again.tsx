"use client";
import type { Session } from "@fleethub/api";
import { useId, useState } from "react";
import { Button } from "../parts/button";
import { Note } from "../parts/note";
import { PasswordField } from "../parts/password-field";
import { Refusal } from "../parts/refusal";
import { useModal } from "../parts/use-modal";
import { ProviderButtons } from "./provider-buttons";
import { useSignIn, useSignInOptions } from "./use-sign-in";
import "../styles/pages/door.css";

/** Over the page of somebody whose session ended: what he wrote stays beneath it, whatever he answers. */
export function SignInAgain(props: { was: Session; onSignedIn: (session: Session) => void }) {
  const { was } = props;
  const ref = useModal();
  const id = useId();
  const options = useSignInOptions().data;
  const [password, setPassword] = useState("");
  const { busy, problem, onSubmit } = useSignIn(was.name, password, props.onSignedIn);
  const here = `${window.location.pathname}${window.location.search}${window.location.hash}`;
  const withPassword = was.hasPassword && options?.passwords !== false;
  return (
    <dialog
      ref={ref}
      className="dialog door-again"
      aria-labelledby={id}
      onCancel={(event) => event.preventDefault()}
    >
      <form onSubmit={onSubmit}>
        <h2 id={id}>Sign in again</h2>
        <p className="soft">
          The session of <b>{was.displayName || was.name}</b> has ended. The page beneath stays as
          it is.
        </p>
        <Refusal problem={problem} />
        {withPassword ? (
          <>
            <input type="hidden" name="username" autoComplete="username" value={was.name} />
            <PasswordField
              id="again-password"
              label="Password"
              kind="current-password"
              autoFocus
              value={password}
              onChange={setPassword}
            />
          </>
        ) : null}
        {options && options.providers.length > 0 ? (
          <>
            <ProviderButtons providers={options.providers} returnTo={here} />
            <Note icon="info">
              A provider leads away from this page and back. Drafts of configurations are kept,
              other forms are not.
            </Note>
          </>
        ) : null}
        <div className="acts">
          <Button onClick={() => window.location.replace("/sign-in")}>Somebody else</Button>
          {withPassword ? (
            <Button kind="primary" type="submit" aria-busy={busy}>
              {busy ? "Signing in" : "Sign in"}
            </Button>
          ) : null}
        </div>
      </form>
    </dialog>
  );
}
