import type { Finding } from "@fleethub/collector-config";
import type { Query } from "@fleethub/fleet/query";
import { CONFIG_KEY } from "../agents/config-key.js";
import type { LayerReference, RevisionRecord, VariableDeclaration } from "../model.js";
import { eachAgent } from "./each-agent.js";
import { fragmentFindings, type LayeredText, layeredText } from "./layered-text.js";
import type { PlacedFinding } from "./placed-finding.js";
import type { VerbProblem } from "./problem.js";
import { readQuery } from "./read-query.js";
import { renderedWith } from "./rendered-for.js";
import { type Runnability, runnabilityOf } from "./runnability.js";
import type { Verb, VerbContext } from "./verb.js";

/** Agents judged by one check; the answer says how many there are. */
export const CHECK_AGENTS_MAX = 20_000;

/** Instance UIDs named per group. */
export const CHECK_UIDS_MAX = 10;

export interface Check {
  readonly content: string;
  /** What it would be a revision of: a fragment is judged by itself. */
  readonly configuration?: string;
  readonly layers?: readonly LayerReference[];
  readonly variables?: readonly VariableDeclaration[];
  /** With it: who of these agents cannot run it, and why. */
  readonly query?: string;
}

/** Agents of one distribution and version that share a verdict and its reasons. */
export interface CheckedAgents {
  readonly type: string;
  readonly version: string;
  readonly verdict: Runnability;
  readonly agents: number;
  /** The first {@link CHECK_UIDS_MAX}. */
  readonly uids: readonly string[];
  readonly findings: readonly Finding[];
}

/** A variable that agents have no value for, and that has no default. */
export interface MissingVariable {
  readonly name: string;
  /** Of those that the query names; 0 without a query. */
  readonly agents: number;
  /** The first {@link CHECK_UIDS_MAX}. */
  readonly uids: readonly string[];
}

export interface CheckAnswer {
  readonly findings: readonly PlacedFinding[];
  /** Policies that it breaks. */
  readonly policies: readonly PlacedFinding[];
  /** Null where the text cannot be read. */
  readonly fingerprint: string | null;
  /** By name. */
  readonly missingVariables: readonly MissingVariable[];
  readonly compatibility: {
    readonly agents: number;
    readonly judged: number;
    readonly canRun: number;
    readonly rows: readonly CheckedAgents[];
  } | null;
}

/** Judges a text, with its layers, without saving it. It writes nothing, so it is not audited. */
export const check: Verb<Check, CheckAnswer> = {
  async plan(ctx, input) {
    const { query } = input;
    const parsed = query === undefined ? null : readQuery(query);
    if (parsed?.kind === "problem") return parsed;
    const text = await textOf(ctx, input);
    if (text.kind === "problem") return text;
    const { content, variables, findings, policies } = text;
    const missing = new Map(text.missing.map((name) => [name, [] as string[]]));
    const draft = draftOf(ctx, content, variables);
    const fingerprint = await ctx.judge.fingerprint(content);
    const fleet = parsed === null ? null : await compatibility(ctx, draft, parsed.query, missing);
    return {
      kind: "plan",
      changes: { writes: [] },
      reach: [],
      acts: [],
      value: {
        findings,
        policies,
        fingerprint: fingerprint.startsWith("f") ? fingerprint : null,
        missingVariables: [...missing].map(([name, uids]) => ({
          name,
          agents: uids.length,
          uids: uids.slice(0, CHECK_UIDS_MAX),
        })),
        compatibility: fleet,
      },
    };
  },
};

async function textOf(ctx: VerbContext, input: Check): Promise<LayeredText | VerbProblem> {
  const { content, configuration, layers = [], variables = [] } = input;
  const stored =
    configuration === undefined ? null : await ctx.storage.configurations.get(configuration);
  if (stored?.kind !== "fragment") return layeredText(ctx, input, configuration);
  const findings = await fragmentFindings(ctx, content);
  const none = { missing: [], policies: [] };
  return { kind: "layered", content, layers, variables, findings, ...none };
}

/** The text as if it were a revision. */
function draftOf(
  ctx: VerbContext,
  content: string,
  variables: readonly VariableDeclaration[],
): RevisionRecord {
  const hash = ctx.hashConfig(new Map([[CONFIG_KEY, new TextEncoder().encode(content)]]));
  const by = { createdAt: ctx.now, createdBy: ctx.actor.id };
  const text = { source: content, layers: [], variables, content, message: "", fingerprint: "" };
  return { configuration: "", number: 0, hash, ...text, ...by };
}

async function compatibility(
  ctx: VerbContext,
  draft: RevisionRecord,
  query: Query,
  missing: Map<string, string[]>,
) {
  const rows = new Map<
    string,
    { row: Omit<CheckedAgents, "agents" | "uids">; uids: string[]; agents: number }
  >();
  let judged = 0;
  let canRun = 0;
  let total = 0;
  for await (const { agent, matches } of agentsOf(ctx, query)) {
    total = matches;
    judged += 1;
    const rendered = await renderedWith(ctx, draft, agent);
    for (const name of rendered.missing) missing.get(name)?.push(agent.instanceUid);
    const { verdict, findings } = await runnabilityOf(ctx, agent, rendered);
    if (verdict === "can-run") canRun += 1;
    const { type, agentVersion: version } = agent.projection;
    const reasons = findings.map(({ code, message }) => `${code} ${message}`);
    const key = JSON.stringify([type, version, verdict, reasons]);
    const entry = rows.get(key) ?? {
      row: { type, version, verdict, findings },
      uids: [],
      agents: 0,
    };
    entry.agents += 1;
    if (entry.uids.length < CHECK_UIDS_MAX) entry.uids.push(agent.instanceUid);
    rows.set(key, entry);
  }
  const worstFirst: readonly Runnability[] = [
    "cannot-run",
    "not-remote-configurable",
    "unknown",
    "can-run",
  ];
  return {
    agents: total,
    judged,
    canRun,
    rows: [...rows.values()]
      .map(({ row, uids, agents }) => ({ ...row, uids, agents }))
      .sort(
        (a, b) =>
          worstFirst.indexOf(a.verdict) - worstFirst.indexOf(b.verdict) || b.agents - a.agents,
      ),
  };
}

/** The first of them in order of id, and how many there are. */
async function* agentsOf(ctx: VerbContext, query: Query) {
  const filter = { query, now: ctx.now, scope: ctx.scope };
  const sort = { by: "name", descending: false } as const;
  const { total: matches } = await ctx.storage.agents.list(filter, sort, {
    limit: 1,
    cursor: null,
  });
  let read = 0;
  for await (const agent of eachAgent(ctx, query)) {
    if (read >= CHECK_AGENTS_MAX) return;
    read += 1;
    yield { agent, matches };
  }
}
