import type { AuditCheckpoint } from "../model.js";
import type { AuditReader } from "../ports.js";

const CHECKPOINTS_AT_ONCE = 500;

/** Every checkpoint of a store, in order. */
export async function allCheckpoints(reader: AuditReader): Promise<readonly AuditCheckpoint[]> {
  const all: AuditCheckpoint[] = [];
  for (;;) {
    const found = await reader.checkpoints(all.at(-1)?.number ?? 0, CHECKPOINTS_AT_ONCE);
    all.push(...found);
    if (found.length < CHECKPOINTS_AT_ONCE) return all;
  }
}
