import type { Logger } from "@fleethub/control-plane";
import type { RefusedInput } from "@fleethub/opamp/server";
import { boundedWarnings } from "../platform/bounded-warnings.js";

/** Logs input that was refused, never its content. */
export function createRefusalLog(
  logger: Pick<Logger, "warn">,
  now: () => number,
): (refused: RefusedInput) => void {
  const warn = boundedWarnings(logger, now, "input was refused");
  return ({ transport, problem: { code }, remoteAddress, sizeBytes }) =>
    warn({ transport, code, remoteAddress, sizeBytes });
}
