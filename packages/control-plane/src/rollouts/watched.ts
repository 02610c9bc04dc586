import type { AgentId, GateVerdict, MemberFacts, MemberNow, RolloutView } from "@fleethub/fleet";
import type { RolloutMemberRecord, RolloutRecord } from "../model.js";
import type { Glimpse } from "./glimpse.js";

/** A rollout with what is known of its members: what one look is taken at. Changed in place between looks. */
export interface Watched {
  record: RolloutRecord;
  /** In order of wave. */
  readonly members: Map<AgentId, RolloutMemberRecord>;
  /** Null: the agent was forgotten. Absent: not read yet. */
  readonly facts: Map<AgentId, MemberFacts | null>;
  /** Of agents that were read and are there. */
  readonly glimpses: Map<AgentId, Glimpse>;
  /** Of the agents that the rollout before it left in flight, those that still are. */
  readonly inheritedInFlight: Set<AgentId>;
}

/** What planning takes. Members whose agents were not read count as forgotten. */
export function viewOf(watched: Watched, verdicts: readonly GateVerdict[]): RolloutView {
  const { spec, status } = watched.record;
  const members: MemberNow[] = [];
  let inherited = watched.inheritedInFlight.size;
  for (const member of watched.members.values()) {
    members.push({ member, facts: watched.facts.get(member.agent) ?? null });
    // An assigned member that is in flight is counted as that.
    if (member.assignedAt !== null && watched.inheritedInFlight.has(member.agent)) inherited -= 1;
  }
  return { spec, status, members, inheritedInFlight: inherited, verdicts };
}

/** The same at this moment, whatever later looks change. */
export function copyOf({ record, members, facts, glimpses, inheritedInFlight }: Watched): Watched {
  return {
    record,
    members: new Map(members),
    facts: new Map(facts),
    glimpses: new Map(glimpses),
    inheritedInFlight: new Set(inheritedInFlight),
  };
}
