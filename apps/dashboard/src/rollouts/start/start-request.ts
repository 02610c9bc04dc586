import type { ApiProblem, Group, RolloutPlan } from "@fleethub/api";
import { draftOfPlan, planOf, type PlanDraft, type PlanFaults } from "./plan-draft";

/** What a rollout is begun for. */
export type StartOf =
  /** A revision, to one of these groups. */
  | {
      readonly kind: "groups";
      readonly groups: readonly Group[];
      /** Left out: each group's own. */
      readonly configuration?: string;
      /** Left out: the newest. */
      readonly revision?: number;
    }
  /** A revision of a fragment, to everything that stands on it. */
  | { readonly kind: "fragment"; readonly fragment: string; readonly revision: number };

/** What is chosen in the dialog. */
export interface Choice {
  readonly plan: PlanDraft;
  /** Local date and time as a field gives it; empty: at once. */
  readonly startAt: string;
  /** Empty: never. */
  readonly deadline: string;
  readonly force: boolean;
}

/** Whom and what a request names. */
export type Named =
  | { readonly group: string; readonly configuration?: string; readonly revision: number }
  | { readonly fragment: string; readonly revision: number };

type Body = Named &
  RolloutPlan & {
    readonly startAt?: string;
    readonly deadline?: string;
    readonly force: boolean;
  };

/**
 * What the hub is sent, and asked about before. What the group's own plan says is left to the hub: it takes a gate that
 * cannot be judged now from a group, and refuses it from a request.
 */
export function startBody(named: Named, choice: Choice, ofGroup: RolloutPlan = {}): Body {
  const startAt = momentFrom(choice.startAt);
  const deadline = momentFrom(choice.deadline);
  return {
    ...named,
    ...beyond(planOf(draftOfPlan(ofGroup)), planOf(choice.plan)),
    ...(startAt === null ? {} : { startAt }),
    ...(deadline === null ? {} : { deadline }),
    force: choice.force,
  };
}

/** The fields of a plan that differ from another's. */
function beyond(other: RolloutPlan, plan: RolloutPlan): RolloutPlan {
  const known = new Map(Object.entries(other).map(([field, value]) => [field, said(value)]));
  return Object.fromEntries(
    Object.entries(plan).filter(([field, value]) => known.get(field) !== said(value)),
  );
}

const said = (value: unknown): string => JSON.stringify(value);

/** RFC 3339 in UTC of a local date and time; null where there is none. */
export function momentFrom(text: string): string | null {
  const at = text === "" ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** Problems of the hub by the field of the request that they point at. */
export function faultsFrom(
  problem: ApiProblem | null,
): PlanFaults & { readonly startAt?: string; readonly deadline?: string } {
  const faults: Record<string, string> = {};
  for (const { pointer, message, remedy } of problem?.errors ?? []) {
    const [field] = (pointer ?? "").split("/").filter((part) => part !== "" && part !== "input");
    if (field !== undefined) faults[field] ??= `${message} ${remedy}`.trim();
  }
  return faults;
}
