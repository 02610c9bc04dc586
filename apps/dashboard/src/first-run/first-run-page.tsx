"use client";
import { useState } from "react";
import { hub } from "../data/hub";
import { useTokenInHash } from "../data/token-in-hash";
import { Command } from "../parts/command";
import { NameField, nameFault } from "../parts/name-field";
import { Note } from "../parts/note";
import { PasswordField } from "../parts/password-field";
import { Skeleton } from "../parts/skeleton";
import { TextField } from "../parts/text-field";
import { useSignInOptions } from "../sign-in/use-sign-in";
import { DoorForm } from "./door-form";
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
        wrap
      />
    </div>
  );
}

function Form({ token }: { token: string }) {
  const [name, setName] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [password, setPassword] = useState("");
  const fault = passwordFault(password);
  return (
    <DoorForm
      what="You become its administrator: you invite others, and decide what each may do."
      button="Become administrator"
      busy="Setting up"
      faulty={nameFault(name) !== undefined || fault !== undefined}
      ask={() => hub.firstRun({ body: { token, name, displayName, password } })}
    >
      {(tried) => (
        <>
          <NameField
            id="name"
            pointer="/name"
            name="username"
            label="Name to sign in with"
            hint="such as ada"
            autoComplete="username"
            // biome-ignore lint/a11y/noAutofocus: it is the first thing to do on a page that is for nothing else
            autoFocus
            value={name}
            tried={tried}
            onChange={setName}
          />
          <TextField
            id="display-name"
            pointer="/displayName"
            name="name"
            label="Name that others read"
            hint="Optional, such as Ada Lovelace"
            autoComplete="name"
            maxLength={100}
            value={displayName}
            onChange={setDisplayName}
          />
          <PasswordField
            id="password"
            pointer="/password"
            label="Password"
            kind="new-password"
            hint={PASSWORD_HINT}
            error={tried ? fault : undefined}
            value={password}
            onChange={setPassword}
          />
        </>
      )}
    </DoorForm>
  );
}
