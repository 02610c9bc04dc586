import { sayAgents } from "@fleethub/fleet";
import { gatherCandidates, isSame } from "../rollouts/candidates.js";
import { openRollout } from "../rollouts/open-rollout.js";
import { differsFrom } from "../rollouts/reach.js";
import type { RolloutStarted, StartRollout } from "../rollouts/requests.js";
import { startedPlan } from "../rollouts/started-plan.js";
import type { ConfigurationRecord, GroupRecord, RolloutTarget } from "../model.js";
import { findConfiguration, findGroup, findRevision } from "./find.js";
import { problem, type VerbProblem } from "./problem.js";
import type { Verb, VerbContext } from "./verb.js";

/**
 * Begins the rollout of a revision to the members that a group has now. Pinned and held agents, those that await
 * approval, take no configuration or cannot run it are left out and listed. A rollout that is live in the group ends by it.
 */
export const startRollout: Verb<StartRollout, RolloutStarted> = {
  async plan(ctx, input) {
    const found = await findGroup(ctx, input.group);
    if (found.kind === "problem") return found;
    const group = found.value;
    const configuration = await released(ctx, group, input);
    if (configuration.kind === "problem") return configuration;
    const { name } = configuration.record;
    const revision = await findRevision(ctx, name, input.revision);
    if (revision.kind === "problem") return revision;
    const force = input.force ?? false;
    const gathered = await gatherCandidates(
      ctx,
      [{ group: group.name, revision: revision.value }],
      force,
    );
    if (gathered.kind === "problem") return gathered;
    const { candidates, leftOut, there } = gathered;
    const target = { configuration: name, revision: input.revision };
    if (isSame(group.stable, target) && candidates.length > 0 && there === candidates.length) {
      return problem(
        "nothing-to-do",
        `${name} r${input.revision} is stable in ${group.name}, and ${there === 1 ? "its agent runs" : `all its ${sayAgents(there)} run`} it. Release another revision.`,
        { resource: { kind: "group", id: group.name } },
      );
    }
    const targets: readonly RolloutTarget[] = [
      { group: group.name, ...target, ...(force ? { forced: true } : {}) },
    ];
    const opened = await openRollout(ctx, {
      kind: "release",
      title: titleOf(group, name, input.revision),
      targets,
      plan: input.plan ?? {},
      candidates,
      leftOut,
      whereLive: "supersede",
    });
    if (opened.kind === "problem") return opened;
    return differsFrom(input.expectedAgents, candidates.length) ?? startedPlan(ctx, opened, []);
  },
};

/** The configuration that is released: the one that is named, else the group's own. */
async function released(
  ctx: VerbContext,
  group: GroupRecord,
  input: StartRollout,
): Promise<{ readonly kind: "released"; readonly record: ConfigurationRecord } | VerbProblem> {
  const name = input.configuration ?? group.configuration;
  if (name === null) {
    const message = `The group ${group.name} releases no configuration.`;
    const remedy = "Name one in the request, or give the group one.";
    const errors = [{ pointer: "/configuration", message, remedy }];
    return problem("invalid", `${message} ${remedy}`, { errors });
  }
  const found = await findConfiguration(ctx, name);
  if (found.kind === "problem") return found;
  if (found.value.kind === "complete") return { kind: "released", record: found.value };
  const message = `${name} is a fragment, which runs on no agent by itself.`;
  const remedy = "Release a complete configuration, or name it as the fragment of the request.";
  return problem("invalid", `${message} ${remedy}`, {
    resource: { kind: "configuration", id: name },
    errors: [{ pointer: "/configuration", message, remedy }],
  });
}

/** "gpu-inference r12 to r13". */
function titleOf({ name: group, stable }: GroupRecord, name: string, revision: number): string {
  const where = group === name ? "" : `${group}: `;
  if (stable === null) return `${where}${name} r${revision}`;
  if (stable.configuration !== name) {
    return `${where}${stable.configuration} r${stable.revision} to ${name} r${revision}`;
  }
  return `${where}${name} r${stable.revision} to r${revision}`;
}
