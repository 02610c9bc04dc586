import { type AgentToServer, AgentToServerSchema } from "./gen/opamp/v1/opamp_pb.js";
import { decodeMessage } from "./decode.js";
import { type InstanceUid, INSTANCE_UID_SIZE_BYTES, formatInstanceUid } from "./instance-uid.js";
import type { OpampLimits } from "./limits.js";
import { type OpampProblem, type Result, accepted } from "./problem.js";
import { checkWellFormed } from "./well-formed.js";
import { type PartMessage, REPORT_PART, REPORT_PARTS, type ReportPart } from "./report-parts.js";
import type { TopLevelScan } from "./top-level-scan.js";

/**
 * One AgentToServer, read at the top level only.
 *
 * It is a view: the bytes belong to whoever received them and may be part of a larger buffer. Use it
 * until the handler has answered; copy (`slice`) what is kept longer, or a small part will keep a
 * large buffer alive.
 */
export class AgentReport {
  readonly #scan: TopLevelScan;
  readonly #limits: OpampLimits;
  #uid: InstanceUid | undefined;
  #refusal: OpampProblem | undefined;

  /** @param uid the text of the instance UID, where it was made before */
  constructor(scan: TopLevelScan, limits: OpampLimits, uid?: InstanceUid) {
    this.#scan = scan;
    this.#limits = limits;
    this.#uid = uid;
  }

  /** Who reports, as canonical UUID text. */
  get instanceUid(): InstanceUid {
    this.#uid ??= formatInstanceUid(this.#scan.bytes, this.#scan.uidStart);
    return this.#uid;
  }

  /** The 16 bytes of the instance UID, as a view. */
  get instanceUidBytes(): Uint8Array {
    const { bytes, uidStart } = this.#scan;
    return bytes.subarray(uidStart, uidStart + INSTANCE_UID_SIZE_BYTES);
  }

  /** Goes up by one with every message of the agent; 0 when left out. */
  get sequenceNum(): bigint {
    return BigInt(this.#scan.sequenceNum);
  }

  /** AGENT_CAPABILITY bits; 0 means that the message did not say. */
  get capabilities(): bigint {
    return BigInt(this.#scan.capabilities);
  }

  /** AGENT_FLAG bits. */
  get flags(): bigint {
    return BigInt(this.#scan.flags);
  }

  /** What was wrong with the first part that could not be decoded, for counting; undefined as long as none was. */
  get refusal(): OpampProblem | undefined {
    return this.#refusal;
  }

  /** The encoded message without frame header, as a view. */
  get raw(): Uint8Array {
    const { bytes, start } = this.#scan;
    return start === 0 ? bytes : bytes.subarray(start);
  }

  /** True when there is nothing but instance UID, sequence number and capabilities. */
  get isBare(): boolean {
    return this.#scan.present === 0 && this.#scan.flags === 0;
  }

  /** True when the part was sent, be it empty: absent means "unchanged", empty means "empty". */
  has(part: ReportPart): boolean {
    return (this.#scan.present & (1 << REPORT_PART[part].field)) !== 0;
  }

  /** The parts that were sent, in the order of field numbers. */
  parts(): ReportPart[] {
    return this.#scan.present === 0 ? [] : REPORT_PARTS.filter((part) => this.has(part));
  }

  /**
   * The encoded part, for a digest or for later; undefined when it was not sent. A view, unless it was
   * sent in several pieces. Equal bytes mean an equal part; the reverse does not hold, since map
   * entries have no order.
   */
  bytesOf(part: ReportPart): Uint8Array | undefined {
    return this.has(part) ? joinPieces(this.#pieces(REPORT_PART[part].field)) : undefined;
  }

  /**
   * Decodes one part, afresh at every call; undefined when it was not sent. Limits on nesting and
   * entries are applied here, and text that is not UTF-8 is refused. Byte fields are views.
   */
  decode<Part extends ReportPart>(part: Part): Result<PartMessage<Part> | undefined> {
    const { field, schema } = REPORT_PART[part];
    const pieces = this.#pieces(field);
    if (pieces.length === 0) return accepted(undefined);
    // A piece that is cut off must not go on in the next one.
    for (const piece of pieces.length > 1 ? pieces : []) {
      const problem = checkWellFormed(schema, piece, this.#limits, part);
      if (problem !== undefined) return this.#refused({ ok: false, problem });
    }
    const bytes = joinPieces(pieces);
    const decoded = decodeMessage(schema, bytes, this.#limits, part);
    return this.#refused(decoded as Result<PartMessage<Part>>);
  }

  /** Decodes the whole message; refuses it whole when any part is refused. */
  message(): Result<AgentToServer> {
    return this.#refused(
      decodeMessage(AgentToServerSchema, this.raw, this.#limits, "AgentToServer"),
    );
  }

  /** Remembers the problem, if there is one. */
  #refused<T>(result: Result<T>): Result<T> {
    if (!result.ok) this.#refusal ??= result.problem;
    return result;
  }

  #pieces(field: number): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    const { bytes, ranges = [] } = this.#scan;
    for (let index = 0; index < ranges.length; index += 3) {
      if (ranges[index] === field) {
        pieces.push(bytes.subarray(ranges[index + 1], ranges[index + 2]));
      }
    }
    return pieces;
  }
}

function joinPieces(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined) return first;
  // Merging two copies of a message is, on the wire, putting one after the other.
  const joined = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}
