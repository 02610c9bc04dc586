import type { Row, Session } from "../database/database.js";
import { toDocument } from "../database/document.js";
import { Params } from "../database/params.js";
import { movedPart, openedPart } from "../database/rollout-parts.js";
import { sqlState, UNIQUE_VIOLATION } from "../database/sql-state.js";
import { addMembers } from "./member-writes.js";
import type { WriteOf } from "./report-writes.js";
import { conflict } from "./write-results.js";
import type { PendingChange } from "./write-results.js";

const changed = (id: string, version: number): readonly PendingChange[] => [
  { kind: "rollout.changed", id, version },
];

/** Two that race for a number or a group meet at a unique index: the later one is refused. */
export async function addRollout(
  session: Session,
  { kind, rollout, members }: WriteOf<"add-rollout">,
): Promise<readonly PendingChange[]> {
  const { id, version, targets } = rollout;
  const p = new Params();
  const groups = p.each("text", targets, ({ group }) => group);
  const rows = await session.query(
    `with added as (
       insert into rollouts (id, number, live, version, opened, moved)
       values (${p.text(id)}, ${p.as("integer", rollout.number)}, ${p.as("boolean", rollout.live)},
         ${p.as("bigint", version)}, ${p.as("json", toDocument(openedPart(rollout)))},
         ${p.as("json", toDocument(movedPart(rollout)))})
       on conflict do nothing returning id, live)
     insert into rollout_groups (rollout, group_name, live)
     select added.id, d.name, added.live from added, unnest(${groups}) as d(name) order by d.name
     on conflict do nothing returning 1`,
    p.values,
  );
  if (rows.length < targets.length) throw conflict(kind, id, "exists");
  await addMembers(session, id, members);
  return changed(id, version);
}

export async function setRollout(
  session: Session,
  { kind, expect, rollout }: WriteOf<"set-rollout">,
): Promise<readonly PendingChange[]> {
  const { id } = rollout;
  const p = new Params();
  const rows = await heldBack(
    session.query(
      `with moved as (
       update rollouts set moved = ${p.as("json", toDocument(movedPart(rollout)))},
         live = ${p.as("boolean", rollout.live)}, version = version + 1
       where id = ${p.text(id)} and version = ${p.as("bigint", expect)} returning id, live),
     grouped as (
       update rollout_groups g set live = moved.live from moved
       where g.rollout = moved.id and g.live <> moved.live)
     select 1 from moved`,
      p.values,
    ),
    kind,
    id,
  );
  if (rows.length === 0) {
    const read = new Params();
    const found = await session.query(
      `select 1 from rollouts where id = ${read.text(id)}`,
      read.values,
    );
    throw conflict(kind, id, found.length === 0 ? "missing" : "version");
  }
  return changed(id, expect + 1);
}

/** A group has another live rollout. */
async function heldBack(
  work: Promise<readonly Row[]>,
  kind: "set-rollout",
  id: string,
): Promise<readonly Row[]> {
  try {
    return await work;
  } catch (error) {
    throw sqlState(error) === UNIQUE_VIOLATION ? conflict(kind, id, "exists") : error;
  }
}

/** Entries that are there already, and entries of no rollout, are left out. */
export async function addEntries(
  session: Session,
  { rollout, entries }: WriteOf<"add-rollout-entries">,
): Promise<readonly PendingChange[]> {
  if (entries.length === 0) return [];
  const p = new Params();
  const arrays = [
    p.each("text", entries, ({ id }) => id),
    p.each("bigint", entries, ({ at }) => at),
    p.each("text", entries, ({ kind }) => kind),
    p.each("text", entries, ({ text }) => text),
    p.each("uuid", entries, ({ agent }) => agent),
    p.each("integer", entries, ({ wave }) => wave),
  ];
  await session.query(
    `insert into rollout_entries (rollout, id, at, kind, text, agent, wave)
     select r.id, d.id, d.at, d.kind, d.text, d.agent, d.wave
     from rollouts r, unnest(${arrays.join(", ")}) with ordinality
       as d(id, at, kind, text, agent, wave, place)
     where r.id = ${p.text(rollout)} order by d.id, d.place
     on conflict do nothing`,
    p.values,
  );
  return [];
}

/** The judgement of a moment that has one already is left out. */
export async function addJudgement(
  session: Session,
  { rollout, judgement }: WriteOf<"add-judgement">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  await session.query(
    `insert into rollout_judgements (rollout, at, verdicts)
     select id, ${p.as("bigint", judgement.at)}, ${p.as("json", toDocument(judgement.verdicts))}
     from rollouts where id = ${p.text(rollout)}
     on conflict do nothing`,
    p.values,
  );
  return [];
}
