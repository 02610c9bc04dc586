/**
 * How often one gate may stop a harmless rollout, over all of its looks: the gate is breached when the evidence for harm
 * is above one to this.
 */
export const FALSE_ALARM_RATE = 0.001;

/** How often one gate may call harm of its size ruled out although it is there. */
export const MISS_RATE = 0.05;

/** Agents that show harm, of those that were judged. */
export interface Count {
  readonly harmed: number;
  readonly judged: number;
}

/** Which share of agents shows the harm without a change, as far as is known, and how much more counts as harm. */
export interface Expectation {
  readonly shares: readonly { readonly share: number; readonly weight: number }[];
  readonly least: number;
}

/** Shares of harmed agents that are weighed against "no harm", from the least that counts to all. */
const ALTERNATIVES = 8;
const WAYS = Array.from({ length: ALTERNATIVES }, (_, at) => (at / (ALTERNATIVES - 1)) ** 2);

/** Points at which a share that is known from a count is looked at, and how far out in deviations. */
const POINTS = 9;
const DEVIATIONS = 3;
const ALMOST = 1e-6;

/** The share is laid down. */
export function knownShare(share: number, least: number): Expectation {
  return { shares: [{ share, weight: 1 }], least };
}

/**
 * The share is as a count of others leaves it open: few of them say little (a Beta distribution).
 *
 * @param chance the share that is taken for likely before anybody is counted; weighs as much as one over it agents do
 */
export function countedShare(
  { harmed, judged }: Count,
  least: number,
  chance: number,
): Expectation {
  const [yes, no] = [harmed + 1, judged - harmed + 1 / chance - 1];
  const spread = Math.sqrt(1 / yes + 1 / no);
  const points = Array.from({ length: POINTS }, (_, at) => {
    const way = (2 * at) / (POINTS - 1) - 1;
    const share = 1 / (1 + (no / yes) * Math.exp(-way * DEVIATIONS * spread));
    return { share, log: yes * Math.log(share) + no * Math.log(1 - share) };
  });
  const total = logSum(points.map(({ log }) => log));
  return {
    shares: points.map(({ share, log }) => ({ share, weight: Math.exp(log - total) })),
    least,
  };
}

/** The share that is expected without harm. */
export function meanShare({ shares }: Expectation): number {
  return shares.reduce((sum, { share, weight }) => sum + share * weight, 0);
}

/**
 * Evidence for harm: how much likelier the count is if more agents show the harm than expected, by `least` or more (mixed
 * evenly up to all of them), than if as many do as expected; as a natural logarithm. Without harm its exponential is a
 * non-negative martingale in the agents, in whatever order they come, so that it ever exceeds 1 / a with probability a at
 * most, however often it is looked at (Ville). Counting an agent as unharmed that turns out harmed later only lowers it.
 */
export function evidenceOfHarm(count: Count, expected: Expectation): number {
  const harm: number[] = [];
  for (const { share, weight } of expected.shares) {
    const least = leastHarm(share, expected);
    const part = Math.log(weight / ALTERNATIVES);
    for (const way of WAYS) harm.push(part + logLikelihood(count, least + (1 - least) * way));
  }
  return logSum(harm) - logNone(count, expected);
}

/** Evidence against harm: how much likelier the count is without harm than with the least that counts. */
export function evidenceOfNone(count: Count, expected: Expectation): number {
  const harm = expected.shares.map(
    ({ share, weight }) => Math.log(weight) + logLikelihood(count, leastHarm(share, expected)),
  );
  return logNone(count, expected) - logSum(harm);
}

/** Two kinds of evidence for the same question, of which each may tell: their mean errs no more often than one. */
export function eitherEvidence(one: number, other: number): number {
  return logSum([one, other]) - Math.log(2);
}

function logNone(count: Count, { shares }: Expectation): number {
  return logSum(shares.map(({ share, weight }) => Math.log(weight) + logLikelihood(count, share)));
}

function leastHarm(share: number, { least }: Expectation): number {
  return Math.min(share + least, (1 + share) / 2);
}

function logLikelihood({ harmed, judged }: Count, share: number): number {
  const inside = Math.min(1 - ALMOST, Math.max(ALMOST, share));
  return harmed * Math.log(inside) + (judged - harmed) * Math.log(1 - inside);
}

function logSum(logs: readonly number[]): number {
  let [most, sum] = [-Infinity, 0];
  for (const log of logs) most = Math.max(most, log);
  for (const log of logs) sum += Math.exp(log - most);
  return most + Math.log(sum);
}
