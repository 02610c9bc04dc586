import type { Change, ChangeFeed, Logger, Schedule } from "../ports.js";
import type { HubListener } from "./hub-listener.js";
import type { LiveAgent } from "./live-agent.js";
import type { Roster } from "./roster.js";
import type { ControlPlaneSettings } from "./settings.js";

export interface FollowFeedDeps {
  readonly feed: ChangeFeed;
  readonly roster: Roster;
  readonly schedule: Schedule;
  readonly logger: Logger;
  readonly settings: ControlPlaneSettings;
  /** Rejects while the store is away. */
  readonly reload: (agents: readonly LiveAgent[]) => Promise<void>;
  /** Resolves when this hub has done what followed from its own commits: those agents need not be read again. */
  readonly acted: () => Promise<void>;
  readonly listener: Required<HubListener>;
}

export interface FeedFollower {
  /** Last sequence that was seen. */
  readonly sequence: number;
  stop(): void;
}

/**
 * Follows what other hubs commit: an agent of ours whose intent has another version is read again, and so are the
 * members of a group that was written; listeners are told every line. Begins at the log's end and rejects while the
 * store is away; later absences are outlived, and what was read then is taken once more.
 */
export async function followFeed(deps: FollowFeedDeps): Promise<FeedFollower> {
  const { feed, settings, logger, roster } = deps;
  let sequence = await feed.latest();
  let isReading = false;
  let isAskedAgain = false;
  let cancelRetry: (() => void) | null = null;

  const take = async (changes: readonly Change[] | null): Promise<number> => {
    if (changes === null) {
      const latest = await feed.latest();
      deps.listener.everythingChanged();
      await deps.reload([...roster.all()]);
      sequence = latest;
      return 0;
    }
    for (const change of changes) deps.listener.changed(change);
    await deps.acted();
    await deps.reload([...concerned(roster, changes)]);
    sequence = changes.at(-1)?.sequence ?? sequence;
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

/** Agents of this hub that these lines are about. */
function concerned(roster: Roster, changes: readonly Change[]): ReadonlySet<LiveAgent> {
  const found = new Set<LiveAgent>();
  for (const { kind, id, version } of changes) {
    if (kind === "group.changed" || kind === "group.removed") {
      for (const live of roster.ofGroup(id)) found.add(live);
    } else if (kind === "agent.changed" || kind === "agent.forgotten") {
      const live = roster.byUid(id);
      if (live === undefined) continue;
      if (kind === "agent.forgotten" || version !== live.record.version) found.add(live);
    }
  }
  return found;
}
