import { randomBytes } from "node:crypto";
import { INSTANCE_UID_RANDOM_SIZE_BYTES, type InstanceUid, makeInstanceUid } from "@fleethub/opamp";

export function freshUid(): InstanceUid {
  return makeInstanceUid(Date.now(), randomBytes(INSTANCE_UID_RANDOM_SIZE_BYTES));
}
