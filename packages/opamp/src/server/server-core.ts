import type { EncodedServerToAgent } from "../encode.js";
import type { InstanceUid } from "../instance-uid.js";
import type { OpampProblem } from "../problem.js";
import type { AgentConnection, DisconnectReason, OpampHandler, UnsentMessage } from "./handler.js";
import type { RefusalReplies } from "./refusal-replies.js";
import type { ServerLimits } from "./server-limits.js";

/** What connections share with their server. */
export interface ServerCore<Identity> {
  readonly handler: OpampHandler<Identity>;
  readonly limits: ServerLimits;
  /** SERVER_CAPABILITY bits. */
  readonly capabilities: bigint;
  /** A plain acknowledgement without instance UID. */
  readonly acknowledgement: EncodedServerToAgent;
  /** The frame of a plain acknowledgement; the instance UID in it is written anew for each. */
  readonly acknowledgementFrame: Uint8Array;
  readonly refusals: RefusalReplies;
  /** Seconds, roughly, that some socket has been open. */
  readonly ticks: number;
  forget(connection: AgentConnection<Identity>, reason: DisconnectReason): void;
  refused(
    problem: OpampProblem,
    from: { readonly transport: "websocket" | "http"; readonly remoteAddress: string },
    sizeBytes: number,
  ): void;
  unsent(
    uid: InstanceUid,
    reason: UnsentMessage["reason"],
    sizeBytes: number,
    error?: unknown,
  ): void;
}
