import type { AgentDescription, CustomMessage } from "../messages.js";
import type { InstanceUid } from "../instance-uid.js";
import type { Clock, Schedule } from "../platform.js";
import type { BackoffOptions } from "./backoff.js";
import type { AgentCallbacks } from "./callbacks.js";
import type { PackageOffers } from "./package-offers.js";
import type { AgentParts } from "./parts.js";
import type { SettingsApplier } from "./settings-offer.js";
import type { AgentTransport } from "./transport.js";
import type { TrialOutcome } from "./trial.js";

/** Heartbeat and polling interval where neither options nor server say otherwise. */
export const HEARTBEAT_INTERVAL_MS_DEFAULT = 30_000;
/** Bounds of an interval taken from an offer; 0 on WebSocket means no heartbeats. */
export const HEARTBEAT_INTERVAL_MS_MIN = 1_000;
export const HEARTBEAT_INTERVAL_MS_MAX = 86_400_000;
/** How long `stop` waits for the server's half of the farewell. */
export const FAREWELL_TIMEOUT_MS = 5_000;
/** Custom messages waiting for the connection; further ones are refused. */
export const CUSTOM_MESSAGES_WAITING_MAX = 100;

export interface AgentOptions {
  /** Best a UUIDv7 that is kept over restarts. */
  readonly instanceUid: InstanceUid;
  readonly description: AgentDescription;
  /** Bits of AgentCapabilities. Offers beyond them are dropped and reported as a problem. */
  readonly capabilities: bigint;
  readonly transport: AgentTransport;
  readonly clock: Clock;
  readonly schedule: Schedule;
  /** Number from 0 (included) to 1 (excluded). Only jitter depends on it. */
  readonly random: () => number;
  readonly callbacks?: AgentCallbacks;
  /**
   * Puts offers of OpAMP connection settings in force, such as `verifiedSettings`. Without it, and without
   * `callbacks.onConnectionSettings`, such an offer fails unless it holds a heartbeat interval alone.
   */
  readonly connectionSettings?: SettingsApplier;
  /** Installs offered packages, such as `syncPackages`. One per agent. */
  readonly packages?: PackageOffers;
  /**
   * SHA-256 or another strong digest. With it an unchanged effective config is not sent again, except
   * where the server asks for full state.
   */
  readonly digest?: (bytes: Uint8Array) => Uint8Array;
  /** Further parts of the first report. */
  readonly state?: Omit<AgentParts, "description" | "capabilities">;
  /**
   * Default 30 000. 0 means none on WebSocket. Over HTTP, which lives by polling, 0 throws
   * `bad-argument`.
   */
  readonly heartbeatIntervalMs?: number;
  /** Wait before the first heartbeat of this process, to spread a fleet. Default: the interval. */
  readonly firstHeartbeatMs?: number;
  readonly backoff?: BackoffOptions;
  /**
   * Largest message sent, frame header included; a larger one goes without its largest parts, and that is told
   * as a problem. Default 64 MiB.
   */
  readonly messageSizeBytesMax?: number;
  /** Asks the server for an instance UID with the first message. Default false. */
  readonly requestInstanceUid?: boolean;
}

/** One agent's half of OpAMP. All members may be called at any time, also from callbacks. */
export interface Agent {
  /** The UID in force; a server may replace it. */
  readonly instanceUid: InstanceUid;
  /** `connected` once the way is open, before the first answer. */
  readonly state: "idle" | "connecting" | "connected" | "waiting" | "leaving" | "stopped";
  /** Bits of ServerCapabilities as the server stated them last; 0n before it did. */
  readonly serverCapabilities: bigint;
  /** Messages sent since the last start at sequence number 0. */
  readonly messagesSent: number;
  /** Opens the first connection. Later calls change nothing. */
  start(): void;
  /**
   * Takes over what changed and sends it in one message, as soon as the connection allows. Parts
   * equal to what was said before are not sent. While disconnected, changes gather.
   */
  report(parts: AgentParts): void;
  /**
   * Queues a custom message; each travels in a message of its own, in order.
   * False, and the message was not taken, when CUSTOM_MESSAGES_WAITING_MAX are waiting, or its capability is
   * none of those in `parts.customCapabilities`.
   */
  sendCustomMessage(message: CustomMessage): boolean;
  /**
   * Asks for a client certificate: a PEM certificate signing request. The answer is an offer. False when
   * the server has said that it takes no such requests (AcceptsConnectionSettingsRequest): nothing is sent.
   */
  requestCertificate(csr: Uint8Array): boolean;
  /**
   * Says farewell on the current connection and starts afresh on another: sequence number 0, full
   * report. Nothing tells whether a server answers there; `tryTransport` finds that out first.
   */
  moveTo(transport: AgentTransport): void;
  /**
   * Opens another transport beside the one in use, sends a full report there and waits for the server to
   * answer it. Then the agent changes over: the sequence goes on, the former connection hears a farewell,
   * unless both have the same address, and is closed. Without an answer, or with an error in it, the former
   * connection stays as it was.
   *
   * From the moment the report leaves until the outcome is known nothing is sent on the former connection.
   * One trial at a time: a newer one ends it, as do `moveTo` and `stop`. Not before `start`.
   *
   * @param timeoutMs default TRIAL_TIMEOUT_MS_DEFAULT
   */
  tryTransport(transport: AgentTransport, timeoutMs?: number): Promise<TrialOutcome>;
  /**
   * Gives up a trial and packages under way, then the last report with `agent_disconnect` (and `parts`, for a last word on health), then a Close with
   * code 1000. Resolves when the connection has ended, after FAREWELL_TIMEOUT_MS at the latest.
   * A stopped agent stays stopped.
   */
  stop(parts?: AgentParts): Promise<void>;
}
