import type { Millis } from "../../agent/facts.js";

/** Waves that a spec may name; one more takes those that are left. */
export const WAVES_MAX = 20;

/** The longest that one wave may be watched: seven days. */
export const SOAK_MS_MAX: Millis = 7 * 24 * 3_600_000;

/** Members that may be in flight at once. */
export const IN_FLIGHT_MAX = 10_000;

/** The shortest and the longest that an agent may take to settle or to fail. */
export const ANSWER_MS_MIN: Millis = 10_000;
export const ANSWER_MS_MAX: Millis = 24 * 3_600_000;

/** Gates of one rollout. */
export const ROLLOUT_GATES_MAX = 40;

/** Stretches of the week of one maintenance window. */
export const OPEN_HOURS_MAX = 50;

/** How far ahead a start or a deadline may lie: one year. */
export const AHEAD_MS_MAX: Millis = 366 * 24 * 3_600_000;

/** How long an agent must be unreachable to count as away: the time to reconnect after a hub's restart. */
export const AWAY_AFTER_MS: Millis = 60_000;

/** How soon to look again at a soak that is over and was not judged since. */
export const LOOK_AGAIN_MS: Millis = 10_000;

/** Failed members that get an event each; further ones are in the counts alone. */
export const TOLD_FAILURES_MAX = 200;
