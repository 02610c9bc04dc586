import type { AgentReport } from "../agent-report.js";
import type { EncodedServerToAgent } from "../encode.js";
import type { InstanceUid } from "../instance-uid.js";
import { FRAME_HEAD_SIZE_BYTES, FRAME_UID_OFFSET, acknowledgementFrame } from "./replies.js";

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

  constructor(report: AgentReport, acknowledgement: EncodedServerToAgent) {
    this.uid = report.instanceUid;
    this.acknowledgement = [acknowledgementFrame(report.instanceUidBytes, acknowledgement)];
  }

  /** Frame header and instance UID, to be followed by an encoded tail. */
  get head(): Uint8Array {
    return this.acknowledgement[0].subarray(0, FRAME_HEAD_SIZE_BYTES);
  }

  /** True when the report is this agent's. */
  sent(report: AgentReport): boolean {
    return report.isFrom(this.acknowledgement[0], FRAME_UID_OFFSET);
  }
}

/** The agents on one socket: nearly always one, sometimes thousands behind a gateway (T-13). */
export class AgentSeats {
  #only: AgentSeat | undefined;
  #all: Map<InstanceUid, AgentSeat> | undefined;

  /** Agents seen on this socket, departed ones included. */
  get count(): number {
    return this.#all?.size ?? (this.#only === undefined ? 0 : 1);
  }

  /** The agent when it is the only one. */
  get only(): AgentSeat | undefined {
    return this.#only;
  }

  of(report: AgentReport): AgentSeat | undefined {
    if (this.#only?.sent(report)) return this.#only;
    return this.#all?.get(report.instanceUid);
  }

  get(uid: InstanceUid): AgentSeat | undefined {
    return this.#only?.uid === uid ? this.#only : this.#all?.get(uid);
  }

  add(seat: AgentSeat): void {
    if (this.#only === undefined && this.#all === undefined) {
      this.#only = seat;
      return;
    }
    this.#all ??= new Map(this.#only === undefined ? [] : [[this.#only.uid, this.#only]]);
    this.#only = undefined;
    this.#all.set(seat.uid, seat);
  }

  remove(seat: AgentSeat): void {
    if (this.#only === seat) this.#only = undefined;
    this.#all?.delete(seat.uid);
  }

  /** The agents that have not left. */
  present(): AgentSeat[] {
    const seats = this.#all?.values() ?? (this.#only === undefined ? [] : [this.#only]);
    return [...seats].filter((seat) => !seat.hasLeft);
  }
}
