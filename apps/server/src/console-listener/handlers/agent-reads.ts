import { type Facets, Health, type Problem, problem } from "@fleethub/api";
import type { AgentSort, AgentView, ControlPlane } from "@fleethub/control-plane";
import { parseQuery, type Query } from "@fleethub/fleet/query";
import { presentComponents, presentHealth } from "../present/agent-parts.js";
import { detailOf } from "./detail-of.js";
import { flowsOf } from "./flows.js";
import { presentRow } from "../present/agent-row.js";
import { neverSent, presentTelemetry } from "../present/telemetry.js";
import { presentTimeline } from "../present/audit.js";
import { presentDraft, presentEffective } from "../present/effective-config.js";
import { timeOrNull } from "../present/time.js";
import type { ConfigDesk } from "../../platform/config-judge/config-desk.js";
import { answer, type Handlers, refuse } from "./handler.js";

type Reads = Pick<
  Handlers,
  | "listAgents"
  | "countFacets"
  | "getAgent"
  | "getAgentHealth"
  | "getAgentComponents"
  | "getEffectiveConfig"
  | "importConfig"
  | "getTimeline"
  | "getTelemetry"
>;

/** Reads of agents. Rows come from the store; one agent is told as this process knows it. */
export function agentReads(plane: ControlPlane, desk: ConfigDesk): Reads {
  return {
    async listAgents({ query: { query, sort, limit, cursor } }, { now, scope }) {
      const read = readQuery(query);
      if (read.problem !== undefined) return refuse(read.problem);
      const page = await plane.agents.list(
        { query: read.query, now, scope },
        { by: sortKey(sort), descending: sort.startsWith("-") },
        { limit, cursor: cursor ?? null },
      );
      const flows = await flowsOf(plane, page.items, now);
      const items = page.items.map((record) => presentRow(record, now, flows.get(record.id)));
      return answer({ ...page, items });
    },
    async countFacets({ query: { query } }, { now, scope }) {
      const read = readQuery(query);
      if (read.problem !== undefined) return refuse(read.problem);
      const filter = { query: read.query, now, scope };
      const [found, page] = await Promise.all([
        plane.agents.facets(filter),
        plane.agents.list(filter, { by: "name", descending: false }, { limit: 1, cursor: null }),
      ]);
      const facets: Facets["facets"] = {};
      for (const [field, values] of Object.entries(found)) facets[field] = [...values];
      return answer({ total: page.total, facets });
    },
    async getAgent({ params: { uid } }, { now, scope }) {
      const view = await plane.agentView(uid, scope);
      if (view === null) return unknownAgent();
      return answer(await detailOf(plane, view, now), { version: view.record.version });
    },
    async getAgentHealth({ params: { uid } }, { scope }) {
      const view = await plane.agentView(uid, scope);
      if (view === null) return unknownAgent();
      const { health } = view.record.report;
      const tree = health?.stated ? await plane.healthTree(uid, scope) : null;
      return answer(presentHealth(tree, Health.parse(view.health), timeOrNull(health?.at)));
    },
    async getAgentComponents({ params: { uid } }, { scope }) {
      const record = await plane.agents.get(uid, scope);
      if (record === null) return unknownAgent();
      const list = await plane.components(uid, scope);
      const effective = list === null ? null : await plane.effectiveConfig(uid, scope);
      const explained = effective === null ? null : await desk.explain(effective.text, null);
      const hash = record.report.components?.hash ?? null;
      return answer(presentComponents(list, hash, explained?.used ?? null));
    },
    async getEffectiveConfig({ params: { uid } }, { scope }) {
      const view = await plane.agentView(uid, scope);
      if (view === null) return unknownAgent();
      const effective = await plane.effectiveConfig(uid, scope);
      const desired = effective === null ? null : await targetText(plane, view);
      const explained = effective === null ? null : await desk.explain(effective.text, desired);
      return answer(presentEffective(effective, view.config.effective, explained));
    },
    async getTelemetry({ params: { uid } }, { now, scope }) {
      const record = await plane.agents.get(uid, scope);
      if (record === null) return unknownAgent();
      const kept = (await plane.telemetry.of([record.id])).get(record.id) ?? null;
      const components = plane.telemetry.components(record.id);
      return answer(presentTelemetry(kept ?? neverSent(record, now), components, now));
    },
    async importConfig({ params: { uid } }, { scope }) {
      if ((await plane.agents.get(uid, scope)) === null) return unknownAgent();
      const effective = await plane.effectiveConfig(uid, scope);
      const draft = effective === null ? null : await desk.imported(effective.text);
      return draft === null || draft.content === null
        ? refuse(
            problem(
              "nothing-to-import",
              "This agent reports no configuration that can be read. Ask it for its full state.",
            ),
          )
        : answer(presentDraft(draft.content, draft));
    },
    async getTimeline({ params: { uid }, query: { limit, cursor } }, { scope }) {
      const record = await plane.agents.get(uid, scope);
      if (record === null) return unknownAgent();
      const page = await plane.agents.timeline(record.id, { limit, cursor: cursor ?? null });
      return answer({ ...page, items: page.items.map(presentTimeline) });
    },
  };
}

/** What the agent is to run now, as it is offered to it. */
async function targetText(plane: ControlPlane, { config }: AgentView): Promise<string | null> {
  const { hash, configuration, revision } = config.target;
  if (configuration === null || revision === null) return null;
  const rendering = hash === null ? null : await plane.configurations.rendering(hash);
  if (rendering !== null) return rendering.content;
  return (await plane.configurations.revision(configuration, revision))?.content ?? null;
}

function unknownAgent() {
  const detail =
    "No agent has this instance UID. Look it up in the inventory; it may be forgotten.";
  return refuse(problem("unknown-agent", detail));
}

/** The query as data, or the problem with the place and what to write instead. */
function readQuery(
  text: string,
): { readonly query: Query; readonly problem?: never } | { readonly problem: Problem } {
  const parsed = parseQuery(text);
  if (parsed.query !== undefined) return { query: parsed.query };
  const { message, column, remedy } = parsed.problem;
  const errors = [{ pointer: "?query", column, message, remedy }];
  return { problem: problem("invalid-query", `${message} ${remedy}`, { errors }) };
}

const SORTS: readonly AgentSort[] = [
  "trouble",
  "name",
  "host",
  "version",
  "type",
  "sync",
  "health",
  "lastSeen",
];

function sortKey(sort: string): AgentSort {
  const bare = sort.replace(/^-/, "");
  return SORTS.find((key) => key === bare) ?? "trouble";
}
