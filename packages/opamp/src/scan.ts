import { AgentReport } from "./agent-report.js";
import { INSTANCE_UID_SIZE_BYTES } from "./instance-uid.js";
import { DEFAULT_LIMITS, type OpampLimits } from "./limits.js";
import { type OpampProblem, type Result, accepted } from "./problem.js";
import { WIRE, WireCursor, varintValue } from "./wire.js";

const INSTANCE_UID = 1;
const SEQUENCE_NUM = 2;
const CAPABILITIES = 4;
const FLAGS = 10;
const LAST_FIELD = 15;

/**
 * Reads the top level of an AgentToServer: scalars at once, every sub-message as a range of bytes that
 * is decoded when somebody asks. Unknown fields are passed over (F-01); of a scalar sent twice the last
 * one holds, of a sub-message sent twice the parts are merged, as protobuf says.
 *
 * The report is a view on `bytes`; see {@link AgentReport} for how long it may be kept.
 * Refuses what is not an AgentToServer, and an instance UID that is not 16 bytes (I-01).
 */
export function scanAgentToServer(
  bytes: Uint8Array,
  limits: OpampLimits = DEFAULT_LIMITS,
): Result<AgentReport> {
  const scanned = scanReport(bytes, 0, limits);
  return scanned instanceof AgentReport ? accepted(scanned) : { ok: false, problem: scanned };
}

/** {@link scanAgentToServer} from an offset and without a wrapper, for the path of every heartbeat. */
export function scanReport(
  bytes: Uint8Array,
  start: number,
  limits: OpampLimits,
): AgentReport | OpampProblem {
  if (bytes.length > limits.messageSizeBytesMax) return tooLarge(bytes.length, limits);
  const cursor = new WireCursor(bytes, start, bytes.length);
  const report = new AgentReport(bytes, start, limits);
  let fields = 0;
  while (cursor.pos < cursor.end) {
    if (!cursor.tag()) return malformed("has a broken field tag");
    fields += 1;
    if (fields > limits.topLevelFieldsMax) {
      const text = `AgentToServer has more fields than the limit topLevelFieldsMax of ${limits.topLevelFieldsMax} allows.`;
      return problem("too-many-fields", text);
    }
    if (cursor.field > LAST_FIELD) {
      if (!cursor.skip()) return malformed("has an unknown field that is cut off");
      continue;
    }
    const isScalar =
      cursor.field === SEQUENCE_NUM || cursor.field === CAPABILITIES || cursor.field === FLAGS;
    if (cursor.wire !== (isScalar ? WIRE.varint : WIRE.bytes)) {
      return malformed(`has wire type ${cursor.wire} for field ${cursor.field}`);
    }
    if (isScalar) {
      if (!cursor.varint()) return malformed(`is cut off inside field ${cursor.field}`);
      if (cursor.field === SEQUENCE_NUM) report.setSequenceNum(varintValue(cursor));
      else if (cursor.field === CAPABILITIES) report.setCapabilities(varintValue(cursor));
      else report.setFlags(varintValue(cursor));
      continue;
    }
    const end = cursor.bytesEnd();
    if (end < 0) return malformed(`is cut off inside field ${cursor.field}`);
    if (cursor.field === INSTANCE_UID) report.setUid(cursor.pos, end - cursor.pos);
    else report.addPart(cursor.field, cursor.pos, end);
    cursor.pos = end;
  }
  if (report.uidSizeBytes !== INSTANCE_UID_SIZE_BYTES) {
    const text = `instance_uid has ${report.uidSizeBytes} bytes; it must have ${INSTANCE_UID_SIZE_BYTES}.`;
    return problem("instance-uid", text);
  }
  return report;
}

function tooLarge(sizeBytes: number, limits: OpampLimits): OpampProblem {
  const text = `The message has ${sizeBytes} bytes; the limit messageSizeBytesMax allows ${limits.messageSizeBytesMax}.`;
  return problem("too-large", text);
}

function malformed(what: string): OpampProblem {
  return problem("malformed", `AgentToServer ${what}.`);
}

function problem(code: OpampProblem["code"], message: string): OpampProblem {
  return { code, message };
}
