import type { Write } from "@fleethub/control-plane";
import {
  componentSet,
  PROJECTION_COLUMNS,
  projectionCells,
  REPORT_COLUMNS,
  reportCells,
} from "../database/agent-columns.js";
import type { ComponentSet } from "../database/agent-columns.js";
import type { Session } from "../database/database.js";
import { toDocument } from "../database/document.js";
import { arrayLiteral, Params } from "../database/params.js";
import { storable } from "../database/text.js";
import { foldCase } from "@fleethub/fleet/query";
import { updateAgents } from "./update-agents.js";
import type { PendingChange } from "./write-results.js";

export type WriteOf<K extends Write["kind"]> = Extract<Write, { readonly kind: K }>;

/** Writes what agents said. A lost epoch drops its row. */
export async function setReports(
  session: Session,
  writes: readonly WriteOf<"set-report">[],
): Promise<readonly PendingChange[]> {
  await addComponentSets(
    session,
    writes.map((write) => componentSet(write.report)),
  );
  const updated = await updateAgents(
    session,
    "epoch",
    [...REPORT_COLUMNS, ...PROJECTION_COLUMNS],
    writes.map((write) => ({
      id: write.id,
      guard: write.epoch,
      cells: [...reportCells(write.report), ...projectionCells(write.projection)],
    })),
  );
  return updated.map((row) => row.change);
}

/** Writes last-seen and the sequence number alone. */
export async function touch(
  session: Session,
  writes: readonly WriteOf<"touch">[],
): Promise<readonly PendingChange[]> {
  await updateAgents(
    session,
    "epoch",
    [
      { name: "last_seen_at", type: "bigint" },
      { name: "seq", type: "numeric" },
    ],
    writes.map((write) => ({
      id: write.id,
      guard: write.epoch,
      cells: [write.lastSeenAt, write.seq],
    })),
  );
  return [];
}

/** Stores lists of component types that are not stored yet. */
export async function addComponentSets(
  session: Session,
  sets: readonly (ComponentSet | null)[],
): Promise<void> {
  const distinct = new Map<string, ComponentSet>();
  for (const set of sets) if (set !== null) distinct.set(set.digest, set);
  if (distinct.size === 0) return;
  const params = new Params();
  const rows = [...distinct.values()];
  const digests = params.each("text", rows, (set) => set.digest);
  const types = params.verbatim(
    "text",
    rows.map((set) => toDocument(set.types)),
  );
  const folded = params.verbatim(
    "text",
    rows.map((set) => arrayLiteral(set.types.map((type) => storable(foldCase(type))))),
  );
  await session.query(
    `insert into component_sets (digest, types, types_folded)
     select d.digest, d.types::json, d.folded::text[]
     from unnest(${digests}, ${types}, ${folded}) as d(digest, types, folded)
     order by d.digest
     on conflict do nothing`,
    params.values,
  );
}
