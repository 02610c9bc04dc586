"use client";
import { useEffect, useState } from "react";
import { useInBrowser, useParam } from "../data/address";
import { returnOf } from "../data/return-to";
import { Button } from "../parts/button";
import { Note } from "../parts/note";
import { PasswordField } from "../parts/password-field";
import { Refusal } from "../parts/refusal";
import { Skeleton } from "../parts/skeleton";
import { TextField } from "../parts/text-field";
import { Trouble } from "../parts/trouble";
import { ProviderButtons } from "./provider-buttons";
import { providerFault } from "./provider-faults";
import { useSignIn, useSignInOptions } from "./use-sign-in";

/** Who are you? Leads back to where one wanted to go. */
export function SignInPage() {
  const inBrowser = useInBrowser();
  const options = useSignInOptions();
  useEffect(() => {
    if (options.data?.firstRun) window.location.replace("/first-run");
  }, [options.data]);
  return (
    <section className="door-card" aria-labelledby="door-title">
      <h1 id="door-title">Sign in</h1>
      {options.data && inBrowser ? (
        <Ways options={options.data} />
      ) : options.error ? (
        <Trouble error={options.error} onRetry={() => void options.refetch()} />
      ) : (
        <Skeleton lines={4} label="Asking the hub how to sign in" />
      )}
    </section>
  );
}

function Ways({ options }: { options: NonNullable<ReturnType<typeof useSignInOptions>["data"]> }) {
  const returnTo = returnOf(window.location);
  const [word] = useParam("problem");
  const failed = providerFault(word);
  const nothing = !options.passwords && options.providers.length === 0;
  return (
    <>
      {failed === null ? null : (
        <Note tone="bad">
          <b>The provider did not sign you in.</b> {failed}
        </Note>
      )}
      {options.providers.length > 0 ? (
        <ProviderButtons providers={options.providers} returnTo={returnTo} />
      ) : null}
      {options.passwords && options.providers.length > 0 ? (
        <p className="door-or">
          <span>or with a password</span>
        </p>
      ) : null}
      {options.passwords ? <PasswordForm returnTo={returnTo} /> : null}
      {nothing ? (
        <Note tone="warn">
          <b>Nobody can sign in here.</b> This hub takes no passwords and has no provider. An
          administrator’s API token still works on the command line.
        </Note>
      ) : null}
    </>
  );
}

function PasswordForm({ returnTo }: { returnTo: string }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  // A whole page, so that nothing of somebody who was here before is kept.
  const { busy, problem, onSubmit } = useSignIn(name, password, () =>
    window.location.replace(returnTo),
  );
  return (
    <form className="stack" onSubmit={onSubmit}>
      <Refusal problem={problem} />
      <TextField
        id="name"
        name="username"
        label="Name"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        // biome-ignore lint/a11y/noAutofocus: it is the first thing to do on a page that is for nothing else
        autoFocus
        value={name}
        onChange={(text) => setName(text.trim())}
      />
      <PasswordField
        id="password"
        label="Password"
        kind="current-password"
        value={password}
        onChange={setPassword}
      />
      <Button kind="primary" type="submit" aria-busy={busy}>
        {busy ? "Signing in" : "Sign in"}
      </Button>
      {problem?.type === "wrong-credentials" ? null : (
        <p className="quiet small">
          Forgot it? Ask an administrator for a new invitation: People in the settings.
        </p>
      )}
    </form>
  );
}
