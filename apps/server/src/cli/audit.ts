import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { sentOn } from "@fleethub/api";
import type { Command } from "commander";
import { rowOf } from "./audit/row.js";
import { addVerify } from "./audit/verify.js";
import { clientOf, everyItem, headersOf } from "./hub/ask.js";
import { askHub } from "./hub/ask-hub.js";
import { countOf } from "./hub/count.js";
import { print } from "./hub/print.js";
import { type HubFlags, originOf, withHub } from "./hub/server-option.js";
import { Misuse, Refused } from "./exit.js";
import { say } from "./say.js";

interface ListFlags extends HubFlags {
  readonly limit: string;
}

interface ExportFlags extends HubFlags {
  readonly out?: string;
  readonly around?: string;
}

/** `fleethub audit list | verify | export`. */
export function addAudit(program: Command): void {
  const audit = program
    .command("audit")
    .description("who did what, and whether the record is whole");
  withHub(audit.command("list").description("entries, newest first"))
    .argument("[query...]", "such as who:ada did:rollout since:24h")
    .option("--limit <entries>", "how many", "50")
    .action(list);
  addVerify(audit);
  withHub(audit.command("export").description("the record as signed lines of JSON"))
    .option("--out <file>", "write here instead of standard output; no file is written over")
    .option("--around <entry>", "only the stretch between checkpoints that proves this entry")
    .action(exportRecord);
}

async function list(words: readonly string[], flags: ListFlags): Promise<void> {
  const client = clientOf(flags);
  const query = words.join(" ");
  const found = await everyItem(
    (page) => client.listAudit({ query: { query, ...page } }),
    countOf("--limit", flags.limit),
  );
  print(flags.output, found, () => [
    ...found.items.map(rowOf),
    `${found.items.length} of ${found.atLeast ? "at least " : ""}${found.total} entries`,
  ]);
}

async function exportRecord(flags: ExportFlags): Promise<void> {
  const around = flags.around === undefined ? "" : `?around=${countOf("--around", flags.around)}`;
  const url = `${originOf(flags.server)}/api/v1/audit/export${around}`;
  let response: Response;
  try {
    response = await askHub(url, { headers: headersOf(flags) });
  } catch {
    throw new Refused(`No hub answers at ${flags.server}.`, 0, "unreachable");
  }
  if (!response.ok || response.body === null) {
    const told =
      sentOn(response.status, response.headers.get("location")) ?? (await response.text());
    throw new Refused(`The hub refused: ${detailIn(told)}`, response.status, "");
  }
  const out = flags.out === undefined ? process.stdout : await fileFor(flags.out);
  let last = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    last = `${last}${chunk}`.slice(-4_096);
    if (!out.write(chunk)) await once(out, "drain");
  }
  if (flags.out === undefined) return;
  out.end();
  await once(out, "finish");
  if (!last.includes('"kind":"end"')) {
    throw new Refused("The hub ended before the export was whole. Export again.", 0, "cut-short");
  }
  say(`Written to ${flags.out}. Verify it anywhere with: fleethub audit verify ${flags.out}`);
}

/** What a problem says; the text itself where it is none. */
function detailIn(text: string): string {
  try {
    const told: unknown = JSON.parse(text);
    const detail = typeof told === "object" && told !== null && "detail" in told ? told.detail : "";
    return String(detail || text);
  } catch {
    return text;
  }
}

async function fileFor(path: string) {
  const file = createWriteStream(path, { flags: "wx", mode: 0o600 });
  try {
    await once(file, "open");
  } catch {
    throw new Misuse(`--out ${path}: this file is there already, or cannot be written`);
  }
  return file;
}
