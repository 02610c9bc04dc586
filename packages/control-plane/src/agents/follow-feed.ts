import type { PolicyWatch } from "../policies/watch.js";
import type { Change, ChangeFeed, Logger, Schedule } from "../ports.js";
import type { LiveAgent } from "./live-agent.js";
import type { Roster } from "./roster.js";
import type { ControlPlaneSettings } from "./settings.js";

export interface FollowFeedDeps {
  readonly feed: ChangeFeed;
  readonly roster: Roster;
  readonly schedule: Schedule;
  readonly logger: Logger;
  readonly settings: ControlPlaneSettings;
  readonly reload: (live: LiveAgent) => Promise<void>;
  readonly watch: Pick<PolicyWatch, "policyChanged" | "everythingChanged">;
}

export interface FeedFollower {
  /** Last sequence that was seen. */
  readonly sequence: number;
  stop(): void;
}

/**
 * Follows what other hubs commit: an agent of ours whose intent has another version is read again, and a policy that
 * was written is judged by. Begins at the log's end and rejects while the store is away; later absences are outlived.
 */
export async function followFeed(deps: FollowFeedDeps): Promise<FeedFollower> {
  const { feed, settings, logger } = deps;
  let sequence = await feed.latest();
  let isReading = false;
  let isAskedAgain = false;
  let cancelRetry: (() => void) | null = null;

  const take = async (changes: readonly Change[] | null): Promise<number> => {
    if (changes === null) {
      sequence = await feed.latest();
      for (const live of deps.roster.all()) await deps.reload(live);
      deps.watch.everythingChanged();
      return 0;
    }
    for (const change of changes) {
      const live = deps.roster.byUid(change.id);
      if (live !== undefined && concerns(change, live)) await deps.reload(live);
      if (change.kind.startsWith("policy.")) deps.watch.policyChanged(change.id);
      sequence = change.sequence;
    }
    return changes.length;
  };

  const read = async (): Promise<void> => {
    if (isReading) {
      isAskedAgain = true;
      return;
    }
    isReading = true;
    try {
      do {
        isAskedAgain = false;
        while ((await take(await feed.read(sequence, settings.feedReadMax))) > 0);
      } while (isAskedAgain);
    } catch (error) {
      logger.warn({ error: String(error) }, "The change log could not be read; trying again.");
      cancelRetry?.();
      cancelRetry = deps.schedule.after(settings.storeRetryMs * 4, () => void read());
    } finally {
      isReading = false;
    }
  };

  const stop = feed.subscribe(() => void read());
  return {
    get sequence() {
      return sequence;
    },
    stop() {
      stop();
      cancelRetry?.();
    },
  };
}

function concerns(change: Change, live: LiveAgent): boolean {
  if (change.kind === "agent.forgotten") return true;
  return change.kind === "agent.changed" && change.version !== live.record.version;
}
