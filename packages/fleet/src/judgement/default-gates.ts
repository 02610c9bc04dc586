import type { GateSpec } from "./gate.js";

/**
 * The gates of a rollout that names none. Each is made to stop a harmless change in at most 1 of 1,000 rollouts
 * (`FALSE_ALARM_RATE`) and to call harm of its size ruled out in at most 1 of 20 (`MISS_RATE`). What `bench/rollouts.mjs`
 * saw was within that, but for throughput: some 4 of 1,000, where every other change moved a number by a third of the harm.
 *
 * | gate | stops when |
 * |---|---|
 * | failed to apply | more than 5 % of the agents failed to take the revision; 25 agents in any case |
 * | disconnects | the share that lost its connection is 2 points above that of the rest |
 * | unhealthy | the share that turned unhealthy is 5 points above that of the rest; 25 agents beyond it in any case |
 * | restarts | the share whose Collector ended unexpectedly is 2 points above that of the rest; 10 agents beyond it in any case |
 * | time to apply | agents take longer than 60 seconds |
 * | send failures | agents fail to send over 1 % more of their items than before and than the rest; 10 that lose most of them in any case |
 * | drops | the same with 0.5 % of what was to be sent |
 * | refused | the same with 1 % of what arrives |
 * | throughput | agents take in over 20 % less than before, against what the rest does |
 * | memory | agents hold over 50 % more than before, against what the rest does |
 *
 * The gates on an agent's own numbers, time to apply and all below, stop when 20 % of the agents beyond those of the rest
 * show the harm (`HARMED_SHARE`), or 5 % show it plainly (`PLAINLY_HARMED_SHARE`); those on own telemetry need five agents
 * that report.
 */
export const DEFAULT_GATES: readonly GateSpec[] = [
  { measure: "failed-to-apply", against: "limit", threshold: 0.05, sampleMin: 1, stopAt: 25 },
  { measure: "disconnects", against: "rest-and-past", threshold: 0.02, sampleMin: 1, stopAt: null },
  { measure: "unhealthy", against: "rest-and-past", threshold: 0.05, sampleMin: 1, stopAt: 25 },
  { measure: "restarts", against: "rest-and-past", threshold: 0.02, sampleMin: 1, stopAt: 10 },
  { measure: "time-to-apply", against: "limit", threshold: 60, sampleMin: 1, stopAt: null },
  { measure: "send-failures", against: "rest-and-past", threshold: 0.01, sampleMin: 5, stopAt: 10 },
  { measure: "drops", against: "rest-and-past", threshold: 0.005, sampleMin: 5, stopAt: 10 },
  { measure: "refused", against: "rest-and-past", threshold: 0.01, sampleMin: 5, stopAt: 10 },
  { measure: "throughput", against: "rest-and-past", threshold: 0.2, sampleMin: 5, stopAt: null },
  { measure: "memory", against: "rest-and-past", threshold: 0.5, sampleMin: 5, stopAt: null },
];
