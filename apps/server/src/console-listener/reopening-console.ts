import type { ConsoleListener } from "./console-listener.js";

/** A console that may move to another host while it runs. */
export interface ReopeningConsole extends ConsoleListener {
  /** Listens there instead, on the same port. What was asked before is still answered. Where that fails it stays. */
  moveTo(host: string): Promise<void>;
}

/** What opens a listener on this host and port. */
type Open = (host: string, port: number) => Promise<ConsoleListener>;

/** How long what was asked at the old address may take. */
const MOVE_GRACE_MS = 10_000;

/**
 * Opens the console where it is to begin. Two listeners cannot share a port, so the old one ends before the new one
 * begins; requests that come in between wait with their connection.
 */
export async function openReopeningConsole(
  open: Open,
  host: string,
  port: number,
): Promise<ReopeningConsole> {
  let at = host;
  let listener = await open(host, port);
  let moving: Promise<void> = Promise.resolve();
  let closed = false;
  const bound = listener.port;
  const move = async (to: string) => {
    if (closed || to === at) return;
    const ended = listener.close(MOVE_GRACE_MS);
    try {
      listener = await open(to, bound);
      at = to;
    } catch (error) {
      listener = await open(at, bound);
      throw error;
    } finally {
      await ended;
    }
  };
  return {
    port: bound,
    moveTo(to) {
      moving = moving.then(() => move(to));
      return moving;
    },
    async close(graceMs) {
      closed = true;
      await moving.catch(() => {});
      await listener.close(graceMs);
    },
  };
}
