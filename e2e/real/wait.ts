import { createServer } from "node:net";

/** Between two looks at a condition, unless something else is said. */
const LOOK_EVERY_MS = 50;

/** Asks again until `look` answers something other than undefined or false; the failure shows what was last seen. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  limitMs = 20_000,
  lastSeen?: () => Promise<unknown> | unknown,
  everyMs = LOOK_EVERY_MS,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  let error: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
      error = undefined;
    } catch (caught) {
      error = caught;
    }
    if (Date.now() > deadline) {
      const seen = error ?? (lastSeen ? await lastSeen() : "nothing");
      throw new Error(`Not within ${limitMs} ms: ${what}. Last seen: ${describe(seen)}`);
    }
    await pause(everyMs);
  }
}

/** As `until`, for what passes by itself within a fraction of a second: looks all the time. */
export const catchSight = (what: string, look: () => boolean): Promise<boolean> =>
  until(what, look, undefined, undefined, 1);

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** A port of the loopback interface that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function describe(value: unknown): string {
  if (value instanceof Error) return value.message;
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
