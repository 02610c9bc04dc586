import type { AgentId, Millis } from "../../agent/facts.js";
import type { SimulatedChange } from "./change.js";
import type { Random } from "./random.js";

export const STEP_MS: Millis = 60_000;
const HOUR_STEPS = 3_600_000 / STEP_MS;

/** What an agent moved in one step. */
export interface Flow {
  readonly at: Millis;
  readonly accepted: number;
  readonly refused: number;
  readonly dropped: number;
  readonly sent: number;
  readonly failed: number;
  readonly memory: number;
}

/** What befalls all agents alike in one step. */
export interface Weather {
  /** The day's load, around 1. */
  readonly load: number;
  /** Share of items that the common backend refuses. */
  readonly backendLoss: number;
}

/** One agent with a nature of its own: how much it moves, how steadily, and what befalls it without any change. */
export class SimulatedAgent {
  readonly agent: AgentId;
  readonly version: string;
  readonly os: string;
  readonly transport: string;
  readonly reportsMetrics: boolean;
  readonly flows: Flow[] = [];
  readonly disconnects: Millis[] = [];
  readonly restarts: Millis[] = [];
  isUnhealthy = false;
  offeredAt: Millis | null = null;
  endsAt: Millis | null = null;
  /** It has the revision. */
  appliedAt: Millis | null = null;
  failedAt: Millis | null = null;
  /** The change hits it, should it ever get it. */
  readonly isHit: boolean;

  private readonly isFlaky: boolean;
  private readonly rate: number;
  private readonly usual: { readonly fail: number; readonly drop: number; readonly refuse: number };
  private readonly memory: number;
  private noise: number;
  private memoryNoise: number;
  private episode = { steps: 0, loss: 0 };

  constructor(
    at: number,
    private readonly change: SimulatedChange,
    private readonly chance: Random,
  ) {
    this.agent = `agent-${at}` as AgentId;
    this.version = chance.isTrue(0.8) ? "0.149.0" : "0.147.0";
    this.os = chance.isTrue(0.85) ? "linux" : "windows";
    this.transport = chance.isTrue(0.9) ? "websocket" : "http";
    this.reportsMetrics = chance.isTrue(0.85);
    this.isFlaky = chance.isTrue(0.02);
    this.rate = chance.isTrue(0.05) ? 0 : 300 * Math.exp(1.2 * chance.normal());
    this.usual = {
      fail: 0.0005 * Math.exp(chance.normal()),
      drop: 0.0002 * Math.exp(chance.normal()),
      refuse: 0.0002 * Math.exp(chance.normal()),
    };
    this.memory = 2e8 * Math.exp(0.4 * chance.normal());
    this.noise = 0.15 * chance.normal();
    this.memoryNoise = 0.08 * chance.normal();
    this.isHit = chance.isTrue(change.hit);
    this.isUnhealthy = chance.isTrue(this.isFlaky ? 0.1 : 0.002);
  }

  /** Starts to take the revision; its end is known by then, to nobody but the simulation. */
  offer(now: Millis): void {
    const { chance } = this;
    const isSlow = this.hits("time-to-apply");
    const seconds = isSlow ? this.change.size : 5 * Math.exp(0.3 * chance.normal());
    const wait = this.transport === "http" ? chance.between(0, 30) : 0;
    this.offeredAt = now + wait * 1_000;
    this.endsAt = this.offeredAt + seconds * 1_000;
  }

  /** The time from `now - STEP_MS` to `now`. */
  step(now: Millis, weather: Weather): void {
    this.end(now);
    this.happen(now);
    this.move(now, weather);
  }

  private end(now: Millis): void {
    if (this.endsAt === null || this.endsAt > now || this.appliedAt !== null) return;
    if (this.failedAt !== null) return;
    const fails = this.hits("failed-to-apply") || this.chance.isTrue(0.002);
    if (fails) this.failedAt = this.endsAt;
    else this.appliedAt = this.endsAt;
  }

  private happen(now: Millis): void {
    const { chance, isFlaky } = this;
    const isSoon = this.appliedAt !== null && now - this.appliedAt < 5 * STEP_MS;
    const hitNow = isSoon && chance.isTrue(0.4);
    if (chance.isTrue((isFlaky ? 1 : 0.005) / HOUR_STEPS) || (hitNow && this.hits("disconnects")))
      this.disconnects.push(now);
    if (chance.isTrue((isFlaky ? 0.3 : 0.002) / HOUR_STEPS) || (hitNow && this.hits("restarts")))
      this.restarts.push(now);
    if (hitNow && this.hits("unhealthy")) this.isUnhealthy = true;
    else if (this.isUnhealthy && !(this.appliedAt !== null && this.hits("unhealthy")))
      this.isUnhealthy = !chance.isTrue(0.1);
    else if (chance.isTrue((isFlaky ? 0.3 : 0.002) / HOUR_STEPS)) this.isUnhealthy = true;
  }

  private move(now: Millis, { load, backendLoss }: Weather): void {
    const { chance, usual } = this;
    this.noise = 0.8 * this.noise + 0.15 * 0.6 * chance.normal();
    this.memoryNoise = 0.8 * this.memoryNoise + 0.08 * 0.6 * chance.normal();
    if (this.episode.steps > 0) this.episode.steps--;
    else if (this.isFlaky && chance.isTrue(2 / HOUR_STEPS))
      this.episode = { steps: 2 + Math.floor(4 * chance.unit()), loss: chance.between(0.02, 0.6) };
    const episode = this.episode.steps > 0 ? this.episode.loss : 0;

    const offered = (this.rate * load * Math.exp(this.noise) * STEP_MS) / 1_000;
    const passing = offered * (1 - this.effect("throughput"));
    const refused = passing * share(usual.refuse, this.effect("refused"));
    const accepted = passing - refused;
    const dropped = accepted * share(usual.drop, this.effect("drops"));
    const failed =
      (accepted - dropped) * share(usual.fail, this.effect("send-failures"), episode, backendLoss);
    const memory =
      this.memory * (0.6 + 0.4 * load) * Math.exp(this.memoryNoise) * (1 + this.effect("memory"));
    const sent = accepted - dropped - failed;
    this.flows.push({ at: now, accepted, refused, dropped, sent, failed, memory });
  }

  private effect(measure: SimulatedChange["measure"]): number {
    return this.appliedAt !== null && this.hits(measure) ? this.change.size : 0;
  }

  private hits(measure: SimulatedChange["measure"]): boolean {
    return this.isHit && this.change.measure === measure;
  }
}

/** What is lost where causes take their share one after another. */
function share(one: number, other: number, third = 0, fourth = 0): number {
  return 1 - (1 - one) * (1 - other) * (1 - third) * (1 - fourth);
}
