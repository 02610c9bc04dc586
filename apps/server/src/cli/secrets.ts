import type { Secret, SecretWritten } from "@fleethub/api";
import type { Command } from "commander";
import { askForApproval } from "./approvals/ask.js";
import { Misuse, Refused } from "./exit.js";
import { answered, clientOf, everyItem } from "./hub/ask.js";
import { ageOf } from "./hub/duration.js";
import { print, table } from "./hub/print.js";
import { type HubFlags, withHub } from "./hub/server-option.js";
import { readNamed } from "./input.js";

interface SetFlags extends HubFlags {
  readonly file?: string;
  readonly reach?: string;
  readonly everyAgent?: boolean;
  readonly description?: string;
  readonly request?: string;
}

/** Says to whoever answers what it is for, where a protected group runs with the secret. */
const REQUEST = ["--request <message>", "ask for approval, and say what it is for"] as const;

/** `fleethub secrets`: values go in by file or standard input, never by the command line, and never come out. */
export function addSecrets(program: Command): void {
  const secrets = program
    .command("secrets")
    .description("secrets that configurations name as ${fleethub:secret/NAME}");
  withHub(secrets.command("list").description("names, reaches and who names them")).action(list);
  withHub(
    secrets
      .command("set <name>")
      .description("create a secret, or change what is given of it")
      .option(
        "-f, --file <file>",
        "file with the value, - for standard input; one line end at its end is left out",
      )
      .option("--reach <query>", "who may be offered it, such as label.squad:edge")
      .option("--every-agent", "every agent may be offered it")
      .option("--description <text>", "what it is for")
      .option(...REQUEST),
  ).action(set);
  withHub(
    secrets
      .command("remove <name>")
      .description("remove one that nobody runs with")
      .option(...REQUEST),
  ).action(
    async (name: string, { request, ...flags }: HubFlags & { readonly request?: string }) => {
      if (request !== undefined) return askForApproval(flags, "remove-secret", { name }, request);
      await answered(clientOf(flags).removeSecret({ params: { name } }));
      print(flags.output, { removed: name }, () => [`${name} is removed`]);
    },
  );
}

async function list(flags: HubFlags): Promise<void> {
  const client = clientOf(flags);
  const { items } = await everyItem((query) => client.listSecrets({ query }));
  const now = Date.now();
  print(flags.output, items, () => listed(items, now));
}

function listed(secrets: readonly Secret[], now: number): readonly string[] {
  if (secrets.length === 0) return ["No secrets"];
  return table(
    ["name", "reach", "agents", "named by", "value", "description"],
    secrets.map(({ name, reach, agents, configurations, valueChangedAt, description }) => [
      name,
      reach ?? "every agent",
      `${agents}`,
      configurations.join(", ") || "-",
      `${ageOf(valueChangedAt, now)} old`,
      description,
    ]),
  );
}

/** Without `--file` the value stays what it is. */
async function set(name: string, flags: SetFlags): Promise<void> {
  if (flags.everyAgent === true && flags.reach !== undefined) {
    throw new Misuse("--reach and --every-agent contradict each other: give one of them");
  }
  const client = clientOf(flags);
  const value = flags.file === undefined ? undefined : await valueOf(flags.file);
  const before = await known(flags, name);
  if (before === null && value === undefined) {
    throw new Misuse(`${name} is a new secret: give its value with --file, - for standard input`);
  }
  if (before === null && flags.everyAgent !== true && flags.reach === undefined) {
    throw new Misuse(
      `${name} is a new secret: say who may be offered it, with --reach such as label.squad:edge, or --every-agent`,
    );
  }
  const reach = flags.everyAgent === true ? null : (flags.reach ?? before?.reach ?? null);
  const description = flags.description ?? before?.description ?? "";
  const given = value === undefined ? {} : { value };
  if (flags.request !== undefined) {
    const verb = before === null ? "create-secret" : "change-secret";
    return askForApproval(flags, verb, { name, reach, description, ...given }, flags.request);
  }
  const written = await answered(
    before === null
      ? client.createSecret({ body: { name, value: value ?? "", reach, description } })
      : client.replaceSecret({
          params: { name },
          body: { reach, description, ...given },
          ifMatch: before.version,
        }),
  );
  print(flags.output, written, () => [writtenWords(written, before === null)]);
}

async function valueOf(file: string): Promise<string> {
  const { text } = await readNamed(file);
  return text.replace(/\r?\n$/, "");
}

async function known(flags: SetFlags, name: string): Promise<Secret | null> {
  try {
    return await answered(clientOf(flags).getSecret({ params: { name } }));
  } catch (error) {
    if (error instanceof Refused && error.type === "unknown-secret") return null;
    throw error;
  }
}

function writtenWords({ name, changed, opened }: SecretWritten, isNew: boolean): string {
  const done = `${name} is ${isNew ? "kept" : "changed"}`;
  if (opened !== null) return `${done}; rollout ${opened.number} brings it to ${changed} agents`;
  return changed === 0 ? done : `${done}; ${changed} agents are offered their configuration again`;
}
