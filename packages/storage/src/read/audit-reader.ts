import type { AuditEntry, AuditReader } from "@fleethub/control-plane";
import { foldCase } from "@fleethub/fleet/query";
import * as cells from "../database/cells.js";
import type { Database } from "../database/database.js";
import { Params } from "../database/params.js";
import { pageOf, startOf } from "./cursor.js";
import { sqlOfVisibility } from "./sql-of-visibility.js";

type Filter = Parameters<AuditReader["list"]>[0];

/** Newest first: in the order of commits, not of clocks. */
export function auditReader(database: Database): AuditReader {
  return {
    async list(filter, page) {
      const counted = new Params();
      const [counts] = await database.query(
        `select count(*)::text as total from audit where ${conditionOf(filter, counted)}`,
        counted.values,
        "varies",
      );
      const total = counts === undefined ? 0 : cells.number(counts, "total");
      const { after, empty } = startOf(page, ["number"]);
      if (empty) return { items: [], nextCursor: null, total };
      const p = new Params();
      const where = conditionOf(filter, p);
      const beyond = after === null ? "true" : `sequence < ${p.as("bigint", after[0] ?? 0)}`;
      const rows = await database.query(
        `select audit.sequence::text as sequence, entry::text as entry from audit
         where ${where} and ${beyond}
         order by audit.sequence desc limit ${p.as("bigint", page.limit + 1)}`,
        p.values,
        "varies",
      );
      return pageOf(
        rows,
        page.limit,
        total,
        (row) => cells.json<AuditEntry>(row, "entry"),
        (row) => [cells.number(row, "sequence")],
      );
    },
  };
}

function conditionOf(filter: Filter, p: Params): string {
  const conditions = [sqlOfVisibility(filter.visibleTo, p)];
  if (filter.text !== "") conditions.push(`strpos(words, ${p.text(foldCase(filter.text))}) > 0`);
  if (filter.resource !== undefined) {
    conditions.push(`resource_kind = ${p.text(filter.resource.kind)}`);
    conditions.push(`resource_id = ${p.text(filter.resource.id)}`);
  }
  return conditions.join(" and ");
}
