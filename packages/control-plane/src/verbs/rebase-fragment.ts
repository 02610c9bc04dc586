import { gatherCandidates } from "../rollouts/candidates.js";
import { withDrafts } from "../rollouts/drafts.js";
import { openRollout } from "../rollouts/open-rollout.js";
import { differsFrom } from "../rollouts/reach.js";
import { rebasedRevisions } from "../rollouts/rebased-revisions.js";
import type { RebaseFragment, RolloutStarted } from "../rollouts/requests.js";
import { startedPlan } from "../rollouts/started-plan.js";
import { findConfiguration, findRevision } from "./find.js";
import { problem } from "./problem.js";
import type { Verb } from "./verb.js";

/**
 * Releases a revision of a fragment: new revisions of everything that stands on the fragment and is stable somewhere, by
 * one rollout over all those groups. What comes to the same meaning is released as well and restarts nothing.
 */
export const rebaseFragment: Verb<RebaseFragment, RolloutStarted> = {
  async plan(ctx, input) {
    const { fragment, revision } = input;
    const found = await findConfiguration(ctx, fragment);
    if (found.kind === "problem") return found;
    if (found.value.kind !== "fragment") {
      const message = `${fragment} is complete: nothing stands on it.`;
      const remedy = "Release it to a group.";
      return problem("invalid", `${message} ${remedy}`, {
        resource: { kind: "configuration", id: fragment },
        errors: [{ pointer: "/fragment", message, remedy }],
      });
    }
    const stored = await findRevision(ctx, fragment, revision);
    if (stored.kind === "problem") return stored;
    const rebased = await rebasedRevisions(ctx, { fragment, revision });
    if (rebased.kind === "problem") return rebased;
    const { releases, drafts, writes, from } = rebased;
    if (releases.length === 0) {
      return problem(
        "nothing-to-do",
        `No group has a stable revision that stands on another revision of ${fragment}, so there is nothing to release.`,
        { resource: { kind: "revision", id: `${fragment}/${revision}` } },
      );
    }
    const drafted = withDrafts(ctx, drafts);
    const force = input.force ?? false;
    const gathered = await gatherCandidates(drafted, releases, force);
    if (gathered.kind === "problem") return gathered;
    const { candidates, leftOut } = gathered;
    const groups =
      releases.length === 1 ? `in ${releases[0]?.group}` : `in ${releases.length} groups`;
    const opened = await openRollout(drafted, {
      kind: "rebase",
      title: `${fragment} ${from.map((number) => `r${number}`).join(", ")} to r${revision} ${groups}`,
      targets: releases.map(({ group, revision: { configuration, number } }) => ({
        group,
        configuration,
        revision: number,
        ...(force ? { forced: true as const } : {}),
      })),
      plan: input.plan ?? {},
      candidates,
      leftOut,
      whereLive: "supersede",
    });
    if (opened.kind === "problem") return opened;
    const refusal = differsFrom(input.expectedAgents, candidates.length);
    return refusal ?? startedPlan(ctx, opened, writes);
  },
};
