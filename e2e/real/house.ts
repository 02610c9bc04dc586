import { randomBytes } from "node:crypto";
import type {
  AgentDetail,
  AgentPage,
  AgentRow,
  RevisionCreated,
  TimelineEntry,
  TimelinePage,
} from "@fleethub/api";
import postgres from "postgres";
import { afterEach, inject } from "vitest";
import type { Binaries } from "./binaries.js";
import { good } from "./configs.js";
import { Hub, type HubOptions, MAIN } from "./hub.js";
import { RunningProcess } from "./process.js";
import { Supervisor, type SupervisorOptions } from "./supervisor.js";
import { until } from "./wait.js";

/** Null where Go is missing; suites of journeys are then skipped as a whole. */
export const binaries = inject("binaries");

const opened: { remove(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

/** Ends it with the test, last opened first. */
export function ended<T extends { remove(): Promise<void> }>(one: T): T {
  opened.push(one);
  return one;
}

/** A hub on the run's database, ended with the test. */
export async function openHub(options: HubOptions = {}): Promise<Hub> {
  const hub = await makeHub(options);
  opened.push(hub);
  return hub.start();
}

/** A hub on the run's database that is not started; whoever makes it removes it. */
export async function makeHub(options: HubOptions = {}): Promise<Hub> {
  return new Hub({ ...(await ownDatabase()), ...options });
}

/** The kind of database that this run is on. */
export const onPostgres = inject("postgresUrl") !== null;

async function ownDatabase(): Promise<HubOptions> {
  const server = inject("postgresUrl");
  if (server === null) return {};
  const name = `e2e_${randomBytes(6).toString("hex")}`;
  const sql = postgres(server, { max: 1 });
  await sql.unsafe(`create database ${name}`);
  await sql.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { databaseUrl: url.href };
}

/** A real supervisor with its Collector, ended with the test. */
export function openSupervisor(hub: Hub, options: Partial<SupervisorOptions> = {}): Supervisor {
  const supervisor = new Supervisor(requireBinaries(), { endpoint: hub.opamp(), ...options });
  opened.push(supervisor);
  return supervisor.start();
}

/** Simulated agents in a process of their own, ended with the test. Flags as of `fleethub simulate`. */
export function openSimulator(hub: Hub, ...flags: readonly string[]): void {
  const simulator = new RunningProcess(process.execPath, [
    MAIN,
    "simulate",
    ...flags,
    `--endpoint=${hub.opamp()}`,
  ]);
  opened.push({ remove: async () => void (await simulator.end("SIGTERM")) });
}

export function requireBinaries(): Binaries {
  if (!binaries) throw new Error("the real binaries were not built");
  return binaries;
}

/** The only agent of the hub, once it has reported fully. */
export function firstAgent(hub: Hub, query = "", limitMs = 20_000): Promise<AgentRow> {
  return until(
    `an agent matches "${query}"`,
    async () => {
      const { items } = await hub.must<AgentPage>(
        "GET",
        `/agents?query=${encodeURIComponent(query)}`,
      );
      return items.find((row) => row.version !== "" && row.presence === "connected");
    },
    limitMs,
    async () => ({
      hub: hub.output,
      agents: await hub.must("GET", "/agents"),
      supervisors: opened.map((one) => (one instanceof Supervisor ? one.output : "")),
    }),
  );
}

/** Waits until the agent's resource satisfies `holds`. */
export function agentWhere(
  hub: Hub,
  uid: string,
  what: string,
  holds: (agent: AgentDetail) => boolean,
  limitMs = 30_000,
): Promise<AgentDetail> {
  const read = () => hub.must<AgentDetail>("GET", `/agents/${uid}`);
  return until(
    `agent ${uid}: ${what}`,
    async () => {
      const agent = await read();
      return holds(agent) ? agent : undefined;
    },
    limitMs,
    async () => ({ hub: hub.output, agent: await read(), timeline: await timeline(hub, uid) }),
  );
}

/** All that happened to the agent, newest first. */
export async function timeline(hub: Hub, uid: string): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: TimelinePage = await hub.must("GET", `/agents/${uid}/timeline?limit=500${from}`);
    entries.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return entries;
}

/** How often the agent's history has an entry of this kind. */
export async function countOf(hub: Hub, uid: string, kind: string): Promise<number> {
  return (await timeline(hub, uid)).filter((entry) => entry.kind === kind).length;
}

/** Waits until the history, which is written behind, tells of all these. */
export function story(hub: Hub, uid: string, ...kinds: string[]): Promise<TimelineEntry[]> {
  return until(
    `the timeline tells of ${kinds.join(", ")}`,
    async () => {
      const entries = await timeline(hub, uid);
      return kinds.every((kind) => entries.some((entry) => entry.kind === kind)) && entries;
    },
    20_000,
    () => timeline(hub, uid),
  );
}

/** Makes the configuration where it is missing, adds a revision and answers its number. */
export async function addRevision(hub: Hub, name: string, content: string): Promise<number> {
  const existing = await hub.api("GET", `/configurations/${name}`);
  if (existing.status === 404) await hub.must("POST", "/configurations", { name }, 201);
  return (
    await hub.must<RevisionCreated>("POST", `/configurations/${name}/revisions`, { content }, 201)
  ).number;
}

export function pin(
  hub: Hub,
  uid: string,
  configuration: string,
  revision: number,
  force = false,
): Promise<AgentDetail> {
  return hub.must<AgentDetail>(
    "PUT",
    `/agents/${uid}/configuration`,
    { configuration, revision, ...(force ? { force } : {}) },
    202,
  );
}

/** Brings the agent to a good configuration that receives on the port; answers its revision of `gateway`. */
export async function runGood(hub: Hub, uid: string, port: number): Promise<number> {
  const revision = await addRevision(hub, "gateway", good(port));
  await pin(hub, uid, "gateway", revision);
  await agentWhere(hub, uid, "runs the good one", (one) => one.sync === "in-sync");
  return revision;
}

/** True where a Collector receives traces on the port. */
export async function receives(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ resourceSpans: [] }),
    });
    return response.ok;
  } catch {
    return false;
  }
}
