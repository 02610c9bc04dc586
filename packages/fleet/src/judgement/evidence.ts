/**
 * How often one gate may stop a harmless rollout, over all of its looks: the gate is breached when the evidence against
 * "no harm" is above one to this.
 */
export const FALSE_ALARM_RATE = 0.001;

/** How often one gate may call harm of its size ruled out although it is there, over all of its looks. */
export const MISS_RATE = 0.05;

/** Shares of harmed agents that are weighed against "no harm", from the least that counts to all. */
const ALTERNATIVES = 10;
const ALMOST = 1e-6;

/** Agents that show harm, of those that were judged. */
export interface Count {
  readonly harmed: number;
  readonly judged: number;
}

/** Two shares of agents that show harm: as expected without harm, and the least that counts as harm. */
export interface Shares {
  readonly none: number;
  readonly harm: number;
}

/**
 * Evidence for harm: how much likelier the count is if the share of harmed agents is at least `shares.harm` (mixed
 * evenly over shares up to all) than if it is `shares.none`, as a natural logarithm. While the true share is at most
 * `none`, its exponential is a non-negative supermartingale in the agents, whatever their order, so that it ever exceeds
 * 1 / a with probability at most a however often it is looked at (Ville). Counting an agent as unharmed that turns out
 * harmed later only lowers it.
 */
export function evidenceOfHarm(count: Count, shares: Shares): number {
  const logs = Array.from({ length: ALTERNATIVES }, (_, at) => {
    const way = (at / (ALTERNATIVES - 1)) ** 2;
    return logLikelihood(count, shares.harm + (1 - shares.harm) * way);
  });
  return logMean(logs) - logLikelihood(count, shares.none);
}

/**
 * Evidence against harm: how much likelier the count is if the share is `none` than if it is `harm`, as a natural
 * logarithm; the same bound holds while the true share is at least `harm`.
 */
export function evidenceOfNone(count: Count, shares: Shares): number {
  return logLikelihood(count, shares.none) - logLikelihood(count, shares.harm);
}

/** A share estimated from a count, never 0 or 1 (rule of succession), so that few agents prove little. */
export function estimatedShare({ harmed, judged }: Count): number {
  return (harmed + 1) / (judged + 2);
}

function logLikelihood({ harmed, judged }: Count, share: number): number {
  const inside = Math.min(1 - ALMOST, Math.max(ALMOST, share));
  return harmed * Math.log(inside) + (judged - harmed) * Math.log(1 - inside);
}

function logMean(logs: readonly number[]): number {
  const most = logs.reduce((most, log) => Math.max(most, log), -Infinity);
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / logs.length);
}
