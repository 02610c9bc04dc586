import type { RevisionRef } from "@fleethub/fleet";
import { workOut } from "../agents/desired.js";
import type { AgentRecord, LeftOut, RevisionRecord } from "../model.js";
import { LEFT_OUT_UIDS_MAX } from "../rollout-model.js";
import { lacks } from "../verbs/capability.js";
import { eachOfFleet } from "../verbs/each-agent.js";
import { exactly } from "../verbs/exactly.js";
import { policyRefusal } from "../verbs/policy-findings.js";
import type { VerbProblem } from "../verbs/problem.js";
import { renderedWith } from "../verbs/rendered-for.js";
import { runnabilityOf } from "../verbs/runnability.js";
import type { VerbContext } from "../verbs/verb.js";
import type { Candidate } from "./open-rollout.js";

/** Agents of some groups, sorted into those that can be members and those that cannot. */
export interface Gathered {
  readonly kind: "gathered";
  readonly candidates: readonly Candidate[];
  readonly leftOut: readonly LeftOut[];
  /** Members that report it in good order already. */
  readonly there: number;
}

/** What every member of a group gets. */
export interface GroupRelease {
  readonly group: string;
  readonly revision: RevisionRecord;
}

/**
 * Sorts the agents that these groups have now. A problem where a policy that blocks is broken on one of them: no wave
 * makes that right.
 */
export async function gatherCandidates(
  ctx: VerbContext,
  releases: readonly GroupRelease[],
  force: boolean,
): Promise<Gathered | VerbProblem> {
  const out = new Map<LeftOut["reason"], { agents: number; uids: string[]; detail: string }>();
  const leaveOut = (agent: AgentRecord, reason: LeftOut["reason"], detail: string) => {
    const entry = out.get(reason) ?? { agents: 0, uids: [], detail };
    entry.agents += 1;
    if (entry.uids.length < LEFT_OUT_UIDS_MAX) entry.uids.push(agent.instanceUid);
    out.set(reason, entry);
  };
  const candidates: Candidate[] = [];
  let there = 0;
  for (const { group, revision } of releases) {
    const to: RevisionRef = { configuration: revision.configuration, revision: revision.number };
    for await (const agent of eachOfFleet(ctx, exactly("group", group))) {
      const rendered = await renderedWith(ctx, revision, agent);
      const kept = keptOut(agent);
      if (kept !== null) {
        leaveOut(agent, kept.reason, kept.detail);
        continue;
      }
      const { verdict, findings } = await runnabilityOf(ctx, agent, rendered);
      const [first] = findings;
      if (verdict === "cannot-run" && (!force || rendered.errors.length > 0)) {
        leaveOut(agent, "cannot-run", first?.message ?? "");
        continue;
      }
      const refusal = await policyRefusal(ctx, agent, rendered);
      if (refusal !== null) return refusal;
      const before = await workOut(agent, ctx.sources);
      const { desired } = before;
      const from = desired.kind === "revision" ? before.revision : null;
      candidates.push({ agent, group, to, from });
      if (isSame(from, to) && agent.projection.sync === "in-sync") there += 1;
    }
  }
  const leftOut = [...out].map(([reason, entry]) => ({ reason, ...entry }));
  return { kind: "gathered", candidates, leftOut, there };
}

export function isSame(a: RevisionRef | null, b: RevisionRef): boolean {
  return a !== null && a.configuration === b.configuration && a.revision === b.revision;
}

function keptOut(agent: AgentRecord): { reason: LeftOut["reason"]; detail: string } | null {
  if (agent.pin !== null) return { reason: "pinned", detail: "" };
  if (agent.hold !== null) return { reason: "held", detail: "" };
  if (agent.admission !== "admitted") return { reason: "awaiting-approval", detail: "" };
  const refusal = lacks(agent, "AcceptsRemoteConfig");
  return refusal === null ? null : { reason: "not-remote-configurable", detail: refusal.detail };
}
