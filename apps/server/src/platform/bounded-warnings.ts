import type { Logger } from "@fleethub/control-plane";

/** Refusals of one door that are logged one by one each minute; of the rest the number is told. */
export const REFUSALS_LOGGED_PER_MINUTE_MAX = 60;

const MINUTE_MS = 60_000;

/** Warns of what strangers can bring about, and not so often that the log is what suffers from a flood. */
export function boundedWarnings(
  logger: Pick<Logger, "warn">,
  now: () => number,
  message: string,
): (fields: Readonly<Record<string, unknown>>) => void {
  let minute = -1;
  let logged = 0;
  let leftOut = 0;
  return (fields) => {
    const at = Math.floor(now() / MINUTE_MS);
    if (at !== minute) {
      minute = at;
      logged = 0;
    }
    logged += 1;
    if (logged > REFUSALS_LOGGED_PER_MINUTE_MAX) {
      leftOut += 1;
      return;
    }
    logger.warn({ ...fields, ...(leftOut > 0 ? { leftOut } : {}) }, message);
    leftOut = 0;
  };
}
