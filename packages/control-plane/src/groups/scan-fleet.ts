import type { AgentRecord } from "../model.js";
import { eachOfFleet } from "../verbs/each-agent.js";
import type { VerbContext } from "../verbs/verb.js";
import { type GroupSet, selectorFacts } from "./group-set.js";
import type { GroupOverlap } from "./requests.js";

/** The whole fleet held against groups that are not stored yet. */
export interface ScannedFleet {
  /** Agents that would have another group. */
  readonly movers: readonly AgentRecord[];
  /** Members of the group in question. */
  readonly members: number;
  /** The first of them, as many as were asked for. */
  readonly someMembers: readonly AgentRecord[];
  /** Agents that its selector matches and that a group above takes, most first. */
  readonly overlaps: readonly GroupOverlap[];
}

/** `subject`: the group that is counted; null: none is. */
export async function scanFleet(
  ctx: VerbContext,
  groups: GroupSet,
  subject: string | null,
  membersMax: number,
): Promise<ScannedFleet> {
  const movers: AgentRecord[] = [];
  const someMembers: AgentRecord[] = [];
  const above = new Map<string, number>();
  const counted = subject === null ? null : groups.get(subject);
  let members = 0;
  for await (const agent of eachOfFleet(ctx)) {
    const facts = selectorFacts(agent);
    const name = groups.first(facts)?.record.name ?? null;
    if (name !== agent.group) movers.push(agent);
    if (counted === null) continue;
    if (name === subject) {
      members += 1;
      if (someMembers.length < membersMax) someMembers.push(agent);
    } else if (name !== null && counted.matches(facts)) {
      above.set(name, (above.get(name) ?? 0) + 1);
    }
  }
  const overlaps = [...above].map(([group, agents]) => ({ group, agents }));
  return {
    movers,
    members,
    someMembers,
    overlaps: overlaps.sort((a, b) => b.agents - a.agents),
  };
}
