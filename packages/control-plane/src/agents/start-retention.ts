import type { Millis } from "@fleethub/fleet";
import type { ChangeFeed, Clock, FleetStore, Logger, Retention, Schedule } from "../ports.js";
import { utcDay } from "../utc-day.js";
import type { ControlPlaneSettings } from "./settings.js";

export interface StartRetentionDeps {
  readonly feed: ChangeFeed;
  readonly retention: Retention;
  readonly store: FleetStore;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly logger: Logger;
  readonly settings: ControlPlaneSettings;
  /** How long the audit is kept, and with it requests for approval that have ended; null: for ever. */
  readonly recordKeptMs: Millis | null;
}

/**
 * Drops what is past its time, again and again: history, bodies that nothing names and what was judged of them, days of
 * policies, charts of rollouts that are over, changes that everybody had time to read, values of secrets that nobody
 * runs with any more, those of requests that expired, requests that ended longer ago than the audit is kept, and
 * sessions that ran out. Several hubs may do so at once. Audit and other intent are never dropped. Returns how to stop it.
 */
export function startRetention(deps: StartRetentionDeps): () => void {
  const { feed, retention, store, clock, schedule, logger, settings, recordKeptMs } = deps;
  /** Where the change log ended at earlier rounds, oldest first: its lines carry no time. */
  const ends: { readonly at: Millis; readonly sequence: number }[] = [];

  const trim = async (): Promise<void> => {
    const now = clock.now();
    ends.push({ at: now, sequence: await feed.latest() });
    while ((ends[1]?.at ?? now) <= now - settings.changeLogAgeMs) ends.shift();
    const [oldest] = ends;
    if (oldest !== undefined && oldest.at <= now - settings.changeLogAgeMs) {
      await retention.trimChanges(oldest.sequence);
    }
    const entries = await retention.trimTimelines(
      now - settings.timelineAgeMs,
      settings.timelineEntriesMax,
    );
    const bodies = await retention.trimBodies(now - settings.bodyAgeMs);
    const verdicts = await retention.trimVerdicts();
    const days = await retention.trimCompliance(utcDay(now - settings.complianceAgeMs));
    const judgements = await retention.trimJudgements(now - settings.judgementAgeMs);
    const values = await retention.trimSecretValues(now - settings.secretValueAgeMs);
    const asked = await retention.trimApprovals(now, recordKeptMs && now - recordKeptMs);
    const seenBefore = now - settings.sessionIdleMs;
    await store.commit({ writes: [{ kind: "drop-sessions", now, seenBefore }] });
    const dropped = { entries, bodies, verdicts, days, judgements, values, asked };
    if (Object.values(dropped).some((count) => count > 0)) {
      logger.info(dropped, "Old history was dropped.");
    }
  };

  let disarm: () => void;
  let isStopped = false;
  const round = async (): Promise<void> => {
    try {
      await trim();
    } catch (error) {
      logger.warn({ error: String(error) }, "Old history was not dropped; tried again later.");
    }
    if (!isStopped) arm();
  };
  const arm = () => {
    disarm = schedule.after(settings.retentionIntervalMs, () => void round());
  };
  arm();
  return () => {
    isStopped = true;
    disarm();
  };
}
