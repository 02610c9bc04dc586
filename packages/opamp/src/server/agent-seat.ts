import type { AgentReport } from "../agent-report.js";
import { type InstanceUid, formatInstanceUid } from "../instance-uid.js";
import type { TopLevelScan } from "../top-level-scan.js";
import { FRAME_HEAD_SIZE_BYTES, FRAME_UID_OFFSET, writeFrameHead } from "./replies.js";

/**
 * One agent on one socket. Its instance UID is kept as four numbers beside the text: a view of bytes would
 * be four objects in memory that every heartbeat has to fetch.
 */
export class AgentSeat {
  readonly uid: InstanceUid;
  readonly #uid0: number;
  readonly #uid4: number;
  readonly #uid8: number;
  readonly #uid12: number;
  /** True between a farewell and a later sign of life. */
  hasLeft = false;
  /** Sequence number of the farewell. */
  farewellNum = 0n;
  /** True while the handler works on a report of this agent. */
  isBusy = false;
  /** Reports that came in meanwhile, oldest first. */
  waiting: AgentReport[] | undefined;

  /** @param scan a message of this agent; nothing of it is kept */
  constructor({ bytes, uidStart }: TopLevelScan) {
    this.uid = formatInstanceUid(bytes, uidStart);
    this.#uid0 = wordAt(bytes, uidStart);
    this.#uid4 = wordAt(bytes, uidStart + 4);
    this.#uid8 = wordAt(bytes, uidStart + 8);
    this.#uid12 = wordAt(bytes, uidStart + 12);
  }

  /** True when this agent sent the message. */
  isReporterOf({ bytes, uidStart }: TopLevelScan): boolean {
    return (
      // The last bytes first: they differ most.
      wordAt(bytes, uidStart + 12) === this.#uid12 &&
      wordAt(bytes, uidStart) === this.#uid0 &&
      wordAt(bytes, uidStart + 4) === this.#uid4 &&
      wordAt(bytes, uidStart + 8) === this.#uid8
    );
  }

  /** Writes the instance UID to where it stands in a frame for this agent. */
  writeUid(frame: Uint8Array): void {
    writeWord(frame, FRAME_UID_OFFSET, this.#uid0);
    writeWord(frame, FRAME_UID_OFFSET + 4, this.#uid4);
    writeWord(frame, FRAME_UID_OFFSET + 8, this.#uid8);
    writeWord(frame, FRAME_UID_OFFSET + 12, this.#uid12);
  }

  /** Frame header and instance UID, to be followed by an encoded tail; freshly allocated. */
  head(): Uint8Array {
    const head = new Uint8Array(FRAME_HEAD_SIZE_BYTES);
    writeFrameHead(head);
    this.writeUid(head);
    return head;
  }
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0)
  );
}

function writeWord(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word >>> 24;
  bytes[at + 1] = word >>> 16;
  bytes[at + 2] = word >>> 8;
  bytes[at + 3] = word;
}
