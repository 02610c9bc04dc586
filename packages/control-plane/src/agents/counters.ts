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
  readonly verbs: number;
  readonly verbProblems: number;
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
    verbs: 0,
    verbProblems: 0,
  };
  return {
    count(counter) {
      counts[counter] += 1;
    },
    all: () => ({ ...counts }),
  };
}
