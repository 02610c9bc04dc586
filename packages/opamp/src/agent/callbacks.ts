import type {
  AgentRemoteConfig,
  ConnectionSettingsOffers,
  CustomCapabilities,
  CustomMessage,
  EffectiveConfig,
  PackagesAvailable,
} from "../messages.js";
import type { InstanceUid } from "../instance-uid.js";
import type { ConnectionClosed } from "./transport.js";
import type { AgentParts } from "./parts.js";

/**
 * What an agent is told, and the one thing it is asked. All members are optional.
 *
 * - Order: one message of the server is worked off before the next. Within one: `onServerError`
 *   alone, or `onRestart` alone, or else `onInstanceUid`, `onRemoteConfig`, `onConnectionSettings`,
 *   `onPackages`, `onCustomCapabilities`, `onCustomMessage`, and at last the flags of the server.
 * - Concurrency: calls never overlap. Long work belongs into the background; a returned promise is
 *   watched for failure, not waited for.
 * - What is reported during the calls of one message leaves in one message afterwards.
 * - Ownership: messages handed over belong to the callee. Messages given back are kept by reference
 *   and must stay unchanged.
 * - Failure: an error thrown by `onRemoteConfig` or `onConnectionSettings` becomes the FAILED status
 *   of that offer; elsewhere it is a bug and passes through.
 */
export interface AgentCallbacks {
  /** The configuration in force, asked whenever it has to be reported. */
  effectiveConfig?(): EffectiveConfig;
  /** The way to the server is open. Called for every connection. */
  onConnect?(): void;
  /** A connection ended or could not be opened; the next attempt follows after `retryInMs`. */
  onDisconnect?(reason: ConnectionClosed, retryInMs: number): void;
  /** The server could not process the last report. `retryAfterMs`: nothing is sent until then. */
  onServerError?(error: ServerError): void;
  /** An offer whose hash differs from the one worked on last. Only with AcceptsRemoteConfig. */
  onRemoteConfig?(offer: AgentRemoteConfig, status: OfferStatus): void | Promise<void>;
  /** The offer worked on last, once more. Without this member it is ignored, as it should be. */
  onRepeatedRemoteConfig?(offer: AgentRemoteConfig, status: OfferStatus): void | Promise<void>;
  /**
   * An offer of connection settings, cut down to the parts the capabilities allow. A repetition of
   * the last non-empty hash is ignored. A heartbeat interval in it is already in force.
   */
  onConnectionSettings?(offer: ConnectionSettingsOffers, status: OfferStatus): void | Promise<void>;
  /** An offer of packages. Only with AcceptsPackages; status through `Agent.report`. */
  onPackages?(offer: PackagesAvailable): void;
  /** Restart what the agent stands for. Only with AcceptsRestartCommand. */
  onRestart?(): void;
  /** The agent has a new UID, already in force; the sequence goes on. Persist it. */
  onInstanceUid?(instanceUid: InstanceUid): void;
  /** What custom capabilities the server has now. */
  onCustomCapabilities?(capabilities: CustomCapabilities): void;
  /** A custom message of a capability the agent has declared. */
  onCustomMessage?(message: CustomMessage): void;
  /** Something was ignored or lost that a person may want to know about. */
  onProblem?(problem: AgentProblem): void;
}

/**
 * Reports what an offer came to, under that offer's hash. Calls for an offer that a newer one has
 * replaced are ignored: only the newest outcome counts. Nothing is sent without the capability
 * bit that belongs to the status.
 */
export interface OfferStatus {
  /** True once a newer offer has arrived. */
  readonly superseded: boolean;
  /** `parts` travel in the same message. */
  applying(parts?: AgentParts): void;
  applied(parts?: AgentParts): void;
  /** @param message for the operator: cause and, where known, remedy */
  failed(message: string, parts?: AgentParts): void;
}

export interface ServerError {
  readonly kind: "unknown" | "bad-request" | "unavailable";
  readonly message: string;
  /** How long the agent keeps silent now; only with `unavailable`. */
  readonly retryAfterMs?: number;
}

/** Closed set; `message` is for people. */
export interface AgentProblem {
  readonly code:
    | "undecodable-message"
    | "foreign-instance-uid"
    | "invalid-instance-uid"
    | "offer-beyond-capabilities"
    | "message-refused";
  readonly message: string;
}
