import type { ApprovalRecord } from "@fleethub/control-plane";
import type { Session } from "../database/database.js";
import { toDocument } from "../database/document.js";
import { bytea, Params } from "../database/params.js";
import type { WriteOf } from "./report-writes.js";
import { conflict } from "./write-results.js";
import type { PendingChange } from "./write-results.js";

const changed = (id: string, version: number): readonly PendingChange[] => [
  { kind: "approval.changed", id, version },
];

/** What changes of a request: column and value. */
function writtenCells(p: Params, approval: ApprovalRecord): readonly (readonly [string, string])[] {
  const { detail, sealedValue, version: _, ...summary } = approval;
  const { outcome } = summary;
  const isUnseen = outcome?.kind === "break-glass" && outcome.acknowledged === null;
  return [
    ["outcome", p.text(outcome?.kind ?? null)],
    ["expires_at", p.as("bigint", summary.expiresAt)],
    ["is_changed", p.as("boolean", summary.changedAt !== null)],
    ["unacknowledged", p.as("boolean", isUnseen)],
    ["summary", p.as("json", toDocument(summary))],
    ["detail", p.as("json", toDocument(detail))],
    // Whoever writes a step read the value earlier: a rotation may have sealed it anew since.
    ...(sealedValue === null ? [["value_sealed", "null"] as const] : []),
  ];
}

/** Two that race for a number meet at a unique index: the later one is refused. */
export async function addApproval(
  session: Session,
  { kind, approval }: WriteOf<"add-approval">,
): Promise<readonly PendingChange[]> {
  const { id, number, version } = approval;
  const p = new Params();
  const { sealedValue } = approval;
  const value = sealedValue === null ? [] : [["value_sealed", bytea(p, sealedValue)] as const];
  const written = [...writtenCells(p, approval), ...value];
  const rows = await session.query(
    `insert into approvals (${written.map(([column]) => column).join(", ")}, id, number, version)
     values (${written.map(([, value]) => value).join(", ")}, ${p.text(id)},
       ${p.as("integer", number)}, ${p.as("bigint", version)})
     on conflict do nothing returning 1`,
    p.values,
  );
  if (rows.length === 0) throw conflict(kind, id, "exists");
  await addGroups(session, approval);
  return changed(id, version);
}

export async function setApproval(
  session: Session,
  { kind, expect, approval }: WriteOf<"set-approval">,
): Promise<readonly PendingChange[]> {
  const { id } = approval;
  const p = new Params();
  const sets = writtenCells(p, approval).map(([column, value]) => `${column} = ${value}`);
  const rows = await session.query(
    `update approvals set ${sets.join(", ")}, version = version + 1
     where id = ${p.text(id)} and version = ${p.as("bigint", expect)} returning 1`,
    p.values,
  );
  if (rows.length === 0) {
    const read = new Params();
    const found = await session.query(
      `select 1 from approvals where id = ${read.text(id)}`,
      read.values,
    );
    throw conflict(kind, id, found.length === 0 ? "missing" : "version");
  }
  await removeGroups(session, id);
  await addGroups(session, approval);
  return changed(id, expect + 1);
}

async function addGroups(session: Session, { id, groups }: ApprovalRecord): Promise<void> {
  const p = new Params();
  const names = p.each("text", [...new Set(groups)], (name) => name);
  await session.query(
    `insert into approval_groups (approval, group_name)
     select ${p.text(id)}, d.name from unnest(${names}) as d(name) order by d.name`,
    p.values,
  );
}

async function removeGroups(session: Session, id: string): Promise<void> {
  const p = new Params();
  await session.query(`delete from approval_groups where approval = ${p.text(id)}`, p.values);
}
