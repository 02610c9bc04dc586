import type { AuditCheckpoint } from "../model.js";
import type { AuditReader } from "../ports.js";

const CHECKPOINTS_AT_ONCE = 500;

/** The checkpoints after this number, in order, page by page. */
export async function* eachCheckpoint(
  reader: AuditReader,
  after: number,
): AsyncGenerator<AuditCheckpoint, undefined> {
  let number = after;
  for (;;) {
    const found = await reader.checkpoints(number, CHECKPOINTS_AT_ONCE);
    yield* found;
    const last = found.at(-1);
    if (last === undefined || found.length < CHECKPOINTS_AT_ONCE) return undefined;
    number = last.number;
  }
}

/** The first checkpoint that covers this entry; null: none does. */
export async function checkpointOver(
  reader: AuditReader,
  sequence: number,
): Promise<AuditCheckpoint | null> {
  const [found] = await reader.checkpoints(0, 1, sequence - 1);
  return found ?? null;
}
