import type { AgentCredentials, BulkAnswer, BulkRequest, EnrolmentToken } from "@fleethub/api";
import { sayAgents } from "@fleethub/fleet";
import type { Command } from "commander";
import { Misuse } from "./exit.js";
import { answered, clientOf, everyItem } from "./hub/ask.js";
import { countOf } from "./hub/count.js";
import { ageOf, secondsOf } from "./hub/duration.js";
import { print, table } from "./hub/print.js";
import { type HubFlags, withHub } from "./hub/server-option.js";
import { repeated } from "./repeated.js";

interface CreateFlags extends HubFlags {
  readonly label?: readonly string[];
  readonly group?: string;
  readonly approve?: boolean;
  readonly expires?: string;
  readonly uses?: string;
  readonly description?: string;
}

interface ReachFlags extends HubFlags {
  readonly query?: string;
  readonly expectedAgents?: string;
}

/** `fleethub enrol`: what lets agents in, and keeps them out. */
export function addEnrol(program: Command): void {
  const enrol = program.command("enrol").description("what lets agents in, and keeps them out");
  withHub(enrol.command("tokens", { isDefault: true }).description("list enrolment tokens")).action(
    async (flags: HubFlags) => {
      const { items } = await everyItem((query) => clientOf(flags).listEnrolmentTokens({ query }));
      print(flags.output, items, () => listed(items, flags.output === "wide"));
    },
  );
  withHub(enrol.command("create").description("make an enrolment token; it is printed once"))
    .argument("<name>")
    .option("--label <key=value>", "given to agents that are new with it; repeatable", repeated)
    .option("--group <name>", "group that they come to")
    .option("--approve", "they have to be approved by hand")
    .option("--expires <time>", "how long it lets new agents in, such as 7d; without it always")
    .option("--uses <count>", "agents that it lets in; without it as many as come")
    .option("--description <text>", "what it is for")
    .action(async (name: string, flags: CreateFlags) => {
      const made = await answered(
        clientOf(flags).createEnrolmentToken({ body: bodyOf(name, flags) }),
      );
      // The text alone, so that it can be piped into a file.
      print(flags.output, made, () => [made.value]);
    });
  withHub(enrol.command("revoke-token").description("nobody comes in with it any more"))
    .argument("<name>")
    .requiredOption("--reason <text>", "for the audit, and for the agents")
    .option("--agents", "also revoke every agent that came with it")
    .action(async (name: string, flags: HubFlags & { reason: string; agents?: boolean }) => {
      const { reason, agents = false } = flags;
      const call = { params: { name }, body: { reason, agents } };
      const done = await answered(clientOf(flags).revokeEnrolmentToken(call));
      print(flags.output, done, () => [
        `${name} is revoked, and ${sayAgents(done.agents)} with it.`,
      ]);
    });
  addAgentActs(enrol);
}

function addAgentActs(enrol: Command): void {
  withHub(enrol.command("show").description("how an agent proves who it is"))
    .argument("<uid>")
    .action(async (uid: string, flags: HubFlags) => {
      const view = await answered(clientOf(flags).getCredentials({ params: { uid } }));
      print(flags.output, view, () => described(view));
    });
  const one = enrol.command("revoke-credential").description("one credential of an agent alone");
  withHub(one)
    .argument("<uid>")
    .argument("<id>", "as fleethub enrol show lists it")
    .requiredOption("--reason <text>", "for the audit, and for whoever comes with it")
    .action(async (uid: string, id: string, flags: HubFlags & { reason: string }) => {
      const { reason } = flags;
      const call = { params: { uid, id }, body: { reason } };
      const agent = await answered(clientOf(flags).revokeCredential(call));
      print(flags.output, agent, () => [
        "The credential counts no more. The agent may come with another one, or with its enrolment token.",
      ]);
    });
  const acts = [
    ["revoke", "keep agents out: their sockets end at once"],
    ["readmit", "let agents enrol anew"],
    ["rotate", "offer agents a new credential; the one they have counts until they took that"],
  ] as const;
  for (const [act, description] of acts) {
    const command = withHub(enrol.command(act).description(description))
      .argument("[uid]", "one agent")
      .option("--query <query>", "every agent that matches")
      .option("--expected-agents <count>", "how many you mean to reach");
    if (act === "revoke") {
      command.requiredOption("--reason <text>", "for the audit, and for the agents");
    }
    command.action(async (uid: string | undefined, flags: ReachFlags & { reason?: string }) => {
      const body: BulkRequest = { ...reachOf(act, uid, flags), ...actOf(act, flags.reason) };
      const done = await answered(clientOf(flags).bulkAgents({ body }));
      print(flags.output, done, () => told(done));
    });
  }
}

