import { type AgentRow, type Problem, problem, type RouteName } from "@fleethub/api";
import { checkConfig } from "@fleethub/collector-config";
import { matchQuery, parseQuery } from "@fleethub/fleet/query";
import {
  agentDetail,
  agentRow,
  ago,
  components,
  EFFECTIVE,
  healthTree,
  REVISIONS,
} from "./fixture-fleet";

/** FIXTURE ANSWERS: one function per route that the console asks, over invented agents in memory. */

interface Asked {
  readonly params: Record<string, string>;
  readonly query: Record<string, string>;
  readonly body: unknown;
}

class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** The problem behind what was thrown. */
export function refusal(error: unknown): Problem {
  if (error instanceof Refused) return error.problem;
  console.error(error);
  return problem("invalid-request", error instanceof Error ? error.message : String(error));
}

const size = Number(process.argv[3] ?? 240);
const rows = Array.from({ length: size }, (_, n) => agentRow(n));
const revisions: Record<string, string[]> = { edge: [...REVISIONS], gateway: [...REVISIONS] };
const TROUBLE = ["failed", "rolled-back", "drifted", "incompatible", "awaiting-approval"];

function matching(text: string): AgentRow[] {
  const parsed = parseQuery(text);
  if (parsed.problem) throw new Refused(problem("invalid-query", parsed.problem.message));
  return rows.filter((row) =>
    matchQuery(
      parsed.query,
      {
        ...row,
        admission: "admitted",
        components: [],
        attributes: {},
        lastSeenAt: row.lastSeenAt === null ? null : Date.parse(row.lastSeenAt),
        connectedAt: Date.now() - 6 * 86_400_000,
      },
      Date.now(),
    ),
  );
}

function one(params: Record<string, string>): AgentRow {
  const row = rows.find(({ uid }) => uid === params["uid"]);
  if (row === undefined)
    throw new Refused(problem("unknown-agent", "Look the agent up in the list."));
  return row;
}

function rank(row: AgentRow): number {
  const at = TROUBLE.indexOf(row.sync);
  return at >= 0 ? at : row.health === "unhealthy" ? 5 : row.presence === "connected" ? 9 : 8;
}

const page = <T>(items: readonly T[], query: Record<string, string>) => {
  const from = Number(query["cursor"] ?? 0);
  const to = from + Number(query["limit"] ?? 50);
  return {
    items: items.slice(from, to),
    nextCursor: to < items.length ? String(to) : null,
    total: items.length,
  };
};

const revision = (name: string, number: number) => ({
  configuration: name,
  number,
  message: ["first light", "longer batches", "metrics too"][number - 1] ?? "",
  fingerprint: `f1:${number}a0b1c2`,
  hash: `9f3c07aa51b2c${number}`,
  createdAt: ago((5 - number) * 86_400_000),
  createdBy: "operator",
});

const configuration = (name: string) => ({
  name,
  kind: "complete" as const,
  description: name === "gateway" ? "Gateways in front of Tempo" : "Stores and small sites",
  latestRevision: revisions[name]?.length ?? 0,
  pinnedAgents: rows.filter((row) => row.configuration === name).length,
  version: 1,
  createdAt: ago(20 * 86_400_000),
  createdBy: "operator",
});

const finding = (each: ReturnType<typeof checkConfig>["findings"][number]) => ({
  severity: each.severity,
  code: each.code,
  line: each.line,
  column: each.column,
  path: each.path.join("."),
  message: each.message,
  remedy: each.remedy,
});

function facets(text: string) {
  const found = matching(text);
  const counts: Record<string, Map<string, number>> = {};
  const add = (field: string, value: string) => {
    const of = (counts[field] ??= new Map());
    of.set(value, (of.get(value) ?? 0) + 1);
  };
  for (const row of found) {
    for (const field of ["os", "arch", "type", "version", "presence", "sync", "health"] as const)
      add(field, row[field]);
    if (row.configuration) add("configuration", row.configuration);
    for (const [key, value] of Object.entries(row.labels)) add(`label.${key}`, value);
  }
  return {
    total: found.length,
    facets: Object.fromEntries(
      Object.entries(counts).map(([field, of]) => [
        field,
        [...of].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count),
      ]),
    ),
  };
}

