import { OpampError, type Result, accepted, refused } from "./problem.js";

/** An agent's instance UID as canonical UUID text: 36 characters, lower case. */
export type InstanceUid = string & { readonly __brand: "InstanceUid" };

/** Length of an instance UID on the wire. */
export const INSTANCE_UID_SIZE_BYTES = 16;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const UUID_TEXT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for canonical text of any 16 bytes; the version digits are not looked at (I-01). */
export function isInstanceUid(text: string): text is InstanceUid {
  return UUID_TEXT.test(text) && text === text.toLowerCase();
}

/** Reads UUID text of either case. */
export function parseInstanceUid(text: string): Result<InstanceUid> {
  const lower = text.toLowerCase();
  if (isInstanceUid(lower)) return accepted(lower);
  return refused(
    "instance-uid",
    "An instance UID is written as a UUID: 8-4-4-4-12 hexadecimal digits.",
  );
}

/** The text of any 16 bytes; clients in the field do not all send valid UUIDs (I-01). */
export function instanceUidFromBytes(bytes: Uint8Array): Result<InstanceUid> {
  if (bytes.length !== INSTANCE_UID_SIZE_BYTES) {
    return refused(
      "instance-uid",
      `instance_uid has ${bytes.length} bytes; it must have ${INSTANCE_UID_SIZE_BYTES}.`,
    );
  }
  return accepted(formatInstanceUid(bytes, 0));
}

/** The text of the 16 bytes at `offset`; the caller has checked that they are there. */
export function formatInstanceUid(bytes: Uint8Array, offset: number): InstanceUid {
  let text = "";
  for (let index = 0; index < INSTANCE_UID_SIZE_BYTES; index += 1) {
    if (index === 4 || index === 6 || index === 8 || index === 10) text += "-";
    text += HEX[bytes[offset + index] ?? 0];
  }
  return text as InstanceUid;
}

/** The 16 bytes of an instance UID, freshly allocated. */
export function instanceUidToBytes(uid: InstanceUid): Uint8Array {
  const bytes = new Uint8Array(INSTANCE_UID_SIZE_BYTES);
  const hex = uid.replaceAll("-", "");
  for (let index = 0; index < INSTANCE_UID_SIZE_BYTES; index += 1) {
    bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  }
  return bytes;
}

/** Bytes of randomness that {@link makeInstanceUid} needs. */
export const INSTANCE_UID_RANDOM_SIZE_BYTES = 10;
const UNIX_MS_MAX = 2 ** 48 - 1;

/**
 * A fresh instance UID: a UUIDv7 (RFC 9562) of the given time.
 *
 * @param nowMs milliseconds since the Unix epoch, 0 to 2^48 - 1
 * @param random at least ten unpredictable bytes
 */
export function makeInstanceUid(nowMs: number, random: Uint8Array): InstanceUid {
  if (!Number.isInteger(nowMs) || nowMs < 0 || nowMs > UNIX_MS_MAX) {
    throw new OpampError("bad-argument", `nowMs must be a whole number from 0 to ${UNIX_MS_MAX}.`);
  }
  if (random.length < INSTANCE_UID_RANDOM_SIZE_BYTES) {
    throw new OpampError(
      "bad-argument",
      `A UUIDv7 needs ${INSTANCE_UID_RANDOM_SIZE_BYTES} random bytes.`,
    );
  }
  const bytes = new Uint8Array(INSTANCE_UID_SIZE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(nowMs / 2 ** 32));
  view.setUint32(2, nowMs % 2 ** 32);
  bytes.set(random.subarray(0, INSTANCE_UID_RANDOM_SIZE_BYTES), 6);
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  return formatInstanceUid(bytes, 0);
}