function reachOf(act: string, uid: string | undefined, { query, expectedAgents }: ReachFlags) {
  if ((uid === undefined) === (query === undefined)) {
    throw new Misuse(`fleethub enrol ${act}: name one agent by its UID, or many with --query`);
  }
  const expected =
    expectedAgents === undefined
      ? {}
      : { expectedAgents: countOf("--expected-agents", expectedAgents) };
  return { ...(uid === undefined ? { query } : { uids: [uid] }), ...expected };
}

function actOf(act: "revoke" | "readmit" | "rotate", reason = "") {
  if (act === "revoke") return { verb: "revoke" as const, input: { reason } };
  if (act === "readmit") return { verb: "readmit" as const };
  return { verb: "rotate-credential" as const };
}

function bodyOf(name: string, flags: CreateFlags) {
  const { group = null, description = "", uses, expires } = flags;
  const labels = (flags.label ?? []).map((text) => {
    const at = text.indexOf("=");
    if (at < 1) throw new Misuse(`--label ${text}: write it as key=value`);
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  return {
    name,
    description,
    labels: Object.fromEntries(labels),
    group,
    admission: flags.approve === true ? ("awaiting-approval" as const) : ("admitted" as const),
    usesMax: uses === undefined ? null : countOf("--uses", uses),
    expiresAt:
      expires === undefined
        ? null
        : new Date(Date.now() + secondsOf("--expires", expires) * 1_000).toISOString(),
  };
}

const HEADS = ["name", "state", "uses", "agents", "expires", "last used", "from"];

function listed(tokens: readonly EnrolmentToken[], isWide: boolean): readonly string[] {
  if (tokens.length === 0) return ["No enrolment tokens"];
  const now = Date.now();
  const rows = tokens.map((token) => [
    token.name,
    token.state,
    token.usesMax === null ? `${token.uses}` : `${token.uses} of ${token.usesMax}`,
    `${token.agents}`,
    token.expiresAt ?? "never",
    ageOf(token.lastUsedAt, now),
    token.lastAddress ?? "-",
    ...(isWide ? [labelsOf(token.labels), token.group ?? "-", token.description] : []),
  ]);
  return table(isWide ? [...HEADS, "labels", "group", "description"] : HEADS, rows);
}

function labelsOf(labels: EnrolmentToken["labels"]): string {
  const words = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return words.join(" ") || "-";
}

function described(view: AgentCredentials): readonly string[] {
  const now = Date.now();
  const { shared, revoked } = view;
  return [
    `Admission    ${view.admission}`,
    `Enrolled by  ${view.enrolment ?? "nothing"}`,
    `Comes with   ${view.comesWith}`,
    ...(view.withheld === "" ? [] : [`No credential of its own: ${view.withheld}`]),
    ...(revoked === null
      ? []
      : [`Revoked      ${ageOf(revoked.at, now)} ago by ${revoked.by}: ${revoked.reason}`]),
    ...(shared === null
      ? []
      : [
          `Shared       ${ageOf(shared.at, now)} ago somebody else came with its credential, from ${shared.remoteAddress}`,
        ]),
    ...(view.credentials.length === 0 ? [] : [""]),
    ...(view.credentials.length === 0
      ? []
      : table(
          ["credential", "kind", "state", "due", "last used"],
          view.credentials.map(({ id, kind, state, dueAt, lastUsedAt }) => [
            id,
            kind,
            state,
            dueAt,
            ageOf(lastUsedAt, now),
          ]),
        )),
  ];
}

function told({ done, unchanged, refused }: BulkAnswer): readonly string[] {
  return [
    `${done} changed, ${unchanged} were so already, ${refused.length} refused`,
    ...refused.map(({ uid, detail }) => `  ${uid}: ${detail}`),
  ];
}
