import { type CheckAnswer, type Client, createClient } from "@fleethub/api";
import { tokenHeaders, type TokenFlags } from "../hub/token.js";
import { EXIT_FINE, EXIT_FOUND, EXIT_REFUSED, Misuse } from "../exit.js";
import type { CheckedFile } from "./check-files.js";

/** What a hub said, in lines, and how the command ends because of it. */
export interface HubAnswer {
  readonly lines: readonly string[];
  readonly exitCode: number;
}

/** Asks a hub which of its agents cannot run the configurations; `fleet` asks about all. */
export async function askHub(
  hub: string,
  against: string,
  files: readonly CheckedFile[],
  flags: TokenFlags,
): Promise<HubAnswer> {
  const client = createClient({ baseUrl: originOf(hub), fetch, headers: tokenHeaders(flags) });
  const query = against === "fleet" ? "" : against;
  const lines: string[] = [];
  let exitCode = EXIT_FINE;
  for (const { file, whole } of files) {
    if (whole === undefined) continue;
    const answer = await ask(client, whole, query);
    if (!answer.ok) {
      lines.push(`${file}: the hub at ${hub} refused: ${answer.reason}`);
      return { lines, exitCode: EXIT_REFUSED };
    }
    const told = words(file, answer.data, query);
    lines.push(...told.lines);
    if (!told.all) exitCode = EXIT_FOUND;
  }
  return { lines, exitCode };
}

async function ask(client: Client, content: string, query: string) {
  const answer = await client.check({ body: { content, query } });
  if (answer.ok) return { ok: true as const, data: answer.data };
  const { title, detail } = answer.problem;
  return { ok: false as const, reason: detail ?? title };
}

function originOf(hub: string): string {
  const url = URL.canParse(hub) ? new URL(hub) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new Misuse(`--hub ${hub}: write its address as http://127.0.0.1:3000`);
  return url.origin;
}

function words(file: string, { compatibility }: CheckAnswer, query: string) {
  const whom = query === "" ? "of the fleet" : `that match ${query}`;
  if (compatibility === null || compatibility.agents === 0)
    return { all: true, lines: [`${file}: the hub has no agents ${whom}`] };
  const { agents, judged, canRun, rows } = compatibility;
  const rest = judged < agents ? `, ${agents - judged} not judged` : "";
  const cannot = rows.filter(({ verdict }) => verdict !== "can-run");
  return {
    all: !rows.some(({ verdict }) => verdict === "cannot-run"),
    lines: [
      `${file}: ${canRun} of ${agents} agents ${whom} can run it${rest}`,
      ...cannot.flatMap((row) => [
        `  ${row.agents} x ${row.type} ${row.version}: ${VERDICTS[row.verdict]}`,
        ...row.findings
          .filter(({ severity }) => severity === "error")
          .map(({ message, remedy }) => `    ${message} ${remedy}`),
      ]),
    ],
  };
}

const VERDICTS = {
  "can-run": "can run it",
  "cannot-run": "cannot run it",
  "not-remote-configurable": "takes no configuration from the hub",
  unknown: "never reported its components",
} as const;
