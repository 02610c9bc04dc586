import type { Millis } from "@fleethub/fleet";
import type { Clock, HubLeases, Logger, Schedule } from "../ports.js";
import type { Arrivals } from "./arrivals.js";
import type { Roster } from "./roster.js";
import type { ControlPlaneSettings } from "./settings.js";

export interface KeepLeaseDeps {
  readonly leases: HubLeases;
  readonly arrivals: Pick<Arrivals, "board">;
  readonly roster: Roster;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly logger: Logger;
  readonly hubId: string;
  readonly settings: ControlPlaneSettings;
}

/** The lease of a running hub. */
export interface KeptLease {
  /** Ends it, so that other hubs need not wait until it has run out. */
  release(): Promise<void>;
}

/**
 * Says that this hub lives, and takes over the agents of hubs that do not: in memory and without a connection they
 * count as disconnected by the reducer's own rule, unless they report here in time. Rejects while the store is away;
 * later absences are outlived.
 */
export async function keepLease(deps: KeepLeaseDeps): Promise<KeptLease> {
  const { leases, roster, clock, schedule, logger, hubId, settings } = deps;
  let heldSince: Millis | null = null;
  let inheritedAt = Number.NEGATIVE_INFINITY;

  const renew = async (): Promise<void> => {
    const isUnbroken = await leases.renew(hubId, settings.leaseMs);
    if (heldSince !== null && isUnbroken) return;
    heldSince = clock.now();
    // Another hub may have taken what was ours: each agent is claimed again with its next report.
    for (const live of roster.all()) live.claimedOn.clear();
  };

  /** A hub that could not renew for a while gives the others, who could not either, time to do so first. */
  const isDue = () => {
    const now = clock.now();
    if (heldSince === null || now - heldSince < settings.leaseMs) return false;
    return now - inheritedAt >= settings.inheritIntervalMs;
  };

  const inherit = async (): Promise<void> => {
    let agents = 0;
    for (;;) {
      const records = await leases.inherit(hubId, settings.arrivalsMax);
      for (const record of records) await deps.arrivals.board(record);
      agents += records.length;
      if (records.length < settings.arrivalsMax) break;
    }
    inheritedAt = clock.now();
    if (agents > 0) logger.info({ agents }, "Agents of hubs that ended were taken over.");
  };

  let isReleased = false;
  let disarm = () => {};
  const arm = () => {
    if (!isReleased) disarm = schedule.after(settings.leaseRenewMs, () => void beat());
  };
  const beat = async (): Promise<void> => {
    try {
      await renew();
      if (isDue()) await inherit();
    } catch (error) {
      heldSince = null;
      logger.warn({ error: String(error) }, "The lease of this hub could not be renewed.");
    }
    arm();
  };

  await renew();
  arm();
  return {
    async release() {
      isReleased = true;
      disarm();
      await leases.release(hubId);
    },
  };
}
