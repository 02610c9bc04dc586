import type { Accounts, ChangeFeed } from "@fleethub/control-plane";

/**
 * Calls `made` once, as soon as there is an administrator, whether made at this hub or at another of the same database.
 *
 * @returns ends the watch
 */
export function watchForAdministrator(
  feed: Pick<ChangeFeed, "subscribe">,
  accounts: Pick<Accounts, "hasAdministrator">,
  made: () => void,
): () => void {
  let isLooking = false;
  let isOver = false;
  let again = true;
  const stop = () => {
    isOver = true;
    unsubscribe();
  };
  const look = async () => {
    again = true;
    if (isLooking) return;
    isLooking = true;
    try {
      while (again) {
        again = false;
        const isThere = await accounts.hasAdministrator();
        if (!isThere || isOver) continue;
        stop();
        made();
      }
    } catch {
      // The store is away: its next change is another look.
    } finally {
      isLooking = false;
    }
  };
  const unsubscribe = feed.subscribe(() => void look());
  // One may have been made before anybody was subscribed.
  void look();
  return stop;
}
