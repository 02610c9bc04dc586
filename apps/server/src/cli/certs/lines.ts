import { createHash } from "node:crypto";
import type { Certificate } from "@fleethub/api";
import { TLS_FILES } from "../../certificates/tls-folder.js";

/** What is told of a folder of certificates. */
export interface FolderFacts {
  readonly authorityFile: string;
  readonly authorityBytes: Uint8Array;
  readonly authority: Certificate;
  /** What is wrong with its time; null where all is well. */
  readonly problem: string | null;
  readonly server: Certificate;
}

const day = (time: string) => time.slice(0, "2026-01-01".length);

/** For a person: what there is, until when, and what a host compares before it trusts. */
export function certificateLines(facts: FolderFacts): readonly string[] {
  const { authority, server, authorityFile, authorityBytes } = facts;
  return [
    `authority    ${authority.subject}`,
    `  until      ${day(authority.notAfter)}${word(authority)}`,
    `  SHA-256    ${authority.fingerprint}`,
    `  file       ${authorityFile}`,
    `  sha256sum  ${createHash("sha256").update(authorityBytes).digest("hex")}`,
    ...(facts.problem === null ? [] : [`  attention  ${facts.problem}`]),
    `certificate  ${server.hostNames.join(", ")}`,
    `  until      ${day(server.notAfter)}${word(server)}`,
    `  SHA-256    ${server.fingerprint}`,
  ];
}

function word({ state }: Certificate): string {
  return state === "valid" ? "" : `  (${state})`;
}

/** What to do once they are made. */
export function nextSteps(dir: string | undefined): readonly string[] {
  if (dir !== undefined) {
    return [
      `Next: start the hub with FLEETHUB_AGENTS_TLS_CERT_FILE=${dir}/${TLS_FILES.server}, FLEETHUB_AGENTS_TLS_KEY_FILE=${dir}/${TLS_FILES.serverKey} and FLEETHUB_AGENTS_CA_FILE=${dir}/${TLS_FILES.authority}.`,
      "      Where agents trust another authority of this hub already they would be locked out by that: first bring them both (docs/certificates.md, When the authority ends).",
    ];
  }
  return [
    "Next: start the hub, or start it again; it renews the certificate by itself.",
    "      Its connect page has the authority to download, and writes files for agents that trust it.",
    `      Whoever has ${TLS_FILES.authorityKey} can pass for this hub: keep it out of images and repositories.`,
  ];
}
