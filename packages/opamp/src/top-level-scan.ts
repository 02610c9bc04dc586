import { INSTANCE_UID_SIZE_BYTES } from "./instance-uid.js";
import type { OpampLimits } from "./limits.js";
import type { OpampProblem } from "./problem.js";
import { WIRE, WireCursor, varintValue } from "./wire.js";

const INSTANCE_UID = 1;
const SEQUENCE_NUM = 2;
const CAPABILITIES = 4;
const FLAGS = 10;
const LAST_FIELD = 15;

/**
 * What the top level of one AgentToServer says: scalars, and where the sub-messages are. It is the
 * cursor that read it, so that a heartbeat allocates one object less.
 */
export class TopLevelScan extends WireCursor {
  /** Where the message starts in `bytes`, after the frame header. */
  readonly start: number;
  uidStart = 0;
  /** Length of instance_uid as sent; 16 in every scan that is handed out. */
  uidSizeBytes = 0;
  sequenceNum: number | bigint = 0;
  capabilities: number | bigint = 0;
  flags: number | bigint = 0;
  /** Bit n set: field n, a sub-message, is present. */
  present = 0;
  /** Triples of field, start and end, in wire order. */
  ranges: number[] | undefined;

  constructor(bytes: Uint8Array, start: number) {
    super(bytes, start, bytes.length);
    this.start = start;
  }
}

/** Scans the message that begins at `start`; see `scanAgentToServer` for what is refused. */
export function scanTopLevel(
  bytes: Uint8Array,
  start: number,
  limits: OpampLimits,
): TopLevelScan | OpampProblem {
  if (bytes.length > limits.messageSizeBytesMax) return tooLarge(bytes.length, limits);
  const scan = new TopLevelScan(bytes, start);
  let fields = 0;
  while (scan.pos < scan.end) {
    if (!scan.tag()) return malformed("has a broken field tag");
    fields += 1;
    if (fields > limits.topLevelFieldsMax) return tooManyFields(limits);
    const what = readField(scan);
    if (what !== undefined) return malformed(what);
  }
  return scan.uidSizeBytes === INSTANCE_UID_SIZE_BYTES ? scan : wrongUidSize(scan.uidSizeBytes);
}

/** Takes over the value of the tag read last; answers with what is wrong with it, if anything. */
function readField(scan: TopLevelScan): string | undefined {
  const { field, wire } = scan;
  if (field > LAST_FIELD) {
    return scan.skip() ? undefined : "has an unknown field that is cut off";
  }
  const isScalar = field === SEQUENCE_NUM || field === CAPABILITIES || field === FLAGS;
  if (wire !== (isScalar ? WIRE.varint : WIRE.bytes)) {
    return `has wire type ${wire} for field ${field}`;
  }
  if (isScalar) {
    if (!scan.varint()) return `is cut off inside field ${field}`;
    if (field === SEQUENCE_NUM) scan.sequenceNum = varintValue(scan);
    else if (field === CAPABILITIES) scan.capabilities = varintValue(scan);
    else scan.flags = varintValue(scan);
    return undefined;
  }
  const end = scan.bytesEnd();
  if (end < 0) return `is cut off inside field ${field}`;
  if (field === INSTANCE_UID) {
    scan.uidStart = scan.pos;
    scan.uidSizeBytes = end - scan.pos;
  } else {
    scan.present |= 1 << field;
    scan.ranges ??= [];
    scan.ranges.push(field, scan.pos, end);
  }
  scan.pos = end;
  return undefined;
}

function tooLarge(sizeBytes: number, limits: OpampLimits): OpampProblem {
  const message = `The message has ${sizeBytes} bytes; the limit messageSizeBytesMax allows ${limits.messageSizeBytesMax}.`;
  return { code: "too-large", message, limit: "messageSizeBytesMax" };
}

function tooManyFields({ topLevelFieldsMax }: OpampLimits): OpampProblem {
  const message = `AgentToServer has more fields than the limit topLevelFieldsMax of ${topLevelFieldsMax} allows.`;
  return { code: "too-many-fields", message, limit: "topLevelFieldsMax" };
}

function wrongUidSize(sizeBytes: number): OpampProblem {
  const message = `instance_uid has ${sizeBytes} bytes; it must have ${INSTANCE_UID_SIZE_BYTES}.`;
  return { code: "instance-uid", message };
}

function malformed(what: string): OpampProblem {
  return { code: "malformed", message: `AgentToServer ${what}.` };
}
