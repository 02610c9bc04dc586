import type { AgentReport } from "../agent-report.js";
import type { EncodedServerToAgent, ServerToAgentFields } from "../encode.js";
import type { InstanceUid } from "../instance-uid.js";
import type { LimitName, OpampProblem } from "../problem.js";
import type { RequestHeaders } from "./admission.js";

/**
 * What to answer a report. The server half adds the reporter's instance UID and, unless it is an
 * error, the server's capabilities.
 *
 * - nothing: a plain acknowledgement, from bytes kept ready
 * - fields: encoded for this agent
 * - an {@link EncodedServerToAgent}: encoded before, shared with others
 */
export type ServerToAgentReply = undefined | ServerToAgentFields | EncodedServerToAgent;

/**
 * The way to one or more agents: a WebSocket, or the polls of one agent over HTTP.
 *
 * @typeParam Identity what the admission of the request found out about the peer
 */
export interface AgentConnection<Identity = unknown> {
  /** Unique among the connections of this server object; the same at every poll of an agent. */
  readonly id: string;
  readonly transport: "websocket" | "http";
  readonly remoteAddress: string;
  /** Headers of the upgrade request or of this POST, names in lower case. May hold credentials: do not log. */
  readonly headers: RequestHeaders;
  /** What {@link Admit} answered. */
  readonly identity: Identity;
  /**
   * Sends a message of the server's own accord. False when it cannot be sent: the agent is not on this
   * connection (any more), it polls, the connection is closing, or the message is too large (T-11).
   * True says that it was handed to the socket, or waits until that drains, not that it arrived: a remote
   * config that waits gives way to a newer one of the same agent.
   */
  push(uid: InstanceUid, message: ServerToAgentFields | EncodedServerToAgent): boolean;
  /**
   * Ends the association with one agent; `onDisconnected` is called with `removed`. The last agent's
   * socket is closed with code 1008 and the reason, at most 123 bytes of UTF-8.
   */
  close(uid: InstanceUid, reason: string): void;
  /** The agents that reported here and have not left. */
  agents(): InstanceUid[];
}

/**
 * Why an agent is no longer on a connection.
 *
 * - `farewell`: it sent agent_disconnect (D-01)
 * - `closed`: the peer sent a Close frame
 * - `lost`: the connection broke (D-02)
 * - `silent`: pings stayed without answer (T-25)
 * - `overflow`: the peer did not read what was sent
 * - `refused`: the socket was closed for what came over it (T-10)
 * - `removed`: by {@link AgentConnection.close}
 * - `drained`: the server is shutting down (D-05)
 */
export type DisconnectReason =
  | "farewell"
  | "closed"
  | "lost"
  | "silent"
  | "overflow"
  | "refused"
  | "removed"
  | "drained";

/**
 * Input that was not processed, without its content: a message that was refused whole, or one of which the
 * handler could not decode a part.
 */
export interface RefusedInput {
  readonly problem: OpampProblem;
  readonly transport: "websocket" | "http";
  readonly remoteAddress: string;
  /** Bytes of the message as it arrived, where known. */
  readonly sizeBytes: number;
}

/** A handshake or POST that was not admitted. Nothing of it was upgraded, decompressed or decoded. */
export interface TurnedAway {
  /** Who refused: a server that drains, one that is full (a limit of its own), or the embedder's {@link Admit}. */
  readonly by: "drain" | "limits" | "admission";
  readonly transport: "websocket" | "http";
  readonly remoteAddress: string;
  readonly status: 401 | 403 | 429 | 503;
  /** What the peer was told. */
  readonly message: string;
  /** The limit that was met, where it was one of the server's own. */
  readonly limit?: LimitName;
}

/** A message of the server that was not sent. */
export interface UnsentMessage {
  readonly uid: InstanceUid;
  readonly reason: "too-large" | "fault";
  readonly sizeBytes: number;
  /** What the handler threw or got wrong, with `fault`. */
  readonly error?: unknown;
}

/**
 * What a server does with reports. Only `onReport` is needed.
 *
 * Order: `onConnected`, then reports, then one `onDisconnected` for each agent that is still there, then
 * `onClosed`. Reports of one agent are handed over in the order they came in, and the next one only when
 * the answer to the one before is known; different agents do not wait for each other. Plain-HTTP polls
 * have reports only: there is no connection that could open or end.
 *
 * Answer synchronously where possible: that path makes no promise and, for a plain acknowledgement, no
 * bytes. A handler that throws or rejects, or answers with fields that exclude each other, makes the
 * server answer an error_response of type Unknown and call `onUnsent`. The other members must not throw:
 * what they throw is a bug that passes through to the shell.
 *
 * Ownership: the report and its bytes may be used until the answer is known; copy what is kept.
 */
export interface OpampHandler<Identity = unknown> {
  onReport(
    report: AgentReport,
    connection: AgentConnection<Identity>,
  ): ServerToAgentReply | Promise<ServerToAgentReply>;
  /** A WebSocket is open; nobody has reported yet. */
  onConnected?(connection: AgentConnection<Identity>): void;
  /** Called once for each time an agent leaves; after a farewell it may come back on the same socket. */
  onDisconnected?(
    connection: AgentConnection<Identity>,
    uid: InstanceUid,
    reason: DisconnectReason,
  ): void;
  /** The WebSocket is gone, whether or not anybody reported on it. */
  onClosed?(connection: AgentConnection<Identity>, reason: DisconnectReason): void;
  /** For counting; also of polls. */
  onTurnedAway?(refused: TurnedAway): void;
  /** For counting. */
  onRefused?(refused: RefusedInput): void;
  /** For counting and logging. */
  onUnsent?(unsent: UnsentMessage): void;
}
