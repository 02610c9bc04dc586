import { createHmac, hash, randomBytes } from "node:crypto";
import type { Clock, Digest, Ids, Randomness, Schedule } from "@fleethub/control-plane";
import type { BodyDigest } from "@fleethub/fleet";
import { uuidv7 } from "uuidv7";

/** The wall clock of this process. */
export const systemClock: Clock = { now: () => Date.now() };

/** Timers that do not keep the process alive. */
export const systemSchedule: Schedule = {
  after(delayMs, run) {
    if (delayMs <= 0) {
      // A timer would wait a millisecond: whoever yields every few agents does so hundreds of times.
      const turn = setImmediate(run);
      return () => clearImmediate(turn);
    }
    const timer = setTimeout(run, delayMs).unref();
    return () => clearTimeout(timer);
  },
};

/** Ids in the order they were made. */
export const systemIds: Ids = { uuidv7: () => uuidv7() };

/** The system's own randomness. */
export const systemRandom: Randomness = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
};

/** Node's own SHA-256. */
export const systemDigest: Digest = {
  sha256: (bytes) => hash("sha256", bytes, "hex") as BodyDigest,
  hmacSha256: (key, bytes) => new Uint8Array(createHmac("sha256", key).update(bytes).digest()),
};
