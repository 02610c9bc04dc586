import type { AgentId, MemberFacts, Millis, RolloutMember } from "../index.js";
import { IDLE, memberOf } from "./rollout-scene.js";

/** What an agent does with the revision. */
export type Fate =
  | "good"
  /** Fails with the first attempts, and takes it then. */
  | "fails-once"
  | "fails"
  /** Says APPLYING and nothing more. */
  | "hangs"
  /** Is offered it and never says a word. */
  | "silent"
  | "runs-it"
  | "cannot";

const STANDS_MS = 60_000;

/** One member with the agent behind it. */
export class ModelMember {
  member: RolloutMember;
  /** Which revision the Collector runs. */
  runs: "from" | "to";
  readonly ranAtFirst: "from" | "to";
  readonly #fate: Fate;
  #facts: MemberFacts;
  #isThere = true;
  #wants: "from" | "to" = "from";
  #attempts = 0;

  constructor(agent: AgentId, wave: number, fate: Fate, isAway: boolean) {
    this.member = memberOf(agent, { wave });
    this.#fate = fate;
    this.runs = fate === "runs-it" ? "to" : "from";
    this.ranAtFirst = this.runs;
    this.#facts = isAway ? { ...IDLE, presence: "disconnected" } : IDLE;
  }

  get isConnected(): boolean {
    return this.#facts.presence === "connected";
  }

  facts(): MemberFacts | null {
    if (!this.#isThere) return null;
    return { ...this.#facts, isBack: this.#wants === "from" && this.runs === "from" };
  }

  assign(now: Millis): void {
    this.member = { ...this.member, assignedAt: now };
    this.#wants = "to";
    const runsIt = this.runs === "to";
    this.#facts = { ...this.#facts, runsIt, withheld: this.#fate === "cannot" };
  }

  suspend(suspended: boolean): void {
    this.#facts = { ...this.#facts, suspended };
  }

  sendBack(): void {
    this.#wants = "from";
    this.#facts = { ...this.#facts, suspended: false };
  }

  mark(mark: RolloutMember["mark"]): void {
    this.member = { ...this.member, mark };
  }

  /** An operator asks for another attempt. */
  retry(): void {
    if (this.#facts.failedAt === null || this.#wants !== "to" || this.member.mark !== null) return;
    const none = { offeredAt: null, acknowledgedAt: null, appliedAt: null, failedAt: null };
    this.#facts = { ...this.#facts, ...none };
  }

  meet(what: "disconnect" | "connect" | "leave" | "forget" | "exclude", now: Millis): void {
    if (what === "disconnect" && this.isConnected) {
      this.#facts = { ...this.#facts, presence: "disconnected", awaySince: now };
    }
    if (what === "connect") {
      this.#facts = { ...this.#facts, presence: "connected", awaySince: null };
    }
    if (what === "leave") this.#facts = { ...this.#facts, belongs: false };
    if (what === "forget") this.#isThere = false;
    if (what === "exclude" && this.member.mark === null) {
      this.sendBack();
      this.mark({ kind: "excluded", at: now });
    }
  }

  /** One step on the way to what is wanted, where it can be reached. */
  act(now: Millis): void {
    if (!this.isConnected || !this.#isThere) return;
    if (this.#wants === "from") {
      if (this.member.assignedAt !== null) this.runs = "from";
      return;
    }
    const facts = this.#facts;
    if (facts.runsIt || facts.withheld || facts.failedAt !== null) return;
    if (facts.offeredAt === null) {
      if (!facts.suspended) this.#facts = { ...facts, offeredAt: now };
    } else if (facts.acknowledgedAt === null) {
      if (this.#fate !== "silent") this.#facts = { ...facts, acknowledgedAt: now };
    } else if (facts.appliedAt === null) this.#apply(now);
    else if (facts.settledAt === null && now >= facts.appliedAt + STANDS_MS) {
      this.#facts = { ...facts, settledAt: now, runsIt: true };
    }
  }

  #apply(now: Millis): void {
    if (this.#fate === "hangs") return;
    this.#attempts++;
    const fails = this.#fate === "fails" || (this.#fate === "fails-once" && this.#attempts === 1);
    if (fails) {
      this.#facts = { ...this.#facts, failedAt: now, reason: "exit code 1" };
      return;
    }
    this.runs = "to";
    this.#facts = { ...this.#facts, appliedAt: now };
  }
}
