import type {
  RolloutEntry,
  RolloutJudgement,
  RolloutMemberRecord,
  RolloutRecord,
} from "@fleethub/control-plane";
import type { AgentId, RevisionRef } from "@fleethub/fleet";
import * as cells from "../database/cells.js";
import type { Row } from "../database/database.js";
import type { MovedPart, OpenedPart } from "../database/rollout-parts.js";

/** Columns of a {@link RolloutRecord}, from `rollouts`. */
export const ROLLOUT = `id, number, live::text as live, version::text as version,
  opened::text as opened, moved::text as moved`;

export function rolloutOf(row: Row): RolloutRecord {
  return {
    ...cells.json<OpenedPart>(row, "opened"),
    ...cells.json<MovedPart>(row, "moved"),
    id: cells.text(row, "id"),
    number: cells.number(row, "number"),
    live: cells.text(row, "live") === "true",
    version: cells.number(row, "version"),
  };
}

/** Columns of a {@link RolloutMemberRecord}, from `rollout_members`. */
export const MEMBER = `rollout, agent::text as agent, wave, group_name, to_configuration, to_revision,
  from_configuration, from_revision, assigned_at::text as assigned_at, mark,
  marked_at::text as marked_at, previous::text as previous,
  notes::text as notes`;

export function memberOf(row: Row): RolloutMemberRecord {
  const kind = cells.textOrNull(row, "mark") as
    | NonNullable<RolloutMemberRecord["mark"]>["kind"]
    | null;
  return {
    rollout: cells.text(row, "rollout"),
    agent: cells.text(row, "agent") as AgentId,
    group: cells.text(row, "group_name"),
    wave: cells.number(row, "wave"),
    to: revisionAt(row, "to"),
    from: row["from_configuration"] === null ? null : revisionAt(row, "from"),
    assignedAt: cells.numberOrNull(row, "assigned_at"),
    mark: kind === null ? null : { kind, at: cells.number(row, "marked_at") },
    previous: cells.jsonOrNull<RolloutMemberRecord["previous"]>(row, "previous"),
    notes: cells.json<RolloutMemberRecord["notes"]>(row, "notes"),
  };
}

const revisionAt = (row: Row, prefix: "to" | "from"): RevisionRef => ({
  configuration: cells.text(row, `${prefix}_configuration`),
  revision: cells.number(row, `${prefix}_revision`),
});

/** Columns of a {@link RolloutEntry}, from `rollout_entries`. */
export const ENTRY = "id, at::text as at, kind, text, agent::text as agent, wave";

export function entryOf(row: Row): RolloutEntry {
  return {
    id: cells.text(row, "id"),
    at: cells.number(row, "at"),
    kind: cells.text(row, "kind") as RolloutEntry["kind"],
    text: cells.text(row, "text"),
    agent: cells.textOrNull(row, "agent") as AgentId | null,
    wave: cells.numberOrNull(row, "wave"),
  };
}

export function judgementOf(row: Row): RolloutJudgement {
  return {
    at: cells.number(row, "at"),
    verdicts: cells.json<RolloutJudgement["verdicts"]>(row, "verdicts"),
  };
}
