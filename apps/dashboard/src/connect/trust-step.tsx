"use client";
import type { Hub } from "@fleethub/api";
import { Command } from "../parts/command";
import { Icon } from "../parts/icon";
import { Note } from "../parts/note";
import { AUTHORITY_FILE, authorityCommand, type Door } from "./templates";

/** How the agent's host comes to trust the hub's own authority. */
export function TrustStep({ hub, door, sha256 }: { hub: Hub; door: Door; sha256: string }) {
  return (
    <>
      <Command text={authorityCommand(door, sha256)} label="command that fetches the authority" />
      <p className="hint under">
        The second line compares what came with the digest that this page shows, and removes it
        where it is another. Or download the CA and copy it to <code>{AUTHORITY_FILE}</code>.
      </p>
      <p className="hint under">
        SHA-256 of the certificate <span className="mono wrap-anywhere">{hub.caFingerprint}</span>
      </p>
    </>
  );
}

/** The hub's own authority as a file. */
export function DownloadAuthority() {
  return (
    <a className="btn sm" href="/api/v1/certificates/ca" download="fleethub-ca.pem">
      <Icon name="download" small />
      Download the CA
    </a>
  );
}

/** Who reaches the door without TLS, and what to do for the others. */
export function PlainNote({ hub }: { hub: Hub }) {
  if (hub.agentsTls !== "off") return null;
  if (hub.agentsPlainText === "everywhere") {
    return (
      <Note tone="warn">
        Agents come in plain text: whoever is on the way can read and change what is sent, tokens
        and secrets too. For TLS run <code>fleethub certs init --host NAME</code> and start the hub
        again.
      </Note>
    );
  }
  if (hub.agentsLoopbackOnly) return null;
  return (
    <Note tone="warn">
      Without TLS this hub takes Collectors of its own machine alone; others are answered 403,
      containers and their bridge among them. Run <code>fleethub certs init --host NAME</code> and
      start the hub again, or set <code>FLEETHUB_AGENTS_PLAIN_TEXT=allow</code> where the network is
      trusted.
    </Note>
  );
}
