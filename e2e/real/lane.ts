import type { AgentPage, AgentRow } from "@fleethub/api";
import { RunningProcess } from "./process.js";
import { receives, requireBinaries } from "./house.js";
import type { Hub } from "./hub.js";
import { changeIn } from "./rollout-configs.js";
import { Supervisor, type SupervisorOptions } from "./supervisor.js";
import { freePort, until } from "./wait.js";

/** Between two looks at what the supervisors gave their Collectors. */
const WATCH_EVERY_MS = 100;

/** One real agent, and what can be seen of it without the hub. */
export class Host {
  /** Changes that its Collector was given, in their order, with the times. */
  readonly given: { readonly change: string; readonly at: number }[] = [];
  uid = "";
  readonly #watch: NodeJS.Timeout;

  constructor(
    readonly name: string,
    readonly port: number,
    readonly supervisor: Supervisor,
  ) {
    this.#watch = setInterval(() => this.#look(), WATCH_EVERY_MS);
  }

  /** What the supervisor gave its Collector last. */
  get change(): string {
    return changeIn(this.supervisor.effective);
  }

  get changes(): readonly string[] {
    return this.given.map(({ change }) => change);
  }

  /** When it was given this change first. */
  when(change: string): number {
    const found = this.given.find((each) => each.change === change);
    if (found === undefined)
      throw new Error(`${this.name} was never given ${change}, but ${this.changes.join(", ")}`);
    return found.at;
  }

  /** It was given this change, and its port is open. */
  async runs(change: string): Promise<boolean> {
    this.#look();
    return this.given.at(-1)?.change === change && (await receives(this.port));
  }

  async remove(): Promise<void> {
    clearInterval(this.#watch);
    await this.supervisor.remove();
  }

  #look(): void {
    const { change } = this;
    if (change !== "" && change !== this.given.at(-1)?.change)
      this.given.push({ change, at: Date.now() });
  }
}

/** Agents with a common attribute, which a group can select by `attr.lane`. */
export class Lane {
  /** In the order of their names. */
  readonly hosts: Host[] = [];
  #added = 0;

  constructor(
    readonly hub: Hub,
    readonly name: string,
    readonly options: Partial<SupervisorOptions> = {},
  ) {}

  /** Starts one more agent and waits until the hub knows it. */
  async add(more: Partial<SupervisorOptions> = {}, env: object = {}): Promise<Host> {
    this.#added += 1;
    const name = `${this.name}-${this.#added}`;
    const port = await freePort();
    const supervisor = new Supervisor(requireBinaries(), {
      endpoint: this.hub.opamp(),
      attributes: { lane: this.name, host: name },
      agentEnv: { PORT: `${port}`, AGENT: name, ...env },
      ...this.options,
      ...more,
    }).start();
    const host = new Host(name, port, supervisor);
    this.hosts.push(host);
    this.hosts.sort((a, b) => a.name.localeCompare(b.name));
    const query = encodeURIComponent(`attr.host:${name} presence:connected`);
    const row = await until<AgentRow>(
      `${name} is known`,
      async () => {
        const { items } = await this.hub.must<AgentPage>("GET", `/agents?query=${query}`);
        return items.find(({ version }) => version !== "");
      },
      40_000,
      () => ({ hub: this.hub.output, supervisor: supervisor.output }),
    );
    host.uid = row.uid;
    return host;
  }

  host(uid: string): Host {
    const found = this.hosts.find((each) => each.uid === uid);
    if (found === undefined) throw new Error(`no host has the instance UID ${uid}`);
    return found;
  }

  /** Waits until every one of these runs the change, by its effective config and its open port. */
  async allRun(change: string, hosts: readonly Host[] = this.hosts, limitMs = 60_000) {
    await until(
      `${hosts.map(({ name }) => name).join(", ")} run ${change}`,
      async () => (await Promise.all(hosts.map((host) => host.runs(change)))).every(Boolean),
      limitMs,
      () => ({ given: hosts.map(({ name, given }) => ({ name, given })), hub: this.hub.output }),
    );
  }

  async remove(): Promise<void> {
    await Promise.all(this.hosts.map((host) => host.remove()));
  }
}

/** Sends traces to ports all the time, in a process of its own. */
export function openTraffic(ports: readonly number[]): RunningProcess {
  return new RunningProcess(process.execPath, ["-e", TRAFFIC, ...ports.map(String)]);
}

const TRAFFIC = `
const span = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", name: "work", kind: 1,
  startTimeUnixNano: "1", endTimeUnixNano: "2" };
const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: Array(10).fill(span) }] }] });
for (const port of process.argv.slice(1))
  setInterval(() => fetch("http://127.0.0.1:" + port + "/v1/traces", {
    method: "POST", headers: { "content-type": "application/json" }, body,
  }).then((answer) => answer.arrayBuffer()).catch(() => {}), 250);
`;
