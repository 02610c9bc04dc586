import {
  type AgentEffect,
  type AgentEvent,
  type AgentOutcome,
  type AgentState,
  type ReplyContent,
  type ReportEvent,
  type ReportFacts,
} from "../index.js";
import { ModelSupervisor } from "./model-supervisor.js";
import { hash, intentOf, type Parts, Scene } from "./scene.js";

/** What may happen in the world, in any order. */
export type Step =
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "heartbeat" }
  | { readonly do: "pin"; readonly hash: string; readonly newAttempt: boolean }
  /** The next messages of the agent do not arrive, or those of the hub, whose connection breaks over it. */
  | { readonly do: "lose"; readonly from: "agent" | "hub"; readonly count: number }
  | { readonly do: "repeat" }
  | { readonly do: "reconnect" }
  | { readonly do: "restart-supervisor" }
  /** The store takes what was written behind. */
  | { readonly do: "flush" }
  | { readonly do: "hub-dies" };

/** One reduction, for the laws to look at. */
export interface Trace {
  readonly event: AgentEvent;
  readonly before: AgentState;
  readonly after: AgentState;
  readonly effects: readonly AgentEffect[];
  /** The outcome as stored when the event came. */
  readonly stored: AgentOutcome;
  readonly now: number;
}

/** A hub with a store that can lose what was not committed, and a supervisor on a line that can lose messages. */
export class ModelWorld {
  readonly scene = new Scene(intentOf(null));
  readonly agent: ModelSupervisor;
  private stored: { outcome: AgentOutcome; report: ReportFacts };
  private inbox: ReplyContent[] = [];
  private outbox: (Parts & { readonly seq: bigint })[] = [];
  private last: ReportEvent | null = null;
  private isBroken = false;
  private losses = { agent: 0, hub: 0 };

  constructor(private readonly look: (trace: Trace) => void) {
    const { outcome, report } = this.scene.state;
    this.stored = { outcome, report };
    this.agent = new ModelSupervisor(
      () => this.scene.now,
      (parts) => this.outbox.push({ ...parts, seq: this.agent.seq }),
    );
    this.agent.say(this.agent.full());
    this.settle();
  }

  run(step: Step): void {
    if (step.do === "wait") this.wait(step.ms);
    else if (step.do === "heartbeat") this.agent.say({});
    else if (step.do === "lose") this.losses[step.from] += step.count;
    else if (step.do === "repeat") this.repeat();
    else if (step.do === "reconnect") this.reconnect();
    else if (step.do === "restart-supervisor") this.restartSupervisor();
    else if (step.do === "flush") this.flush();
    else if (step.do === "hub-dies") this.restartHub();
    else if (step.do === "pin") {
      const { newAttempt } = step;
      this.reduce({ kind: "intent", intent: intentOf(step.hash), newAttempt });
    }
    this.settle();
  }

  /** No more faults: time passes with a heartbeat every half minute. */
  calmDown(ms: number): void {
    this.losses = { agent: 0, hub: 0 };
    for (let passed = 0; passed < ms; passed += 30_000) {
      this.run({ do: "wait", ms: 30_000 });
      this.run({ do: "heartbeat" });
    }
  }

  private wait(ms: number): void {
    const end = this.scene.now + ms;
    for (;;) {
      const wakeAt = this.scene.state.wakeAt ?? Number.POSITIVE_INFINITY;
      const next = Math.min(wakeAt, this.agent.nextDue());
      if (next > end) break;
      this.scene.now = Math.max(this.scene.now, next);
      if (wakeAt <= this.scene.now) this.reduce({ kind: "woken" });
      this.agent.runDue();
      this.settle();
    }
    this.scene.now = end;
  }

  /** Lets both sides talk until nobody has anything to say. */
  private settle(): void {
    const isDone = () => this.inbox.length + this.outbox.length === 0 && !this.isBroken;
    for (let turns = 0; !isDone(); turns += 1) {
      if (turns > 1_000) throw new Error("they never stop talking");
      const said = this.outbox.shift();
      if (said !== undefined) this.deliver(said);
      else if (this.isBroken) this.reconnect();
      else this.agent.hear(this.inbox.shift() ?? {});
    }
  }

  private deliver({ seq, ...parts }: Parts & { readonly seq: bigint }): void {
    if (this.losses.agent > 0) {
      this.losses.agent -= 1;
      return;
    }
    this.scene.connectionId = `c${this.agent.connection}`;
    this.last = { ...this.scene.event(parts), seq };
    this.reduce(this.last);
  }

  private reduce(event: AgentEvent): void {
    const before = this.scene.state;
    const { outcome: stored } = this.stored;
    const effects = this.scene.give(event);
    this.look({ event, before, after: this.scene.state, effects, stored, now: this.scene.now });
    for (const effect of effects) this.perform(effect);
  }

  private perform(effect: AgentEffect): void {
    if (effect.kind === "save" && effect.before !== "no") this.flush();
    if (effect.kind === "reply" || effect.kind === "push") {
      if (this.losses.hub > 0) {
        this.losses.hub -= 1;
        this.isBroken = true;
      } else if (Object.keys(effect.content).length > 0) this.inbox.push(effect.content);
    }
    if (effect.kind === "judge" && effect.question.question === "contains") {
      const { hash: name, effectiveDigest } = effect.question;
      const answer = effectiveDigest === `running ${name}` ? "contains" : "differs";
      const verdict = { ...effect.question, hash: hash(name), answer, difference: "" } as const;
      this.reduce({ kind: "judged", verdict });
    }
  }

  /** The last message comes twice; what a dead connection carried cannot. */
  private repeat(): void {
    if (this.last?.connectionId === `c${this.agent.connection}`) this.reduce(this.last);
  }

  private flush(): void {
    const { outcome, report } = this.scene.state;
    this.stored = { outcome, report };
  }

  private reconnect(): void {
    this.reduce({ kind: "disconnected", connectionId: `c${this.agent.connection}` });
    this.inbox = [];
    this.isBroken = false;
    this.agent.connection += 1;
    this.agent.say({});
  }

  private restartSupervisor(): void {
    this.reduce({ kind: "disconnected", connectionId: `c${this.agent.connection}` });
    this.inbox = [];
    this.agent.restart();
  }

  /** Intent is committed before it is acted on; what was written behind since then is lost. */
  private restartHub(): void {
    const { instanceUid, intent } = this.scene.state;
    this.inbox = [];
    this.reduce({ kind: "adopted", instanceUid, intent, ...this.stored, clean: false });
    this.agent.connection += 1;
    this.agent.say({});
  }
}
