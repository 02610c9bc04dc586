import type { RevisionRef } from "@fleethub/fleet";
import type { ApprovalRecord, ComparedTexts } from "../model.js";
import type { ApprovalNeeded, Preview } from "../preview/preview.js";
import { previewOf } from "../preview/preview-of.js";
import type { VerbProblem } from "../verbs/problem.js";
import type { Plan, VerbContext } from "../verbs/verb.js";
import { contentHash } from "./content.js";
import { approvalNeeded } from "./needs-approval.js";

/** What a request comes to at this moment. */
export interface WorkedOutRequest {
  readonly kind: "worked-out";
  readonly plan: Plan;
  /** Null: it touches no protected group. */
  readonly needed: ApprovalNeeded | null;
  readonly hash: string;
  /** What the record says of it. */
  readonly shown: Pick<ApprovalRecord, "groups" | "reasons" | "agents" | "hash"> &
    Pick<ApprovalRecord["detail"], "preview" | "texts">;
}

/** Plans the verb of a request as the subject of `ctx` would do it now, in words and by hash. Writes nothing. */
export async function workOutRequest(
  ctx: VerbContext,
  { verb, input }: { readonly verb: string; readonly input: unknown },
): Promise<WorkedOutRequest | VerbProblem> {
  const plan = await ctx.planAllowed(verb, ctx, input);
  if (plan.kind === "problem") return plan;
  const needed = await approvalNeeded(ctx, verb, plan);
  const groups = needed?.groups ?? [];
  const hash = await contentHash(ctx, verb, input, plan, groups);
  const { value: _value, ...preview } = await previewOf(ctx, verb, plan);
  const reasons = needed?.reasons ?? [];
  const agents = plan.reach.length;
  const shown = {
    groups,
    reasons,
    agents,
    hash,
    preview,
    texts: await textsOf(ctx, plan, preview),
  };
  return { kind: "worked-out", plan, needed, hash, shown };
}

/** Revisions that the change brings, each beside the one that is run now. */
async function textsOf(
  ctx: VerbContext,
  plan: Plan,
  { changes }: Omit<Preview, "value">,
): Promise<readonly ComparedTexts[]> {
  const pairs = changes.flatMap(({ from, to }) =>
    to === null || isSame(from, to) ? [] : [textsBetween(from, to)],
  );
  for (const write of plan.changes.writes) {
    if (write.kind !== "add-rollout") continue;
    for (const target of write.rollout.targets) {
      const group = await ctx.groups.get(target.group);
      pairs.push(textsBetween(group?.stable ?? null, target));
    }
  }
  const unlike = new Map(pairs.map((pair) => [JSON.stringify(pair), pair]));
  return [...unlike.values()];
}

/** Another value of a secret leaves the text as it is. */
const isSame = (from: RevisionRef | null, to: RevisionRef): boolean =>
  from?.configuration === to.configuration && from.revision === to.revision;

function textsBetween(from: RevisionRef | null, to: RevisionRef): ComparedTexts {
  const { configuration, revision } = to;
  const isSameLine = from !== null && from.configuration === configuration;
  return { configuration, from: isSameLine ? from.revision : null, to: revision };
}
