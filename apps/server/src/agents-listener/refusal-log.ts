import type { Logger } from "@fleethub/control-plane";
import type { RefusedInput } from "@fleethub/opamp/server";

/** Refused messages that are logged one by one each minute; of the rest the number is told. */
export const REFUSALS_LOGGED_PER_MINUTE_MAX = 60;

const MINUTE_MS = 60_000;

/** Logs input that was refused, never its content, and not so often that the log is what suffers from a flood. */
export function createRefusalLog(
  logger: Pick<Logger, "warn">,
  now: () => number,
): (refused: RefusedInput) => void {
  let minute = -1;
  let logged = 0;
  let leftOut = 0;
  return ({ transport, problem, remoteAddress, sizeBytes }) => {
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
    const { code } = problem;
    const before = leftOut > 0 ? { leftOut } : {};
    logger.warn({ transport, code, remoteAddress, sizeBytes, ...before }, "input was refused");
    leftOut = 0;
  };
}
