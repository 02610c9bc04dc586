import type { GateSpec } from "./gate.js";

/**
 * The gates of a rollout that names none. Every gate errs against a harmless change in at most 1 of 1,000 rollouts
 * (`FALSE_ALARM_RATE`), and calls harm of its size ruled out wrongly in at most 1 of 20 looks (`MISS_RATE`).
 * `bench/rollouts.mjs` measures both with whole rollouts.
 *
 * | gate | stops when |
 * |---|---|
 * | failed to apply | more than 5 % of the agents failed to take the revision; 25 agents in any case |
 * | disconnects | the share that lost the connection is 2 points above that of the rest |
 * | unhealthy | the share that turned unhealthy is 5 points above that of the rest; 25 agents beyond it in any case |
 * | restarts | the share whose Collector ended unexpectedly is 2 points above that of the rest; 10 agents beyond it in any case |
 * | time to apply | agents take longer than 60 seconds |
 * | send failures | agents fail to send 1 point more of their items than before, beyond what the rest does; 10 that lose most of it in any case |
 * | drops, refused | the same with 0.5 points and 1 point |
 * | throughput | agents send 20 % less than before, beyond what the rest does |
 * | memory | agents hold 50 % more than before, beyond what the rest does |
 *
 * The gates on an agent's own numbers (time to apply and all below) need 10 % of the agents beyond those of the rest
 * (`HARMED_SHARE`), and five agents that report.
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
