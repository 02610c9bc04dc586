import type { InstanceUid } from "@fleethub/opamp";
import type { AgentOutcome } from "./outcome.js";
import type {
  AgentIntent,
  BodyDigest,
  ComponentsFact,
  ConfigHash,
  DescriptionFact,
  EffectiveFact,
  HealthFact,
  RemoteConfigFact,
  RemoteConfigStatusWord,
  ReportFacts,
} from "./facts.js";

export type Transport = "websocket" | "http";

/** A connection that speaks for this agent. Pollers keep one id for as long as they poll. */
export interface ConnectedEvent {
  readonly kind: "connected";
  readonly connectionId: string;
  readonly transport: Transport;
}

/** The connection ended. */
export interface DisconnectedEvent {
  readonly kind: "disconnected";
  readonly connectionId: string;
}

/** The request by which an agent reached this hub. */
export interface Reached {
  /** Scheme (http or https), host and port; null: it does not say. */
  readonly hubUrl: string | null;
  /** Keyed digest of the headers that an agent needs to come back with; empty: none. */
  readonly credentials: string;
  /** Id of the agent's own credential that it came with; `enrolment`: a token that others have too; absent: neither. */
  readonly credential?: string;
  /** It came with a client certificate: an offer without that would take it away (S-11). */
  readonly certificate?: true;
  /** A proxy ended TLS, and the authority that the hub knows is not the one that the proxy is verified by. */
  readonly otherAuthority?: true;
}

/** One well-formed AgentToServer, its parts reduced to facts. An absent part is an absent member. */
export interface ReportEvent {
  readonly kind: "report";
  readonly connectionId: string;
  readonly transport: Transport;
  /** How the agent reached this hub; looked at on a new connection. */
  readonly reached?: Reached;
  /** The reporter's, which the reply carries. */
  readonly instanceUid: InstanceUid;
  readonly seq: bigint;
  /** 0 leaves what was known (F7). */
  readonly capabilities: bigint;
  readonly flags: bigint;
  /** Of the whole message: tells an exact duplicate from a reused sequence number. */
  readonly digest: BodyDigest;
  readonly description?: DescriptionFact;
  readonly health?: HealthFact;
  readonly remoteConfig?: RemoteConfigFact;
  readonly effective?: EffectiveFact;
  readonly components?: ComponentsFact;
  /** What the agent says of connection settings; `isLatest`: of those that it was told last. */
  readonly connectionSettings?: {
    readonly isLatest: boolean;
    readonly status: RemoteConfigStatusWord;
    readonly error: string;
  };
  /** `agent_disconnect` is there. */
  readonly disconnect?: true;
  /** Parts are there that the reducer does not follow (packages, custom messages, …). */
  readonly otherParts?: true;
}

/** Intent changed, committed or about to be committed with this event's `save`. */
export interface IntentEvent {
  readonly kind: "intent";
  readonly intent: AgentIntent;
  /**
   * An operator asked for desired by name (offer again, retry failed, a new pin, a rollout): the rejected mark
   * of that hash is cleared and a new attempt starts, unless the hash stands in good order already.
   */
  readonly newAttempt: boolean;
}

/** An operator asked for something that happens on the wire. */
export interface AskedEvent {
  readonly kind: "asked";
  readonly ask:
    | { readonly kind: "restart" }
    | { readonly kind: "refresh" }
    | { readonly kind: "new-uid"; readonly uid: InstanceUid };
}

/** Answer to a `judge` effect. */
export interface JudgedEvent {
  readonly kind: "judged";
  readonly verdict:
    | {
        readonly question: "contains";
        readonly hash: ConfigHash;
        readonly effectiveDigest: BodyDigest;
        readonly answer: "contains" | "differs" | "cannot-tell";
        /** The first difference in one line. */
        readonly difference: string;
      }
    | {
        readonly question: "runnable";
        readonly hash: ConfigHash;
        readonly componentsHash: string;
        readonly answer: "runnable" | "not-runnable";
        /** The first component that is missing, in one line. */
        readonly reason: string;
      };
}

/** Own metrics of this agent came to this hub: it follows what it was told. */
export interface OwnMetricsSettledEvent {
  readonly kind: "own-metrics";
}

/** The time a `wake` effect named has come. */
export interface WokenEvent {
  readonly kind: "woken";
}

/** Loaded from the store: what was known goes, links and judgements are gone. */
export interface AdoptedEvent {
  readonly kind: "adopted";
  readonly instanceUid: InstanceUid;
  readonly intent: AgentIntent;
  readonly outcome: AgentOutcome;
  readonly report: ReportFacts;
  /** False after an unclean loss: reports may be missing, so full state is asked for once. */
  readonly clean: boolean;
}

/** Everything that can happen to an agent. */
export type AgentEvent =
  | ConnectedEvent
  | DisconnectedEvent
  | ReportEvent
  | IntentEvent
  | AskedEvent
  | JudgedEvent
  | OwnMetricsSettledEvent
  | WokenEvent
  | AdoptedEvent;
