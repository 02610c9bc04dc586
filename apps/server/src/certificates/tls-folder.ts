import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { factsOf, readCertificates } from "./certificate-facts.js";
import { issueServerCertificate } from "./issue.js";
import { type CertificateWithKey, makeAuthority } from "./make-authority.js";

/** Where `certs init` keeps what it made: a folder of the data directory. */
const TLS_FOLDER = "tls";

/** The files of the folder. Keys are for the hub's user alone. */
export const TLS_FILES = {
  authority: "ca.pem",
  authorityKey: "ca-key.pem",
  server: "server.pem",
  serverKey: "server-key.pem",
} as const;

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;
const PUBLIC_FILE = 0o644;

/** Where the folder of a data directory is. */
export function tlsFolderOf(dataDir: string): string {
  return join(dataDir, TLS_FOLDER);
}

export function hasAuthority(folder: string): boolean {
  return existsSync(join(folder, TLS_FILES.authority));
}

/** The authority with its key; null where its key is kept elsewhere. Throws where a file cannot be read. */
export function readAuthority(folder: string): CertificateWithKey | null {
  const keyFile = join(folder, TLS_FILES.authorityKey);
  if (!hasAuthority(folder) || !existsSync(keyFile)) return null;
  return {
    certPem: readFileSync(join(folder, TLS_FILES.authority), "utf8"),
    keyPem: readFileSync(keyFile, "utf8"),
  };
}

/** Makes an authority and a server's certificate in a folder that has none. Throws where it cannot be written. */
export async function initTlsFolder(
  folder: string,
  hostNames: readonly string[],
  now: number,
): Promise<void> {
  const authority = await makeAuthority(now);
  mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
  chmodSync(folder, PRIVATE_FOLDER);
  replaceFile(folder, TLS_FILES.authorityKey, authority.keyPem, PRIVATE_FILE);
  await renewServer(folder, authority, hostNames, now);
  // Last: a folder with an authority is complete.
  replaceFile(folder, TLS_FILES.authority, authority.certPem, PUBLIC_FILE);
}

/** Puts a new certificate with a new key in the place of the server's. */
export async function renewServer(
  folder: string,
  authority: CertificateWithKey,
  hostNames: readonly string[],
  now: number,
): Promise<void> {
  const { certPem, keyPem } = await issueServerCertificate(authority, hostNames, now);
  replaceFile(folder, TLS_FILES.serverKey, keyPem, PRIVATE_FILE);
  replaceFile(folder, TLS_FILES.server, certPem, PUBLIC_FILE);
}

/** Names of the server's certificate as it is. Throws where it cannot be read. */
export function serverNames(folder: string): readonly string[] {
  const [certificate] = readCertificates(readFileSync(join(folder, TLS_FILES.server), "utf8"));
  return certificate === undefined ? [] : factsOf(certificate).hostNames;
}

/** Whole or not at all: whoever reads meanwhile has the old one. */
function replaceFile(folder: string, name: string, text: string, mode: number): void {
  const written = join(folder, `.${name}.${process.pid}`);
  writeFileSync(written, text, { mode });
  chmodSync(written, mode);
  renameSync(written, join(folder, name));
}
