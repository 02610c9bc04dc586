import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { authorityProblem } from "../certificates/authority-end.js";
import {
  factsOf,
  presentCertificate,
  readCertificates,
} from "../certificates/certificate-facts.js";
import { LOOPBACK_NAMES, readHostName } from "../certificates/host-names.js";
import { loadAuthorities, loadPair } from "../certificates/pair-of-files.js";
import {
  hasAuthority,
  initTlsFolder,
  readAuthority,
  renewServer,
  serverNames,
  TLS_FILES,
  tlsFolderOf,
} from "../certificates/tls-folder.js";
import { SETTINGS_DEFAULT } from "../settings/index.js";
import { askHosts } from "./certs/ask-hosts.js";
import { certificateLines, nextSteps } from "./certs/lines.js";
import { Misuse } from "./exit.js";
import { say } from "./say.js";

interface Options {
  readonly dir?: string;
  readonly dataDir?: string;
  readonly host?: readonly string[];
}

const HOST = "a name or address by which agents reach the hub; once for each";

/** `fleethub certs`: the hub's own authority, and the certificate of its agents' door. Works on files, without a hub. */
export function addCerts(program: Command): void {
  const certs = program
    .command("certs")
    .description("TLS for agents by an authority of the hub's own");
  withFolder(certs.command("init"))
    .description("make an authority and a certificate for these hosts; the hub uses both by itself")
    .option("--host <name...>", `${HOST}; asked for at a terminal`)
    .action(init);
  withFolder(certs.command("show"))
    .description("what there is, and how hosts come to trust it")
    .action(show);
  withFolder(certs.command("renew"))
    .description("make a new certificate now; a hub that runs takes it within seconds")
    .option("--host <name...>", `${HOST} (default: those that it has)`)
    .action(renew);
}

function withFolder(command: Command): Command {
  return command
    .option(
      "--data-dir <folder>",
      `the hub's data directory [FLEETHUB_DATA_DIR] (default ${SETTINGS_DEFAULT.dataDir})`,
    )
    .option("--dir <folder>", "another folder than tls in the data directory");
}

async function init(options: Options): Promise<void> {
  const folder = folderOf(options);
  if (hasAuthority(folder)) {
    throw new Misuse(
      `${folder} has an authority already, which agents may trust. For other host names run \`fleethub certs renew --host NAME\`; for another authority move the folder away first.`,
    );
  }
  const hostNames = hostNamesOf(options.host ?? (await askHosts()));
  await writing(folder, () => initTlsFolder(folder, hostNames, Date.now()));
  say(`An authority and a certificate were made in ${folder}.`);
  for (const line of described(folder)) say(line);
  for (const line of nextSteps(options.dir)) say(line);
}

function show(options: Options): void {
  const folder = existing(options);
  for (const line of described(folder)) say(line);
}

async function renew(options: Options): Promise<void> {
  const folder = existing(options);
  const authority = readAuthority(folder);
  if (authority === null) {
    throw new Misuse(
      `${join(folder, TLS_FILES.authorityKey)} is not here: bring the authority's key to renew, and take it away again.`,
    );
  }
  const [{ notAfter = 0 } = {}] = readCertificates(authority.certPem).map(factsOf);
  if (Date.now() >= notAfter) {
    throw new Misuse(`${authorityProblem({ notAfter }, Date.now())}`);
  }
  const given = options.host ?? [];
  const hostNames = given.length === 0 ? serverNames(folder) : hostNamesOf(given);
  await writing(folder, () => renewServer(folder, authority, hostNames, Date.now()));
  say("A new certificate was made; a hub that runs takes it within seconds.");
  for (const line of described(folder)) say(line);
}

function folderOf({ dir, dataDir }: Options): string {
  return (
    dir ?? tlsFolderOf(dataDir ?? (process.env["FLEETHUB_DATA_DIR"] || SETTINGS_DEFAULT.dataDir))
  );
}

function existing(options: Options): string {
  const folder = folderOf(options);
  if (hasAuthority(folder)) return folder;
  throw new Misuse(
    `${folder} has no authority: run \`fleethub certs init --host ${hostname()}\`, or name the hub's data directory with --data-dir.`,
  );
}

/** As asked for, and those by which programs on the hub's own machine reach it. */
function hostNamesOf(given: readonly string[]): readonly string[] {
  const read = given.map((text) => {
    const name = readHostName(text);
    if (name !== null) return name;
    throw new Misuse(
      `--host ${JSON.stringify(text)} is neither a name nor an address: give it without scheme, port and path, such as hub.example.com.`,
    );
  });
  return [...new Set([...read, ...LOOPBACK_NAMES])];
}

async function writing(folder: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && "path" in error)) throw error;
    throw new Misuse(
      `${folder} cannot be written (${String(error.code)}): see who may write there.`,
    );
  }
}

function described(folder: string): readonly string[] {
  const authorityFile = join(folder, TLS_FILES.authority);
  const authority = loadAuthorities(authorityFile);
  const pair = loadPair(join(folder, TLS_FILES.server), join(folder, TLS_FILES.serverKey));
  if (!authority.ok) throw new Misuse(`${authority.why}.`);
  if (!pair.ok) throw new Misuse(`${pair.why}.`);
  const now = Date.now();
  const [first] = authority.value.facts;
  if (first === undefined) throw new Misuse(`${authorityFile} holds no certificate.`);
  return certificateLines({
    authorityFile,
    authorityBytes: readFileSync(authorityFile),
    authority: presentCertificate(first, now),
    problem: authorityProblem(first, now),
    server: presentCertificate(pair.value.facts, now),
  });
}
