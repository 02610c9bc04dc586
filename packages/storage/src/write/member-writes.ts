import type { MemberPatch, RolloutMemberRecord } from "@fleethub/control-plane";
import type { AgentId } from "@fleethub/fleet";
import type { Session } from "../database/database.js";
import { toDocument } from "../database/document.js";
import { Params } from "../database/params.js";
import type { WriteOf } from "./report-writes.js";
import type { PendingChange } from "./write-results.js";

/** Adds the members of a new rollout in one statement. */
export async function addMembers(
  session: Session,
  rollout: string,
  members: readonly RolloutMemberRecord[],
): Promise<void> {
  if (members.length === 0) return;
  const p = new Params();
  const arrays = [
    p.each("uuid", members, ({ agent }) => agent),
    p.each("integer", members, ({ wave }) => wave),
    p.each("text", members, ({ group }) => group),
    p.each("text", members, ({ to }) => to.configuration),
    p.each("integer", members, ({ to }) => to.revision),
    p.each("text", members, ({ from }) => from?.configuration ?? null),
    p.each("integer", members, ({ from }) => from?.revision ?? null),
    p.each("bigint", members, ({ assignedAt }) => assignedAt),
    p.each("text", members, ({ mark }) => mark?.kind ?? null),
    p.each("bigint", members, ({ mark }) => mark?.at ?? null),
    p.verbatim(
      "text",
      members.map(({ previous }) => (previous === null ? null : toDocument(previous))),
    ),
    p.verbatim(
      "text",
      members.map(({ notes }) => toDocument(notes)),
    ),
  ];
  await session.query(
    `insert into rollout_members (rollout, agent, wave, group_name, to_configuration, to_revision,
       from_configuration, from_revision, assigned_at, mark, marked_at, previous, notes)
     select ${p.text(rollout)}, d.agent, d.wave, d.name, d.to_configuration, d.to_revision,
       d.from_configuration, d.from_revision, d.assigned_at, d.mark, d.marked_at, d.previous::json,
       d.notes::json
     from unnest(${arrays.join(", ")}) as d(agent, wave, name, to_configuration, to_revision,
       from_configuration, from_revision, assigned_at, mark, marked_at, previous, notes)
     order by d.wave, d.agent`,
    p.values,
  );
}

/** Changes members in one statement; what a patch does not name stays. */
export async function setMembers(
  session: Session,
  { rollout, members }: WriteOf<"set-members">,
): Promise<readonly PendingChange[]> {
  const merged = new Map<AgentId, MemberPatch>();
  for (const patch of members) merged.set(patch.agent, { ...merged.get(patch.agent), ...patch });
  const patches = [...merged.values()];
  if (patches.length === 0) return [];
  const p = new Params();
  const flag = (given: boolean) => (given ? 1 : 0);
  const arrays = [
    p.each("uuid", patches, ({ agent }) => agent),
    p.each("integer", patches, ({ assignedAt }) => flag(assignedAt !== undefined)),
    p.each("bigint", patches, ({ assignedAt }) => assignedAt ?? null),
    p.each("integer", patches, ({ mark }) => flag(mark !== undefined)),
    p.each("text", patches, ({ mark }) => mark?.kind ?? null),
    p.each("bigint", patches, ({ mark }) => mark?.at ?? null),
    p.verbatim(
      "text",
      patches.map(({ notes }) => (notes === undefined ? null : toDocument(notes))),
    ),
  ];
  await session.query(
    `update rollout_members m set
       assigned_at = case d.assigns when 1 then d.assigned_at else m.assigned_at end,
       mark = case d.marks when 1 then d.mark else m.mark end,
       marked_at = case d.marks when 1 then d.marked_at else m.marked_at end,
       notes = coalesce(d.notes::json, m.notes)
     from unnest(${arrays.join(", ")}) as d(agent, assigns, assigned_at, marks, mark, marked_at, notes)
     where m.rollout = ${p.text(rollout)} and m.agent = d.agent`,
    p.values,
  );
  return [];
}
