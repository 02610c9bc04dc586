import type { Clock, Logger, Schedule } from "../ports.js";
import { inOrder } from "./lane.js";
import { hasUnsaved, type LiveAgent } from "./live-agent.js";
import type { Performer } from "./performer.js";
import type { ReportWriter } from "./report-writer.js";
import type { Roster } from "./roster.js";
import type { ControlPlaneSettings } from "./settings.js";

export interface SweepDeps {
  readonly roster: Roster;
  readonly performer: Performer;
  readonly writer: ReportWriter;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly logger: Logger;
  readonly settings: ControlPlaneSettings;
  readonly lose: (live: LiveAgent) => void;
}

/**
 * One timer for all agents: wakes those whose time has come, ends connections after their grace, starts rounds of
 * last-seen, and lets agents go from memory that are long gone. Returns how to stop it.
 */
export function startSweep(deps: SweepDeps): () => void {
  let disarm: () => void;
  const sweep = () => {
    disarm = deps.schedule.after(deps.settings.sweepIntervalMs, sweep);
    sweepOnce(deps);
  };
  disarm = deps.schedule.after(deps.settings.sweepIntervalMs, sweep);
  return () => disarm();
}

/** One look at every agent. */
export function sweepOnce(deps: SweepDeps): void {
  const now = deps.clock.now();
  for (const live of deps.roster.all()) {
    const { wakeAt, link } = live.state;
    if (wakeAt !== null && wakeAt <= now && live.tail === null) wake(deps, live);
    const isGone = link === null && wakeAt === null;
    if (isGone && now - live.touchedAt >= deps.settings.evictAfterMs && !hasUnsaved(live)) {
      deps.lose(live);
    }
  }
  deps.performer.closeDue(now);
  deps.writer.tick(now);
}

function wake(deps: SweepDeps, live: LiveAgent): void {
  const woken = inOrder(live, () => deps.performer.step(live, { kind: "woken" }));
  if (!(woken instanceof Promise)) return;
  woken.catch((error: unknown) => {
    deps.logger.error({ agent: live.id, error: String(error) }, "An agent was not woken.");
  });
}
