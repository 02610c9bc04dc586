import { type InstanceUid, formatInstanceUid } from "../instance-uid.js";
import type { TopLevelScan } from "../top-level-scan.js";
import type { AgentSeat } from "./agent-seat.js";

/** The agents on one socket: nearly always one, sometimes thousands behind a gateway (T-13). */
export class AgentSeats {
  #only: AgentSeat | undefined;
  #all: Map<InstanceUid, AgentSeat> | undefined;
  /** Kept so that a straggler of theirs is known (D-01), as long as there is room. */
  #departed: Set<AgentSeat> | undefined;

  /** How many agents have not left. */
  get presentCount(): number {
    return this.#count - (this.#departed?.size ?? 0);
  }

  /** The agent when it is the only one. */
  get only(): AgentSeat | undefined {
    return this.#only;
  }

  /** The seat of the reporter; text is made of its instance UID only where there are several. */
  of(scan: TopLevelScan): AgentSeat | undefined {
    const only = this.#only;
    if (only !== undefined) {
      return only.isReporterOf(scan) ? only : undefined;
    }
    return this.#all?.get(formatInstanceUid(scan.bytes, scan.uidStart));
  }

  get(uid: InstanceUid): AgentSeat | undefined {
    return this.#only?.uid === uid ? this.#only : this.#all?.get(uid);
  }

  /** False when `max` agents are present. Who left first gives way to a newcomer. */
  add(seat: AgentSeat, max: number): boolean {
    if (this.presentCount >= max) return false;
    if (this.#count >= max) {
      const [oldest] = this.#departed ?? [];
      if (oldest !== undefined) this.remove(oldest);
    }
    if (this.#count === 0) {
      this.#only = seat;
      return true;
    }
    this.#all ??= new Map(this.#only === undefined ? [] : [[this.#only.uid, this.#only]]);
    this.#only = undefined;
    this.#all.set(seat.uid, seat);
    return true;
  }

  leave(seat: AgentSeat): void {
    seat.hasLeft = true;
    this.#departed ??= new Set();
    this.#departed.add(seat);
  }

  comeBack(seat: AgentSeat): void {
    seat.hasLeft = false;
    this.#departed?.delete(seat);
  }

  remove(seat: AgentSeat): void {
    this.#departed?.delete(seat);
    if (this.#only === seat) this.#only = undefined;
    this.#all?.delete(seat.uid);
    if (this.#all?.size === 0) this.#all = undefined;
  }

  /** The agents that have not left. */
  present(): AgentSeat[] {
    const seats = this.#all?.values() ?? (this.#only === undefined ? [] : [this.#only]);
    return [...seats].filter((seat) => !seat.hasLeft);
  }

  get #count(): number {
    return this.#all?.size ?? (this.#only === undefined ? 0 : 1);
  }
}
