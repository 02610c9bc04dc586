import type { Facets, Sync } from "@fleethub/api";
import { term } from "../data/query-text";
import { count, plural } from "../words/format";

/** States in which an agent runs something else than desired, so that an offer can change it. */
export const OFFERABLE: readonly Sync[] = ["drifted", "failed", "rolled-back"];
const MOVING: readonly Sync[] = ["pending", "offered", "applying"];

/** Why agents break a policy, from what they run and what was wanted of them. */
export interface Breakers {
  readonly all: number;
  readonly offerable: number;
  /** Run what is desired, so the configuration itself breaks the policy. */
  readonly asDesired: number;
  readonly moving: number;
  /** Nothing is desired of them. */
  readonly unmanaged: number;
  readonly other: number;
}

/** Reads the counts of a query such as `policy:NAME`. */
export function breakersOf({ total, facets }: Facets): Breakers {
  const of = (syncs: readonly string[]) =>
    (facets["sync"] ?? [])
      .filter(({ value }) => syncs.includes(value))
      .reduce((all, { count: some }) => all + some, 0);
  const [offerable, asDesired, moving, unmanaged] = [
    of(OFFERABLE),
    of(["in-sync"]),
    of(MOVING),
    of(["unmanaged"]),
  ];
  const other = Math.max(0, total - offerable - asDesired - moving - unmanaged);
  return { all: total, offerable, asDesired, moving, unmanaged, other };
}

/** Whose doing it is, in one sentence: what the banner says after its number. */
export function whoseDoing({ all, offerable, asDesired, unmanaged }: Breakers): string {
  if (all === 0) return "";
  const whole = (some: number) => (some === 1 ? "it runs" : `all ${count(some)} run`);
  if (offerable === all)
    return `Nothing released from here broke them: ${whole(all)} something else than desired.`;
  if (unmanaged === all)
    return `Nothing released from here broke them: no configuration is desired of ${all === 1 ? "it" : "them"}.`;
  if (asDesired === all)
    return `What was released from here breaks them: ${whole(all)} what is desired.`;
  const parts = [
    [asDesired, "what is desired"],
    [offerable, "something else than desired"],
    [unmanaged, "their own files"],
  ] as const;
  return `${parts
    .filter(([some]) => some > 0)
    .map(([some, what]) => `${count(some)} ${some === 1 ? "runs" : "run"} ${what}`)
    .join(", ")}.`;
}

/**
 * Agents that break the policy, run something else than desired, and of which something is desired that keeps it.
 * `breaking`: configurations whose newest revision breaks it.
 */
export function offerQuery(policy: string, breaking: readonly string[]): string {
  const query = `${term("policy", [policy])} ${term("sync", OFFERABLE)}`;
  return breaking.length === 0 ? query : `${query} -${term("configuration", breaking)}`;
}

/**
 * Why offering desired again would repair nothing; undefined where it can help. `helped`: agents that
 * {@link offerQuery} finds.
 */
export function cannotOffer(breakers: Breakers, helped: number): string | undefined {
  const { all, offerable, asDesired, unmanaged, moving } = breakers;
  if (helped > 0) return undefined;
  if (offerable > 0)
    return "What is desired of them breaks it too. Change the configuration and pin the new revision";
  if (all === 0) return "Nobody breaks it now";
  if (asDesired === all)
    return "They run what is desired: the configuration itself breaks it. Change it and pin the new revision";
  if (unmanaged === all) return "Nothing is desired of them. Pin them to a configuration first";
  if (moving > 0) return `Waits for ${plural(moving, "agent")} on the way to what is desired`;
  return "None of them runs something else than desired";
}
