/** What the control plane counts since its start, for metrics. */
export interface Statistics {
  readonly reports: number;
  /** Answered with a plain acknowledgement and no write. */
  readonly quietReports: number;
  readonly refusedReports: number;
  readonly offers: number;
  readonly pushes: number;
  readonly pushesUnsent: number;
  readonly judgements: number;
  readonly commits: number;
  readonly conflicts: number;
  readonly storeFailures: number;
  /** Texts that agents reported and that were not kept, since too many wait already. */
  readonly bodiesLeft: number;
  /** Writes of one agent that the store refuses whatever is written with it. */
  readonly writesRefused: number;
  /** Returns to the last good config, or to local files, that were decided. */
  readonly returns: number;
  /** Configs that agents reported as failed. */
  readonly configFailures: number;
  readonly verbs: number;
  readonly verbProblems: number;
  /** Configs judged by a rule: each pair once. */
  readonly policyEvaluations: number;
  /** Agents whose breaches were written. */
  readonly policyBreachWrites: number;
  /** Exports of agents' own metrics that were taken. */
  readonly telemetryTaken: number;
  /** Exports that were not: of nobody known, of agents that are not approved, or too many at once. */
  readonly telemetryRefused: number;
  /** Change sets of own telemetry that were written. */
  readonly telemetryWrites: number;
}

export type Counter = keyof Statistics;

export interface Counters {
  count(counter: Counter): void;
  all(): Statistics;
}

export function createCounters(): Counters {
  const counts: Record<Counter, number> = {
    reports: 0,
    quietReports: 0,
    refusedReports: 0,
    offers: 0,
    pushes: 0,
    pushesUnsent: 0,
    judgements: 0,
    commits: 0,
    conflicts: 0,
    storeFailures: 0,
    bodiesLeft: 0,
    writesRefused: 0,
    returns: 0,
    configFailures: 0,
    verbs: 0,
    verbProblems: 0,
    policyEvaluations: 0,
    policyBreachWrites: 0,
    telemetryTaken: 0,
    telemetryRefused: 0,
    telemetryWrites: 0,
  };
  return {
    count(counter) {
      counts[counter] += 1;
    },
    all: () => ({ ...counts }),
  };
}
