import type { AgentReport } from "../agent-report.js";
import type { EncodedServerToAgent } from "../encode.js";
import { type InstanceUid, instanceUidToBytes } from "../instance-uid.js";
import { FRAME_HEAD_SIZE_BYTES, FRAME_UID_OFFSET, acknowledgementFrame } from "./replies.js";
import type { OpampSocket } from "./socket.js";

/** One agent on one socket. */
export class AgentSeat {
  readonly uid: InstanceUid;
  /** The plain acknowledgement, kept as its socket wants it. */
  readonly acknowledgement: Uint8Array;
  /** Where the OpAMP message starts in it. */
  readonly #start: number;
  /** True between a farewell and a later sign of life. */
  hasLeft = false;
  /** Sequence number of the farewell. */
  farewellNum = 0n;
  /** True while the handler works on a report of this agent. */
  isBusy = false;
  /** Reports that came in meanwhile, oldest first. */
  waiting: AgentReport[] | undefined;

  constructor(uid: InstanceUid, acknowledgement: EncodedServerToAgent, socket: OpampSocket) {
    this.uid = uid;
    const message = acknowledgementFrame(instanceUidToBytes(uid), acknowledgement);
    this.acknowledgement = socket.frameOf?.(message) ?? message;
    this.#start = this.acknowledgement.length - message.length;
  }

  /** Where the instance UID stands in the acknowledgement. */
  get uidStart(): number {
    return this.#start + FRAME_UID_OFFSET;
  }

  /** Frame header and instance UID, to be followed by an encoded tail. */
  get head(): Uint8Array {
    return this.acknowledgement.subarray(this.#start, this.#start + FRAME_HEAD_SIZE_BYTES);
  }
}
