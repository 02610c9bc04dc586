import { addRevision, agentWhere, makeHub } from "./house.js";
import type { Hub, HubOptions } from "./hub.js";
import { Lane, openTraffic } from "./lane.js";
import type { RunningProcess } from "./process.js";
import { sending, type Sending } from "./rollout-configs.js";
import { Sink } from "./sink.js";
import type { SupervisorOptions } from "./supervisor.js";

/** Short, and long enough for a Collector that crashes to be seen doing so. */
export const BRISK_WINDOW_MS = 12_000;

export interface LaneOptions {
  /** Of every supervisor. */
  readonly agents?: Partial<SupervisorOptions>;
  /** Writes the first revision. */
  readonly text?: (of: Sending) => string;
  readonly layers?: readonly { readonly configuration: string; readonly revision: number }[];
  /** That the first revision brings, where a layer says it. */
  readonly change?: string;
  /** More of the environment of the Collector with this place. */
  readonly env?: (index: number) => Readonly<Record<string, string>>;
}

/** A hub, a backend, and lanes of real agents, each lane a group with a configuration of its name. */
export class Lanes {
  readonly lanes = new Map<string, Lane>();
  readonly #traffic: RunningProcess[] = [];

  private constructor(
    readonly hub: Hub,
    readonly sink: Sink,
  ) {}

  static async open(options: HubOptions = {}): Promise<Lanes> {
    const sink = await new Sink().open();
    const hub = await makeHub({ failureWindowMs: BRISK_WINDOW_MS, ...options });
    const lanes = new Lanes(hub, sink);
    await hub.start();
    return lanes;
  }

  /**
   * A group of so many agents under its first revision, which is the change `NAME-1`, with data running and a way back
   * to it. The group stands before its agents, so that they find its revision when they arrive.
   */
  async lane(name: string, size: number, of: LaneOptions = {}): Promise<Lane> {
    const { agents, text = sending, layers = [], change = `${name}-1`, env } = of;
    await this.hub.must("POST", "/configurations", { name }, 201);
    const body = { content: text(this.of(`${name}-1`)), layers };
    await this.hub.must("POST", `/configurations/${name}/revisions`, body, 201);
    await this.group(name);
    const lane = new Lane(this.hub, name, agents);
    this.lanes.set(name, lane);
    const added = Array.from({ length: size }, (_, index) => lane.add({}, env?.(index)));
    await Promise.all(added);
    await lane.allRun(change);
    for (const { uid } of lane.hosts) {
      await agentWhere(
        this.hub,
        uid,
        "has a last good",
        ({ config }) => config.lastGood.revision === 1,
        60_000,
      );
    }
    this.#traffic.push(openTraffic(lane.hosts.map(({ port }) => port)));
    return lane;
  }

  group(name: string, more: object = {}) {
    const plan = { soakSeconds: 2 };
    const body = { name, query: `attr.lane:${name}`, configuration: name, plan, ...more };
    return this.hub.must("POST", "/groups", body, 201);
  }

  /** The next revision of a lane's configuration; answers its number. */
  revision(name: string, change: string, more: Partial<Sending> = {}, text = sending) {
    return addRevision(this.hub, name, text({ ...this.of(change), ...more }));
  }

  of(change: string): Sending {
    return { change, to: this.sink.port };
  }

  async remove(): Promise<void> {
    await Promise.all(this.#traffic.map((one) => one.end("SIGKILL")));
    await Promise.all([...this.lanes.values()].map((lane) => lane.remove()));
    await this.hub.remove();
    await this.sink.remove();
  }
}
