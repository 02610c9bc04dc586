import {
  type AgentId,
  askRollout,
  beginRollout,
  type GateVerdict,
  isRefused,
  type MemberNow,
  type Millis,
  planRollout,
  type RolloutAsk,
  type RolloutPlan,
  type RolloutSpec,
  type RolloutStatus,
  type RolloutView,
} from "../index.js";
import { ModelMember, type Fate } from "./rollout-member.js";
import { id, START, verdictOf } from "./rollout-scene.js";

/** What happens next in a story. */
export type WorldStep =
  | { readonly do: "wait"; readonly ms: Millis }
  | { readonly do: "jump"; readonly ms: Millis }
  /** A look whose commit is lost: the hub died, or another hub won. */
  | { readonly do: "lose-a-look" }
  | { readonly do: "ask"; readonly ask: RolloutAsk["kind"] }
  | { readonly do: "disconnect" | "connect" | "leave" | "forget" | "exclude"; readonly who: number }
  | { readonly do: "retry-failed" }
  | { readonly do: "judge"; readonly verdict: GateVerdict["verdict"] };

/** One member as a story makes it. */
export interface MemberPlan {
  readonly wave: number;
  readonly fate: Fate;
  readonly isAway: boolean;
}

/** What one look came to, before it was committed. */
export interface LookTrace {
  readonly now: Millis;
  readonly view: RolloutView;
  readonly plan: RolloutPlan;
  readonly asked: RolloutAsk["kind"] | null;
  readonly world: RolloutWorld;
}

const LOOK_EVERY_MS = 20_000;

/** A store, a clock that jumps, and agents that do what they are offered, fail, or fall silent. */
export class RolloutWorld {
  readonly members: readonly ModelMember[];
  readonly #spec: RolloutSpec;
  readonly #seen: (trace: LookTrace) => void;
  status: RolloutStatus;
  now = START;
  #verdict: GateVerdict["verdict"] = "holds";

  constructor(spec: RolloutSpec, members: readonly MemberPlan[], seen: (trace: LookTrace) => void) {
    this.#spec = spec;
    this.#seen = seen;
    this.status = beginRollout(START);
    this.members = members.map(
      (plan, at) => new ModelMember(id(`agent-${at}`), plan.wave, plan.fate, plan.isAway),
    );
  }

  view(): RolloutView {
    return {
      spec: this.#spec,
      status: this.status,
      members: this.members.map((it): MemberNow => ({ member: it.member, facts: it.facts() })),
      inheritedInFlight: 0,
      verdicts: this.#spec.gates.map((_, gate) => verdictOf(this.#verdict, this.now, gate)),
    };
  }

  run(step: WorldStep): void {
    switch (step.do) {
      case "wait":
        return this.wait(step.ms);
      case "jump":
        this.now += step.ms;
        return;
      case "lose-a-look":
        this.#plan(null);
        return;
      case "ask":
        return this.ask(step.ask);
      case "judge":
        this.#verdict = step.verdict;
        return;
      case "retry-failed":
        for (const it of this.members) it.retry();
        return;
      case "disconnect":
      case "connect":
      case "leave":
      case "forget":
      case "exclude":
        this.members[step.who % this.members.length]?.meet(step.do, this.now);
    }
  }

  get isOver(): boolean {
    return this.status.ended !== null || this.status.rolledBackAt !== null;
  }

  /** Time goes by; agents act and the hub looks every twenty seconds, until it is over. */
  wait(ms: Millis): void {
    for (let left = ms; left > 0; left -= LOOK_EVERY_MS) {
      if (this.isOver && left % (10 * LOOK_EVERY_MS) !== 0) continue;
      this.now += Math.min(left, LOOK_EVERY_MS);
      for (const it of this.members) it.act(this.now);
      this.look();
    }
  }

  look(): void {
    const plan = this.#plan(null);
    this.#commit(plan);
  }

  ask(kind: RolloutAsk["kind"]): void {
    const plan = this.#plan(kind);
    if (plan !== null) this.#commit(plan);
  }

  byId(agent: AgentId): ModelMember | undefined {
    return this.members.find(({ member }) => member.agent === agent);
  }

  #plan(asked: RolloutAsk["kind"]): RolloutPlan | null;
  #plan(asked: null): RolloutPlan;
  #plan(asked: RolloutAsk["kind"] | null): RolloutPlan | null {
    const view = this.view();
    const cause = { by: "operator", actor: "ada", reason: "" } as const;
    const answer =
      asked === null
        ? planRollout(view, this.now)
        : askRollout(view, { kind: asked }, cause, this.now);
    if (isRefused(answer)) return null;
    this.#seen({ now: this.now, view, plan: answer, asked, world: this });
    return answer;
  }

  #commit(plan: RolloutPlan): void {
    this.status = plan.status;
    for (const agent of plan.assign) this.byId(agent)?.assign(this.now);
    for (const agent of plan.suspend) this.byId(agent)?.suspend(true);
    for (const agent of plan.release) this.byId(agent)?.suspend(false);
    for (const agent of plan.sendBack) this.byId(agent)?.sendBack();
    for (const { agent, mark } of plan.marks) this.byId(agent)?.mark(mark);
  }
}
