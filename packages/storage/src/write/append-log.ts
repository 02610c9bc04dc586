import type { AuditEntry } from "@fleethub/control-plane";
import * as cells from "../database/cells.js";
import type { Session } from "../database/database.js";
import { Params } from "../database/params.js";
import { chainedEntries } from "./chained-entries.js";
import type { PendingChange } from "./write-results.js";

/** Notifications of commits go here; the payload is the newest sequence alone. */
export const CHANGES_CHANNEL = "fleethub_changes";

/** Changes that the log keeps at least; a reader further behind starts afresh. */
export const CHANGE_LOG_MAX = 100_000;

/** The log is trimmed each time that this many changes have been appended. */
export const CHANGE_LOG_TRIM_EVERY = 1_000;

/**
 * The last statement of a commit: takes the log's lock by updating its head, numbers changes, numbers and chains audit
 * entries, and notifies. Returns the newest sequence.
 */
export async function appendLog(
  session: Session,
  changes: readonly PendingChange[],
  entries: readonly AuditEntry[],
): Promise<number> {
  if (changes.length === 0 && entries.length === 0) return latestSequence(session);
  const p = new Params();
  const changeCount = p.as("bigint", changes.length);
  const changeArrays = [
    p.each("text", changes, (change) => change.kind),
    p.each("text", changes, (change) => change.id),
    p.each("bigint", changes, (change) => change.version),
  ];
  const notify = changes.length === 0 ? "" : `, pg_notify('${CHANGES_CHANNEL}', head.change::text)`;
  const [first, ...others] = entries;
  const { before, head, after } =
    first === undefined
      ? { before: "", head: `update log_head set change = change + ${changeCount}`, after: "" }
      : chainedEntries(p, [first, ...others], changeCount);
  const rows = await session.query(
    `with recursive ${before}
     head as (${head} returning change, audit, audit_hash),
     logged as (
       insert into change_log (sequence, kind, id, version)
       select head.change - ${changeCount} + d.place, d.kind, d.id, d.version
       from head, unnest(${changeArrays.join(", ")}) with ordinality as d(kind, id, version, place))
     ${after}
     select head.change::text as change${notify} from head`,
    p.values,
  );
  const row = rows[0];
  if (row === undefined) throw new Error("The change log has no head: the migrations did not run.");
  const sequence = cells.number(row, "change");
  const earlier = sequence - changes.length;
  if (Math.floor(sequence / CHANGE_LOG_TRIM_EVERY) > Math.floor(earlier / CHANGE_LOG_TRIM_EVERY)) {
    await trimLog(session, sequence - CHANGE_LOG_MAX);
  }
  return sequence;
}

/** Drops changes up to and including `sequence`; readers behind it start afresh. */
export async function trimLog(session: Session, sequence: number): Promise<void> {
  if (sequence <= 0) return;
  const p = new Params();
  const floor = p.as("bigint", sequence);
  await session.query(
    `with dropped as (delete from change_log where sequence <= ${floor})
     update log_head set change_floor = greatest(change_floor, least(change, ${floor}))`,
    p.values,
  );
}

export async function latestSequence(session: Session): Promise<number> {
  const [row] = await session.query("select change::text as change from log_head");
  return row === undefined ? 0 : cells.number(row, "change");
}
