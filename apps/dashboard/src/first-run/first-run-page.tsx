"use client";
import type { ApiProblem } from "@fleethub/api";
import { useState } from "react";
import { useTokenInHash } from "../data/token-in-hash";
import { hub } from "../data/hub";
import { Button } from "../parts/button";
import { Command } from "../parts/command";
import { Field } from "../parts/field";
import { Note } from "../parts/note";
import { PasswordField } from "../parts/password-field";
import { Skeleton } from "../parts/skeleton";
import { Refusal } from "../sign-in/refusal";
import { useSignInOptions } from "../sign-in/use-sign-in";
import { PASSWORD_HINT, passwordFault } from "./new-password";

/** The first administrator of a hub, made by whoever can read what it printed. */
export function FirstRunPage() {
  const token = useTokenInHash();
  const options = useSignInOptions().data;
  return (
    <section className="door-card" aria-labelledby="door-title">
      <h1 id="door-title">Set up Fleet Hub</h1>
      {token === null ? (
        <Skeleton lines={4} label="Loading" />
      ) : options?.firstRun === false ? (
        <Note tone="ok" action={<a href="/sign-in">Sign in</a>}>
          <b>This hub has an administrator.</b> The link to set it up has done its work.
        </Note>
      ) : token === "" ? (
        <NoToken />
      ) : (
        <Form token={token} />
      )}
    </section>
  );
}

/** The page was opened by itself: where the link is. */
function NoToken() {
  return (
    <div className="stack">
      <p className="soft">
        Nobody is an administrator of this hub yet. When it starts it prints a link that works once;
        open that one. Only who can read the hub’s output gets in.
      </p>
      <p className="legend">Where the hub was started, on standard output</p>
      <pre className="first-link">
        {"Nobody is an administrator yet. This link makes the first one, once:\n"}
        {`  ${window.location.origin}/first-run#token=fhi_…`}
      </pre>
      <p className="quiet small">
        It is never in the log, and it works for a day. Each start of the hub makes a new link; the
        one before it is void.
      </p>
      <p className="legend">Without a terminal, as in a container</p>
      <p className="soft small">
        Start the hub with <code>FLEETHUB_ADMIN_TOKEN_FILE</code>, a file with a token of your
        choice, and make the administrator with it:
      </p>
      <Command
        text="FLEETHUB_TOKEN_FILE=admin-token fleethub people add ada --role administrator"
        label="command that makes an administrator"
      />
    </div>
  );
}

function Form({ token }: { token: string }) {
  const [name, setName] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const nameFault = NAME.test(name)
    ? undefined
    : "Small letters, digits and dashes, a letter or digit first";
  const fault = passwordFault(password);
  const submit = async () => {
    setTried(true);
    if (busy || nameFault !== undefined || fault !== undefined) return;
    setBusy(true);
    setProblem(null);
    const result = await hub.firstRun({ body: { token, name, displayName, password } });
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
      <p className="soft">
        You become its administrator: you invite others, and decide what each may do.
      </p>
      <Refusal problem={problem} />
      <Field
        id="name"
        label="Name to sign in with"
        hint="such as ada"
        {...(tried && nameFault ? { error: nameFault } : {})}
      >
        <input
          id="name"
          name="username"
          className="input"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: it is the first thing to do on a page that is for nothing else
          autoFocus
          value={name}
          aria-invalid={tried && nameFault !== undefined}
          aria-describedby="name-says"
          onChange={(event) => setName(event.target.value.trim().toLowerCase())}
        />
      </Field>
      <Field id="display-name" label="Name that others read" hint="Optional, such as Ada Lovelace">
        <input
          id="display-name"
          name="name"
          className="input"
          autoComplete="name"
          maxLength={100}
          value={displayName}
          aria-describedby="display-name-says"
          onChange={(event) => setDisplayName(event.target.value)}
        />
      </Field>
      <PasswordField
        id="password"
        label="Password"
        kind="new-password"
        hint={PASSWORD_HINT}
        error={tried ? fault : undefined}
        value={password}
        onChange={setPassword}
      />
      <Button kind="primary" type="submit" aria-busy={busy}>
        {busy ? "Setting up" : "Become administrator"}
      </Button>
    </form>
  );
}

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
