import type { AgentId, Millis } from "../../agent/facts.js";
import type { RolloutStatus } from "../status.js";

/**
 * The status of a rollout of which nothing was decided yet.
 *
 * @param inherited agents that the rollout it supersedes has in flight
 */
export function beginRollout(now: Millis, inherited: readonly AgentId[] = []): RolloutStatus {
  return {
    startedAt: now,
    waves: [],
    acceptedFailures: [],
    judgedSince: now,
    paused: null,
    rollingBack: null,
    rolledBackAt: null,
    ended: null,
    inherited,
  };
}
