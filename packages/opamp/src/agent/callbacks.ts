import type {
  AgentRemoteConfig,
  ConnectionSettingsOffers,
  CustomCapabilities,
  CustomMessage,
  EffectiveConfig,
  OpAMPConnectionSettings,
  OtherConnectionSettings,
  PackagesAvailable,
  TelemetryConnectionSettings,
} from "../messages.js";
import type { InstanceUid } from "../instance-uid.js";
import type { ConnectionClosed } from "./transport.js";
import type { AgentParts } from "./parts.js";

/**
 * What an agent is told, and what it is asked. All members are optional.
 *
 * - Order: one message of the server is worked off before the next. Within one: `onServerError`
 *   alone, or `onRestart` alone, or else `onInstanceUid`, `onRemoteConfig`, the callbacks of connection
 *   settings, `onPackages`, `onCustomCapabilities`, `onCustomMessage`, and at last the flags of the
 *   server.
 * - Concurrency: calls never overlap, but a returned promise is not waited for: later messages arrive
 *   while it is open. Long work belongs into such a promise.
 * - What is reported during the calls of one message leaves in one message afterwards. Every member of
 *   the agent may be called from a callback.
 * - Ownership: messages handed over belong to the callee and may be kept. Messages given back are kept
 *   by reference and must stay unchanged.
 * - Failure, thrown or as a rejected promise (every member may be async): in `onRemoteConfig`, `onConnectionSettings`,
 *   `onOwnTelemetry`, `onOtherConnections` and `onOpampConnection` it becomes the status FAILED of that
 *   offer, with the error's message as the reason for the operator. Elsewhere it is told to `onProblem` as
 *   `callback-failed` and changes nothing: no message is lost and the connection stays. An error thrown by
 *   `onProblem` itself passes through.
 */
export interface AgentCallbacks {
  /** The configuration in force, asked whenever it may have to be reported. A failure leaves it out. */
  effectiveConfig?(): EffectiveConfig;
  /** The way to the server is open. Called for every connection, also after `tryTransport`. */
  onConnect?(): void;
  /** A connection ended or could not be opened; the next attempt follows after `retryInMs`. */
  onDisconnect?(reason: ConnectionClosed, retryInMs: number): void;
  /** The server could not process the last report. `retryAfterMs`: nothing is sent until then. */
  onServerError?(error: ServerError): void;
  /**
   * An offer whose hash differs from the one worked on last. Only with AcceptsRemoteConfig. Persist the
   * hash with its outcome and give it to the next process in `AgentOptions.state.remoteConfigStatus`.
   */
  onRemoteConfig?(offer: AgentRemoteConfig, status: OfferStatus): void | Promise<void>;
  /** The offer worked on last, once more. Without this member it is ignored, as it should be. */
  onRepeatedRemoteConfig?(offer: AgentRemoteConfig, status: OfferStatus): void | Promise<void>;
  /**
   * An offer of connection settings, cut down to the parts the capabilities allow. A repetition of
   * the last non-empty hash is ignored, unless it failed FAILED_OFFER_PAUSE_MS ago or longer. A heartbeat interval in it is already in force. With this member
   * the whole offer and its status are yours; `AgentOptions.connectionSettings` and the next four are not
   * used.
   */
  onConnectionSettings?(offer: ConnectionSettingsOffers, status: OfferStatus): void | Promise<void>;
  /** Where to send own telemetry, with what was offered of it. When it resolves, it is in force. */
  onOwnTelemetry?(settings: OwnTelemetrySettings): void | Promise<void>;
  /** Settings of other connections, by the names the agent knows. When it resolves, they are in force. */
  onOtherConnections?(
    connections: Readonly<Record<string, OtherConnectionSettings>>,
  ): void | Promise<void>;
  /**
   * May these settings be tried? Anything but true refuses them: a text is the reason in the status. Nothing
   * has been opened yet. Without this member every offer is tried.
   */
  onOpampConnection?(
    settings: OpAMPConnectionSettings,
  ): boolean | string | Promise<boolean | string>;
  /** The server has answered there and the former connection is left. Persist the settings. */
  onOpampConnectionApplied?(settings: OpAMPConnectionSettings): void;
  /**
   * An offer of packages. Only with AcceptsPackages; status through `Agent.report`. Not called where
   * `AgentOptions.packages` takes care of them.
   */
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
 * Offered destinations of the agent's own telemetry, each a full OTLP/HTTP URL. The specification says that
 * a signal left out stays as it is; servers that care send all of them every time.
 */
export interface OwnTelemetrySettings {
  /** Only with ReportsOwnMetrics. */
  readonly metrics?: TelemetryConnectionSettings;
  /** Only with ReportsOwnTraces. */
  readonly traces?: TelemetryConnectionSettings;
  /** Only with ReportsOwnLogs. */
  readonly logs?: TelemetryConnectionSettings;
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

/**
 * Closed set; `message` is for people.
 *
 * - `undecodable-message`: the server sent bytes that are no ServerToAgent; a WebSocket is cut
 * - `foreign-instance-uid`: a message for another agent was ignored
 * - `invalid-instance-uid`: a new UID that is none was ignored
 * - `offer-beyond-capabilities`: an offer, command or custom message was ignored
 * - `message-refused`: the server will never take the message that was sent (HTTP 400 or 413); it is lost
 * - `message-too-large`: a message went out without effective config, component list and custom message
 * - `callback-failed`: a callback threw, or its promise was rejected
 */
export interface AgentProblem {
  readonly code:
    | "undecodable-message"
    | "foreign-instance-uid"
    | "invalid-instance-uid"
    | "offer-beyond-capabilities"
    | "message-refused"
    | "message-too-large"
    | "callback-failed";
  readonly message: string;
}
