import { effectiveOf, offersIn, ScriptedSupervisor } from "./supervisor.js";
import { CALL, type TestHub } from "./open-hub.js";
import { GOOD } from "./configs.js";

/** What a Collector does with a config that it is offered. */
export type Behaviour =
  | "applies"
  /** Exits, is down, and says FAILED without a cause. */
  | "crashes"
  /** Checks it first and runs on with what it has. */
  | "refuses"
  /** Says that it began, and nothing more. */
  | "hangs";

const EXITED = "Agent process PID=4711 exited unexpectedly, exit code=1. Will restart in a bit...";
const REFUSED = "configuration validation failed: 'exporters' unknown type: \"kafka\"";
const STEP_MS = 5000;
const HEARTBEAT_MS = 30_000;

export const uidOfAgent = (index: number): string =>
  `01a2053c-fb76-7ae3-b633-${index.toString(16).padStart(12, "0")}`;

/** One supervised Collector that does by itself what real ones do. */
export class FleetAgent {
  readonly uid: string;
  readonly #supervisor: ScriptedSupervisor;
  readonly #behaves: (config: string) => Behaviour;
  #read = 0;
  #applying: { readonly hash: Uint8Array; readonly at: number } | null = null;
  #beatAt = 0;
  #isAway = false;
  /** The status that it said last, as a number of the specification. */
  #said: 1 | 2 | 3 = 1;
  /** The config that it runs; empty before the first. */
  runs = "";
  /** Every config that it was offered, oldest first. */
  readonly offered: string[] = [];

  constructor(hub: TestHub, index: number, behaves: (config: string) => Behaviour) {
    this.uid = uidOfAgent(index);
    this.#supervisor = new ScriptedSupervisor(hub, this.uid);
    this.#behaves = behaves;
  }

  /** @param own hash of a config that another server gave it */
  async come(own?: Uint8Array): Promise<void> {
    const supervisor = this.#supervisor;
    if (own === undefined) await supervisor.hello(this.runs);
    else await supervisor.status("applied", own, "", supervisor.fullState(this.runs));
    await this.#supervisor.components();
    await this.#supervisor.send({ health: this.#supervisor.health(1n) });
  }

  /** One of its exporters fails from now on, whatever it runs. */
  async degrade(): Promise<void> {
    this.#supervisor.isDegraded = true;
    await this.#supervisor.send({ health: this.#supervisor.health(1n) });
  }

  leave(): void {
    this.#isAway = true;
    this.#supervisor.cut();
  }

  /** Connects again, to the same hub or to another. */
  async back(hub: TestHub): Promise<void> {
    this.#isAway = false;
    this.#supervisor.reconnect(hub);
    this.#read = 0;
    const asked = await this.#supervisor.heartbeat();
    if (asked.some(({ flags }) => flags !== 0n)) await this.#tellAll();
  }

  /** Reacts to what the hub sent since the last turn, and says that it lives. */
  async turn(now: number): Promise<void> {
    if (this.#isAway) return;
    const fresh = this.#supervisor.inbox.slice(this.#read);
    this.#read = this.#supervisor.inbox.length;
    if (fresh.some(({ flags }) => (flags & 1n) !== 0n)) await this.#tellAll();
    const offer = offersIn(fresh).at(-1);
    if (offer !== undefined) {
      const config = new TextDecoder().decode(offer.config?.configMap[""]?.body);
      this.offered.push(config);
      await this.#take(offer.configHash, config, now);
    } else if (this.#applying !== null && now - this.#applying.at >= STEP_MS) {
      const { hash } = this.#applying;
      this.#applying = null;
      this.#said = 1;
      await this.#supervisor.status("applied", hash);
    }
    if (now - this.#beatAt < HEARTBEAT_MS) return;
    this.#beatAt = now;
    await this.#supervisor.heartbeat();
  }

  async #take(hash: Uint8Array, config: string, at: number): Promise<void> {
    const behaviour = this.#behaves(config);
    this.#said = behaviour === "refuses" || behaviour === "crashes" ? 3 : 2;
    if (behaviour === "refuses") {
      await this.#supervisor.status("failed", hash, REFUSED);
      return;
    }
    await this.#supervisor.status("applying", hash);
    if (behaviour === "applies") {
      this.runs = config;
      this.#applying = { hash, at };
      await this.#supervisor.runs(config);
    } else if (behaviour === "crashes") {
      await this.#supervisor.send({ health: { healthy: false, lastError: EXITED } });
      await this.#supervisor.status("failed", hash, "Agent exited unexpectedly with exit code 1");
    }
  }

  async #tellAll(): Promise<void> {
    const { hash } = this.#supervisor;
    const said =
      hash.length === 0
        ? {}
        : { remoteConfigStatus: { lastRemoteConfigHash: hash, status: this.#said } };
    const state = this.#supervisor.fullState(effectiveOf(this.runs, this.uid));
    await this.#supervisor.send({ ...state, ...said });
  }
}

/** Collectors in the group `edge`, whose stable revision 1 they run. */
export class Fleet {
  hub: TestHub;
  readonly agents: readonly FleetAgent[];

  constructor(hub: TestHub, agents: readonly FleetAgent[]) {
    this.hub = hub;
    this.agents = agents;
  }

  /** Lets time pass while every Collector does its part. */
  async run(ms: number): Promise<void> {
    const { time } = this.hub;
    for (const end = time.now() + ms; time.now() < end; ) {
      for (const agent of this.agents) await agent.turn(time.now());
      await time.pass(Math.min(STEP_MS, end - time.now()));
    }
  }

  /** Until this holds, at most so long. */
  async until(holds: () => Promise<boolean>, ms = 3_600_000): Promise<void> {
    const { time } = this.hub;
    for (const end = time.now() + ms; time.now() < end; ) {
      if (await holds()) return;
      await this.run(STEP_MS);
    }
    throw new Error("It did not come about in time.");
  }
}

/** Makes the configuration `edge` with its first revision, the group `edge` that has it, and Collectors that run it. */
export async function openFleet(
  hub: TestHub,
  size: number,
  behaves: (config: string, index: number) => Behaviour = () => "applies",
): Promise<Fleet> {
  await make(hub.plane.run("create-configuration", CALL, { name: "edge" }));
  await revise(hub, GOOD);
  const group = { name: "edge", query: "type:otelcol-e2e", configuration: "edge" };
  await make(hub.plane.run("create-group", CALL, group));
  const agents = Array.from(
    { length: size },
    (_, index) => new FleetAgent(hub, index, (config) => behaves(config, index)),
  );
  for (const agent of agents) await agent.come();
  const fleet = new Fleet(hub, agents);
  await fleet.until(async () => agents.every(({ runs }) => runs === GOOD));
  await fleet.run(90_000);
  return fleet;
}

/** The next revision of `edge`. */
export async function revise(hub: TestHub, content: string): Promise<number> {
  const made = await make(hub.plane.run("create-revision", CALL, { name: "edge", content }));
  return made.value.revision.number;
}

/** What was done; throws where it was refused. */
export async function make<T extends { readonly kind: string }>(
  answer: Promise<T>,
): Promise<Extract<T, { readonly kind: "done" }>> {
  const given = await answer;
  if (given.kind === "done") return given as Extract<T, { readonly kind: "done" }>;
  throw new Error("detail" in given ? String(given.detail) : given.kind);
}
