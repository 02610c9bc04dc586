import { createClient } from "@fleethub/api";
import { startSimulation } from "@fleethub/simulator";
import { ask } from "./ask.js";

/** Texts that no answer and no log line may carry. */
export interface Kept {
  readonly secretValue: string;
  readonly clientSecret: string;
  readonly password: string;
}

/** Who asks. */
export type Asker = "nobody" | "operator" | "administrator";

/** A hub with something on it, and who is somebody there. */
export interface Stage {
  readonly tokens: Readonly<Record<Exclude<Asker, "nobody">, string>>;
  readonly kept: Kept;
  /** By the name of the field, for {@link written}. */
  readonly pool: Readonly<Record<string, readonly string[]>>;
  /** What only an administrator reads: of everything, or of what the limited operator may not change. */
  pictureOf(part: "everything" | "beyond the reach"): Promise<string>;
  stop(): Promise<void>;
}

const CONFIG = (sink: string) => `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 127.0.0.1:4317
exporters:
  ${sink}:
service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [${sink}]
`;

const ANSWER_MS_MAX = 60_000;
const AGENTS = 6;
const SQUADS = ["edge", "gpu"] as const;
const AGENTS_WAIT_MS = 30_000;

/** Sets it, as the administrator whose token this is. The operator is limited to the squad `edge`. */
export async function setStage(
  origin: string,
  agentsUrl: string,
  administrator: string,
): Promise<Stage> {
  const kept: Kept = {
    secretValue: "kept-secret-value-of-the-fuzz",
    clientSecret: "kept-client-secret-of-the-fuzz",
    password: "kept-password-of-the-fuzz",
  };
  const headers = [
    ["authorization", `Bearer ${administrator}`],
    ["content-type", "application/json"],
  ] as const;
  const must = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const text = body === undefined ? null : JSON.stringify(body);
    const request = { method, path: `/api/v1${path}`, headers, body: text };
    const answer = await ask(origin, request, ANSWER_MS_MAX);
    if (answer === null || answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer?.status} ${answer?.text}`);
    }
    return answer.text === "" ? undefined : JSON.parse(answer.text);
  };
  const simulation = startSimulation({
    endpoint: agentsUrl,
    agents: AGENTS,
    seed: 32,
    connectSpreadMs: 0,
    applyDelayMs: 50,
    heartbeatSeconds: 30,
  });
  const client = createClient({
    baseUrl: origin,
    fetch: (url, init) => fetch(url, init),
    headers: { authorization: `Bearer ${administrator}` },
  });
  const uids = await untilConnected(async () => {
    const page = await client.listAgents({});
    return page.ok ? page.data.items.map(({ uid }) => uid) : [];
  });
  for (const [index, uid] of uids.entries()) {
    await must("PATCH", `/agents/${uid}`, { labels: { squad: SQUADS[index % 2] ?? "edge" } });
  }
  for (const name of SQUADS) {
    await must("POST", "/configurations", { name });
    await must("POST", `/configurations/${name}/revisions`, { content: CONFIG("debug") });
    await must("POST", "/groups", { name, query: `label.squad:${name}`, configuration: name });
    await must("POST", `/configurations/${name}/revisions`, { content: CONFIG("nop") });
  }
  const rule = { kind: "attributes-removed", attributes: ["user.email"] };
  await must("POST", "/policies", { name: "masked", title: "No addresses leave", rule });
  await must("POST", "/secrets", { name: "planted", value: kept.secretValue });
  await must("POST", "/enrolment-tokens", { name: "fleet", labels: { squad: "edge" } });
  await must("POST", "/providers", {
    name: "acme",
    title: "Acme",
    issuer: "http://127.0.0.1:9/",
    clientId: "hub",
    clientSecret: kept.clientSecret,
    grants: [],
  });
  const limited = { role: "operator", reach: "label.squad:edge" };
  await must("POST", "/people", { name: "bob", grants: [limited] });
  const made = await must("POST", "/api-tokens", { name: "limited", grants: [limited] });
  const operator = textIn(made, "value");
  const pool = {
    "": ["edge", "gpu", "a", "masked", "planted", "1.2.3", "debug", "2030-01-01T00:00:00.000Z"],
    uid: uids,
    name: ["edge", "gpu", "masked", "planted", "fleet", "acme", "bob", "new-name"],
    group: ["edge", "gpu"],
    configuration: ["edge", "gpu"],
    token: ["fhi_0123456789abcdef_" + "x".repeat(43)],
    id: ["1", "0123456789abcdef", ...uids],
    query: ["label.squad:edge", "label.squad:gpu", "", "label.squad:edge os:linux", "host:*"],
    reach: ["label.squad:edge", "label.squad:gpu", "enrolment:fleet"],
    content: [CONFIG("debug"), CONFIG("nop"), "receivers: {}\n", "a: b"],
    rollout: ["1"],
    number: ["1", "2"],
    limit: ["1", "200"],
    issuer: ["http://127.0.0.1:9/", "https://id.example.com"],
    password: [kept.password],
    reason: ["because"],
  };
  return {
    tokens: { administrator, operator },
    kept,
    pool,
    async pictureOf(part) {
      const wanted = part === "everything" ? LISTS : LISTS_BEYOND;
      const lists = await Promise.all(wanted.map((path) => must("GET", path)));
      const outside = uids.filter((_uid, index) => part === "everything" || index % 2 === 1);
      const agents = await Promise.all(outside.map((uid) => must("GET", `/agents/${uid}`)));
      const groups = part === "everything" ? SQUADS : (["gpu"] as const);
      const own = await Promise.all(groups.map((name) => must("GET", `/groups/${name}`)));
      const still = JSON.stringify(lists, (name, value: unknown) =>
        MOVING.has(name) ? null : value,
      );
      return JSON.stringify([still, agents.map(intentOf), own.map(definitionOf)]);
    },
    stop: () => simulation.stop(),
  };
}

/** What moves in a list by itself, or with what somebody may do: uses, and counts of what breaks or names something. */
const MOVING: ReadonlySet<string> = new Set([
  "lastUsedAt",
  "lastAddress",
  "standing",
  "drafts",
  "agents",
  "configurations",
]);

const LISTS_BEYOND = ["/policies", "/secrets", "/people", "/providers", "/enrolment-tokens"];
const LISTS = [
  ...LISTS_BEYOND,
  "/configurations",
  "/approvals",
  "/rollouts",
  "/api-tokens?person=*",
];

/** What operators decided about an agent, without what it reports. */
function intentOf(agent: unknown): unknown {
  const found = typeof agent === "object" && agent !== null ? agent : {};
  const names = [
    "uid",
    "name",
    "labels",
    "variables",
    "group",
    "configuration",
    "revision",
    "admission",
  ];
  return Object.entries(found).filter(([name]) => names.includes(name));
}

/** What operators decided about a group, without how its members do. Its place moves when one above it goes. */
function definitionOf(group: unknown): unknown {
  const found = typeof group === "object" && group !== null ? group : {};
  const names = ["name", "query", "configuration", "description", "plan", "stable", "protection"];
  return Object.entries(found).filter(([name]) => names.includes(name));
}

async function untilConnected(list: () => Promise<readonly string[]>): Promise<readonly string[]> {
  const until = performance.now() + AGENTS_WAIT_MS;
  while (performance.now() < until) {
    const uids = await list();
    if (uids.length === AGENTS) return uids.toSorted();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the simulated agents did not connect");
}

function textIn(answer: unknown, name: string): string {
  const value =
    typeof answer === "object" && answer !== null
      ? Object.entries(answer).find(([key]) => key === name)?.[1]
      : undefined;
  if (typeof value !== "string") throw new Error(`the answer has no ${name}`);
  return value;
}
