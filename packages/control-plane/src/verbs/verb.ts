import type { AgentId, Desired, Millis } from "@fleethub/fleet";
import type { Randomness } from "../accounts/platform.js";
import type { DesiredSources } from "../agents/desired.js";
import type { Judgements } from "../agents/judgements.js";
import type { GroupBoard } from "../groups/group-board.js";
import type { Actor, AgentRecord, AuditApproval, Scope, Variables } from "../model.js";
import type { ReadyPolicy } from "../policies/policy-set.js";
import type { PolicyVerdicts } from "../policies/policy-verdicts.js";
import type { ChangeSet, ConfigJudge, Digest, FleetStorage, HashConfig, Ids } from "../ports.js";
import type { Watched } from "../rollouts/watched.js";
import type { HubKey } from "../secrets/hub-key.js";
import type { VerbProblem } from "./problem.js";
import type { VerdictOf } from "./remembered-verdicts.js";
import type { Subject } from "@fleethub/fleet/access";
import type { InstanceUid } from "@fleethub/opamp";

/** Who asks, as the record names him and with what he may do, and when. */
export interface VerbCall {
  readonly actor: Actor;
  readonly subject: Subject;
  readonly now: Millis;
}

/** What this hub knows of an agent beyond the store, whose reports are written behind. */
export interface LiveAgents {
  /** The record as the agent's own mailbox has it, or the stored one where nobody is connected here. */
  newest(record: AgentRecord): AgentRecord;
  /** A connection to this hub speaks for the agent, or it polls this hub. */
  isConnected(id: AgentId): boolean;
}

/** What verbs read and decide with. */
export interface VerbServices {
  readonly storage: FleetStorage;
  readonly judge: ConfigJudge;
  readonly judgements: Judgements;
  readonly sources: DesiredSources;
  /** Resolves when what waits meanwhile had its turn. Plans about many agents ask for it. */
  readonly breathe: () => Promise<void>;
  /** Since when this hub listens. */
  readonly upSince: Millis;
  /** Agents that a change may bring another configuration to without a rollout. */
  readonly directLimit: number;
  /** Groups, read once for a plan. */
  readonly groups: Pick<GroupBoard, "all" | "get">;
  /** Policies that are on, read once for a plan. */
  readonly policies: () => Promise<readonly ReadyPolicy[]>;
  /** What effective configs are judged to be, kept in the store. */
  readonly verdicts: PolicyVerdicts;
  readonly verdictOf: VerdictOf;
  readonly digest: Digest;
  readonly hubKey: HubKey;
  readonly hashConfig: HashConfig;
  readonly ids: Ids;
  readonly random: Randomness;
  /** From the making of an agent's own credential until it is to be replaced. */
  readonly credentialLifetimeMs: Millis;
  readonly live: LiveAgents;
  /** How long a request for approval is open. */
  readonly approvalLifetimeMs: Millis;
  /** Plans a write verb as the subject of this context, as far as he may do it: what requests are worked out with. */
  readonly planAllowed: (
    verb: string,
    ctx: VerbContext,
    input: unknown,
  ) => Promise<Plan | VerbProblem>;
  /** What a verb would do, in one line: what requests are called. */
  readonly titleOf: (ctx: VerbContext, verb: string, input: unknown) => Promise<string>;
  /** A live rollout as the loop of this hub looked at it last; null where the loop does not follow it. */
  readonly watchedRollout: (id: string) => Watched | null;
}

export interface VerbContext extends VerbCall, VerbServices {
  /** What the subject may see: verbs find nobody outside. What they may change is decided on their plan. */
  readonly scope: Scope;
}

/** Done after the commit, on the connection that this hub holds. */
export type Act =
  /** Intent changed: decide again what it is offered. */
  | { readonly kind: "intent"; readonly id: AgentId }
  | { readonly kind: "restart" | "refresh"; readonly id: AgentId }
  | { readonly kind: "new-uid"; readonly id: AgentId; readonly to: InstanceUid }
  /** Drop it from memory. */
  | { readonly kind: "forget"; readonly id: AgentId };

/** What a verb would change for one agent. */
export interface AgentChange {
  /** As it is now. */
  readonly agent: AgentRecord;
  readonly before: Desired;
  readonly after: Desired;
  /** The values that `after` is put together with. */
  readonly variables: Variables;
  /** Whether `after` comes with the commit, or with a wave of the rollout that the commit begins. */
  readonly when: "at-once" | "in-rollout";
}

/** A verb's dry run: what would be written, whom it reaches, what it would answer. */
export interface Plan<Value = unknown> {
  readonly kind: "plan";
  readonly changes: ChangeSet;
  /** Agents whose state it changes. */
  readonly reach: readonly AgentId[];
  readonly acts: readonly Act[];
  /** What is wanted of agents before and after; absent where the verb changes nothing of that. */
  readonly agentChanges?: readonly AgentChange[];
  readonly value: Value;
  /** The approval that it is done with: it needs no other. */
  readonly approved?: AuditApproval;
}

/** Two steps: `plan` decides and writes nothing, then its change set is committed and its acts are done. */
export interface Verb<Input, Value> {
  plan(ctx: VerbContext, input: Input): Promise<Plan<Value> | VerbProblem>;
}

/** Input that names the version it was decided on; left out, the newest is meant. */
export interface Conditional {
  readonly ifVersion?: number;
}