const timeline = [
  ["config-drifted", "Drifted", "processors.batch.timeout: 200ms, desired 5s", 60_000],
  ["config-applied", "Applied edge r2", "5.1 s after the offer", 6_880_000],
  ["config-offered", "Offered edge r2", "", 6_890_000],
  ["pinned", "Pinned to edge r2", "by operator", 6_900_000],
  ["health", "Healthy", "every component reports OK", 86_400_000],
  ["presence", "Connected", "after 41 s away", 86_500_000],
] as const;

/** What each route answers. A route that is not here is refused. */
export const answers: { readonly [N in RouteName]?: (asked: Asked) => unknown } = {
  describeHub: () => ({
    version: "0.1.0",
    startedAt: ago(3_600_000),
    agentsPort: 4320,
    agentsPath: "/v1/opamp",
    agentsLoopbackOnly: false,
    admission: "default",
    store: "pglite",
  }),
  listAgents: ({ query }) => {
    const found = matching(query["query"] ?? "");
    const key = (query["sort"] ?? "trouble").replace("-", "");
    const by = (row: AgentRow) =>
      key === "trouble" ? `${rank(row)}${row.name}` : String(Object(row)[key] ?? "");
    found.sort((a, b) => by(a).localeCompare(by(b)) * (query["sort"]?.startsWith("-") ? -1 : 1));
    return page(found, query);
  },
  countFacets: ({ query }) => facets(query["query"] ?? ""),
  getAgent: ({ params }) => agentDetail(one(params)),
  patchAgent: ({ params, body }) => {
    const row = one(params);
    const patch = Object(body) as { labels?: Record<string, string | null>; name?: string };
    for (const [key, value] of Object.entries(patch.labels ?? {})) {
      if (value === null) delete row.labels[key];
      else row.labels[key] = value;
    }
    if (patch.name) row.name = patch.name;
    return agentDetail(row);
  },
  getAgentHealth: ({ params }) => {
    const row = one(params);
    const bad = row.health === "degraded" || row.health === "unhealthy";
    return {
      reported: row.health !== "unknown",
      state: row.health,
      reportedAt: ago(840_000),
      path: [],
      status: bad ? "StatusRecoverableError" : "StatusOK",
      healthy: !bad,
      message: "",
      since: ago(840_000),
      children: row.health === "unknown" ? [] : healthTree(bad),
    };
  },
  getAgentComponents: () => ({ reported: true, hash: "a40f11c2", components: components() }),
  getEffectiveConfig: ({ params }) => ({
    reported: true,
    content: EFFECTIVE,
    reportedAt: ago(4000),
    verdict: one(params).sync === "drifted" ? "differs" : "contains",
    difference: one(params).sync === "drifted" ? one(params).reason : "",
    desiredLines: [
      [3, 3],
      [20, 26],
    ],
  }),
  getTimeline: ({ query }) =>
    page(
      timeline.map(([kind, summary, what, at], n) => ({
        id: String(n),
        at: ago(at),
        kind,
        summary,
        detail: what ? { what } : {},
      })),
      query,
    ),
  restartAgent: ({ params }) => agentDetail(one(params)),
  refreshAgent: ({ params }) => agentDetail(one(params)),
  offerAgain: ({ params }) => agentDetail(one(params)),
  approveAgent: ({ params }) => agentDetail(Object.assign(one(params), { sync: "unmanaged" })),
  pinAgent: ({ params, body }) => {
    const pin = Object(body) as { configuration?: string; revision?: number };
    return agentDetail(
      Object.assign(one(params), {
        sync: "offered",
        configuration: pin.configuration ?? null,
        revision: pin.revision ?? null,
      }),
    );
  },
  unpinAgent: ({ params }) =>
    agentDetail(
      Object.assign(one(params), { sync: "unmanaged", configuration: null, revision: null }),
    ),
  bulkAgents: ({ body }) => {
    const asked = Object(body) as { uids?: string[]; query?: string };
    const n = asked.uids?.length ?? matching(asked.query ?? "").length;
    return { agents: n, done: n, unchanged: 0, refused: [] };
  },
  listConfigurations: ({ query }) => page(Object.keys(revisions).map(configuration), query),
  createConfiguration: ({ body }) => {
    const { name } = Object(body) as { name: string };
    revisions[name] = [];
    return configuration(name);
  },
  getConfiguration: ({ params }) => {
    const name = params["name"] ?? "";
    if (!revisions[name])
      throw new Refused(problem("unknown-configuration", "Look it up in the list."));
    return configuration(name);
  },
  listRevisions: ({ params, query }) => {
    const name = params["name"] ?? "";
    return page((revisions[name] ?? []).map((_, at) => revision(name, at + 1)).reverse(), query);
  },
  createRevision: ({ params, body }) => {
    const { content } = Object(body) as { content: string };
    const list = (revisions[params["name"] ?? ""] ??= []);
    list.push(content);
    const made = revision(params["name"] ?? "", list.length);
    return {
      number: made.number,
      fingerprint: made.fingerprint,
      hash: made.hash,
      findings: [],
      sameMeaningAs: null,
    };
  },
  getRevision: ({ params }) => {
    const number = Number(params["number"]);
    return {
      ...revision(params["name"] ?? "", number),
      content: revisions[params["name"] ?? ""]?.[number - 1] ?? "",
    };
  },
  diffRevisions: ({ query }) => ({
    from: Number(query["from"]),
    to: Number(query["to"]),
    effect: true,
    added: 5,
    removed: 1,
    text: "--- r1\n+++ r2\n@@ -8,5 +8,5 @@\n   batch:\n-    timeout: 2s\n+    timeout: 4s\n exporters:\n   otlphttp/tempo:\n",
  }),
  check: ({ body }) => {
    const { content, query } = Object(body) as { content: string; query?: string };
    const agents = query === undefined ? [] : matching(query);
    return {
      findings: checkConfig(content).findings.map(finding),
      fingerprint: "f1:aa",
      compatibility:
        query === undefined
          ? null
          : {
              agents: agents.length,
              judged: agents.length,
              canRun: agents.length - 3,
              rows: [
                {
                  type: "otelcol-contrib",
                  version: "0.162.1",
                  verdict: "can-run",
                  agents: Math.max(1, agents.length - 3),
                  uids: [],
                  findings: [],
                },
                {
                  type: "otelcol",
                  version: "0.149.0",
                  verdict: "cannot-run",
                  agents: 2,
                  uids: [],
                  findings: [],
                },
                {
                  type: "otelcol",
                  version: "0.158.0",
                  verdict: "not-remote-configurable",
                  agents: 1,
                  uids: [],
                  findings: [],
                },
              ],
            },
    };
  },
  listHandshakes: () => ({
    items: [
      {
        remoteAddress: "10.4.18.77",
        step: "credential",
        count: 3,
        firstAt: ago(90_000),
        lastAt: ago(12_000),
        detail: "An Authorization header whose token this hub does not know. Answered 401.",
        remedy:
          "Put the token of this hub into server.headers of supervisor.yaml and restart the supervisor.",
      },
    ],
    total: 1,
    nextCursor: null,
  }),
  listAudit: ({ query }) =>
    page(
      ["pin", "create-revision", "label", "restart", "approve"].map((action, n) => ({
        id: String(48_214 - n),
        at: ago(n * 1_400_000),
        actor: { kind: "operator", id: "operator", via: "console", requestId: `req-${n}` },
        action,
        resource:
          action === "create-revision"
            ? { kind: "revision", id: "edge r3" }
            : { kind: "agent", id: rows[n]?.uid ?? "" },
        before: { pin: null },
        after: { pin: { configuration: "edge", revision: 3 } },
      })),
      query,
    ),
};

/** Moves one agent on, as a fleet does by itself, and says which. */
export function changeSomething(): { kind: string; id: string } {
  const row = rows[Math.floor(Math.random() * Math.min(40, rows.length))];
  if (row === undefined) return { kind: "configuration.changed", id: "edge" };
  row.lastSeenAt = new Date().toISOString();
  if (row.sync === "offered") row.sync = "applying";
  else if (row.sync === "applying") row.sync = "in-sync";
  return { kind: "agent.changed", id: row.uid };
}
