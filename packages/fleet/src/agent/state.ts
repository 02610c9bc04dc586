import type { InstanceUid } from "@fleethub/opamp";
import type { Reached, Transport } from "./events.js";
import { emptyOutcome, type AgentOutcome } from "./outcome.js";
import type { AgentId, AgentIntent, BodyDigest, ConfigHash, Millis, ReportFacts } from "./facts.js";
import type { ConfigSync, HealthWord, Presence, Verified } from "./words.js";

/** The latest offer on this connection. */
export interface OfferOnLink {
  readonly hash: ConfigHash;
  readonly attempt: number;
  readonly at: Millis;
  /** When full state was last asked for because the offer seems lost; null before that. */
  readonly recheckedAt: Millis | null;
  /** After that, the agent named another hash: the offer may be repeated. */
  readonly denied: boolean;
}

/** What is known about the connection in use. It dies with it; a poller's begins anew with its sequence. */
export interface AgentConnectionState {
  readonly connectionId: string;
  readonly transport: Transport;
  readonly openedAt: Millis;
  /** Digest of the last message, which with its seq tells an exact duplicate. */
  readonly lastDigest: BodyDigest | null;
  readonly offer: OfferOnLink | null;
  /** When full state or components were asked for; null once anything came after that. */
  readonly awaitingSince: Millis | null;
  /** Requests for full state since `gapsSince`. */
  readonly gapAsks: number;
  readonly gapsSince: Millis;
  /** When full state was last asked for because APPLYING stands for long. */
  readonly applyingAskedAt: Millis | null;
  /** Components hash whose list was asked for. */
  readonly componentsAsked: string | null;
  /** How the agent reached this hub; null: it is not known. */
  readonly reached: Reached | null;
  /** The connection settings of the report were told on this connection. */
  readonly toldSettings: boolean;
}

/** A connection that a newer one replaced. It may be dead (I-07), or another agent with the same UID. */
export interface OlderLink {
  readonly connectionId: string;
  /** The UID it was told to take; null until it spoke again. */
  readonly reassigned: InstanceUid | null;
}

/** Did anything happen between the latest offer and its status? Kept over reconnects, lost with the hub. */
export interface OfferWatch {
  readonly hash: ConfigHash;
  readonly attempt: number;
  readonly offeredAt: Millis;
  readonly applying: boolean;
  readonly gap: boolean;
}

export interface ContainsVerdict {
  readonly hash: ConfigHash;
  readonly effectiveDigest: BodyDigest;
  /** Null while the answer is out. */
  readonly answer: "contains" | "differs" | "cannot-tell" | null;
  readonly difference: string;
  readonly askedAt: Millis;
}

export interface RunnableVerdict {
  readonly hash: ConfigHash;
  readonly componentsHash: string;
  readonly answer: "runnable" | "not-runnable" | null;
  readonly reason: string;
  readonly askedAt: Millis;
}

/** Judgements by their inputs, the latest few. */
export interface Judgements {
  readonly contains: readonly ContainsVerdict[];
  readonly runnable: readonly RunnableVerdict[];
}

/** What operators asked for and was not sent yet. */
export interface Asks {
  readonly restart: boolean;
  readonly refresh: boolean;
  readonly newUid: { readonly uid: InstanceUid; readonly sent: boolean } | null;
}

/** How health is settling after a change. */
export interface Settling {
  /** Until when contradictory health is `restarting`; null while it is settled. */
  readonly until: Millis | null;
  /** It was unhealthy, and was not healthy or offered anything since. */
  readonly down: boolean;
}

/** What was last made known, so that only changes are. */
export interface Shown {
  readonly presence: Presence;
  readonly health: HealthWord;
  /** The last of `healthy`, `degraded`, `unhealthy`; `unknown` before. */
  readonly settledHealth: HealthWord;
  readonly sync: ConfigSync;
  readonly verified: Verified;
  readonly reason: string;
}

/** Everything the reducer knows about one agent: digests and facts, never bodies. */
export interface AgentState {
  readonly id: AgentId;
  readonly instanceUid: InstanceUid;
  readonly intent: AgentIntent;
  readonly report: ReportFacts;
  readonly outcome: AgentOutcome;
  readonly judged: Judgements;
  readonly link: AgentConnectionState | null;
  /** Live connections that used this UID before the one in use, and what they were told (I-05). */
  readonly older: readonly OlderLink[];
  /** Where and with which seq it said farewell; null once it is back (D-01). */
  readonly farewell: { readonly connectionId: string; readonly seq: bigint } | null;
  readonly asks: Asks;
  readonly watch: OfferWatch | null;
  readonly settling: Settling;
  /** A full report came since this process knows the agent; before that no window closes. */
  readonly confirmed: boolean;
  /** Full state is to be asked for with the next message. */
  readonly owesFullState: boolean;
  /** Since when the facts say connected while no connection is known here: after a hub's restart. */
  readonly unheldSince: Millis | null;
  /** An operator's restart that the agent has not shown yet. */
  readonly restartAskedAt: Millis | null;
  /** When the shell was last asked to wake this agent; null when it is not. */
  readonly wakeAt: Millis | null;
  /** Nothing is owed to the agent, so a bare heartbeat is answered without another look (F6). */
  readonly quiet: boolean;
  readonly shown: Shown;
}

/** An agent that never reported. */
export const emptyReport: ReportFacts = {
  seq: null,
  capabilities: 0n,
  lastSeenAt: 0,
  description: null,
  health: null,
  remoteConfig: null,
  effective: null,
  components: null,
  disconnectedAt: null,
  connectedAt: null,
};

/** Before anything was made known. */
export const nothingShown: Shown = {
  presence: "never-seen",
  health: "unknown",
  settledHealth: "unknown",
  sync: "unmanaged",
  verified: "none",
  reason: "",
};

/** An agent that is expected, or that is about to send its first report. */
export function newAgent(id: AgentId, instanceUid: InstanceUid, intent: AgentIntent): AgentState {
  return {
    id,
    instanceUid,
    intent,
    report: emptyReport,
    outcome: emptyOutcome,
    judged: { contains: [], runnable: [] },
    link: null,
    older: [],
    farewell: null,
    asks: { restart: false, refresh: false, newUid: null },
    watch: null,
    settling: { until: null, down: false },
    confirmed: true,
    owesFullState: false,
    unheldSince: null,
    restartAskedAt: null,
    wakeAt: null,
    quiet: false,
    shown: nothingShown,
  };
}
