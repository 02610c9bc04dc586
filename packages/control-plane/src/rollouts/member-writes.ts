import { byKind } from "../agents/by-kind.js";
import type { AgentRecord, MemberPatch } from "../model.js";
import type { Write } from "../ports.js";
import { breathing } from "../verbs/breathing.js";
import { type IntentChange, intentWrites } from "../verbs/change-intent.js";
import type { AgentChange, VerbContext } from "../verbs/verb.js";
import type { PlannedWrites } from "./plan-writes.js";

/** What an operator asked of some members, beside what the rollout itself decides. */
export interface MemberWrites {
  readonly agents: readonly AgentRecord[];
  readonly patches: readonly MemberPatch[];
  /** Both in one commit. */
  with(planned: PlannedWrites): PlannedWrites;
}

export async function memberWrites(
  ctx: VerbContext,
  agents: readonly AgentRecord[],
  ask: (agent: AgentRecord) => { readonly change: IntentChange; readonly patch: MemberPatch },
): Promise<MemberWrites> {
  const writes: Write[] = [];
  const patches: MemberPatch[] = [];
  const changes: AgentChange[] = [];
  const renderings = new Set<string>();
  for await (const agent of breathing(ctx, agents)) {
    const { change, patch } = ask(agent);
    const made = await intentWrites(ctx, agent, change);
    for (const write of made.writes) {
      if (write.kind === "add-rendering") {
        if (renderings.has(write.rendering.hash)) continue;
        renderings.add(write.rendering.hash);
      }
      writes.push(write);
    }
    changes.push(made.change);
    patches.push(patch);
  }
  return {
    agents,
    patches,
    with(planned) {
      // An agent is written once: what the operator asked of it goes before what the rollout would do.
      const own = new Set(agents.map(({ id }) => id));
      const others = planned.writes.filter((write) => !isAbout(write, own));
      return {
        ...planned,
        writes: [...others, ...byKind(writes)],
        acts: [
          ...planned.acts.filter(({ id }) => !own.has(id)),
          ...agents.map(({ id }) => ({ kind: "intent", id }) as const),
        ],
        agents: [...planned.agents.filter(({ id }) => !own.has(id)), ...agents],
        agentChanges: [
          ...planned.agentChanges.filter(({ agent }) => !own.has(agent.id)),
          ...changes,
        ],
      };
    },
  };
}

function isAbout(write: Write, ids: ReadonlySet<string>): boolean {
  return (write.kind === "set-intent" || write.kind === "set-outcome") && ids.has(write.id);
}
