import type { AgentReport } from "../agent-report.js";
import type { EncodedServerToAgent } from "../encode.js";
import { type InstanceUid, instanceUidToBytes } from "../instance-uid.js";
import { FRAME_HEAD_SIZE_BYTES, acknowledgementFrame } from "./replies.js";

/** One agent on one socket. */
export class AgentSeat {
  readonly uid: InstanceUid;
  /** The plain acknowledgement frame, ready to be sent as it is. */
  readonly acknowledgement: readonly [Uint8Array];
  /** True between a farewell and a later sign of life. */
  hasLeft = false;
  /** Sequence number of the farewell. */
  farewellNum = 0n;
  /** True while the handler works on a report of this agent. */
  isBusy = false;
  /** Reports that came in meanwhile, oldest first. */
  waiting: AgentReport[] | undefined;

  constructor(uid: InstanceUid, acknowledgement: EncodedServerToAgent) {
    this.uid = uid;
    this.acknowledgement = [acknowledgementFrame(instanceUidToBytes(uid), acknowledgement)];
  }

  /** Frame header and instance UID, to be followed by an encoded tail. */
  get head(): Uint8Array {
    return this.acknowledgement[0].subarray(0, FRAME_HEAD_SIZE_BYTES);
  }
}
