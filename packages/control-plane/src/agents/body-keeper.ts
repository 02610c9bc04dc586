import type { BodyDigest, Millis } from "@fleethub/fleet";
import type { StoredBody } from "../model.js";
import type { Clock, ConfigJudge, FleetStore, Logger } from "../ports.js";
import { BoundedCache } from "./bounded-cache.js";
import type { Counters } from "./counters.js";
import type { ControlPlaneSettings } from "./settings.js";

/** Bodies that agents reported, on their way to the store. */
export interface BodyKeeper {
  /**
   * Keeps a body; effective configs are redacted first, and are never stored where that fails. False where too much
   * waits already: then it is not kept.
   */
  keep(body: StoredBody): boolean;
  /** It is stored, or on its way: there is no need to keep it again. */
  has(digest: BodyDigest): boolean;
  /** As reported, for judgements; from memory, else redacted from the store. Null where it is nowhere. */
  text(digest: BodyDigest): Promise<string | null>;
  /** Redacted, for people. */
  shown(digest: BodyDigest): Promise<string | null>;
  readonly hasReady: boolean;
  /** Those that the store does not have yet. */
  takeReady(): Promise<readonly StoredBody[]>;
  putBack(bodies: readonly StoredBody[]): void;
  /** Resolves when nothing is being redacted. */
  settled(): Promise<void>;
}

/** Digests remembered as stored. */
const STORED_DIGESTS_MAX = 50_000;

/** Bytes of texts kept as reported, for judgements, and again as redacted, for people. */
const REPORTED_SIZE_BYTES_MAX = 32 * 1024 * 1024;

/** Bodies in one change set. */
const READY_TAKEN_MAX = 500;

/** Bytes of a text in memory. */
const sizeOf = ({ text }: { readonly text: string }): number => text.length * 2;

export function createBodyKeeper(deps: {
  readonly store: FleetStore;
  readonly judge: ConfigJudge;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly logger: Logger;
  readonly settings: ControlPlaneSettings;
}): BodyKeeper {
  const { store, judge, clock, counters, logger, settings } = deps;
  /** When each was found in the store; asked again before retention could have dropped it. */
  const stored = new BoundedCache<BodyDigest, Millis>(STORED_DIGESTS_MAX);
  const isStored = (digest: BodyDigest) =>
    clock.now() - (stored.get(digest) ?? Number.NEGATIVE_INFINITY) < settings.bodyAgeMs / 2;
  let waitingSize = 0;
  let isFull = false;
  const reported = new BoundedCache<BodyDigest, string>(REPORTED_SIZE_BYTES_MAX);
  const redacted = new BoundedCache<BodyDigest, string>(REPORTED_SIZE_BYTES_MAX);
  const ready = new Map<BodyDigest, StoredBody>();
  const redacting = new Map<BodyDigest, Promise<void>>();
  const has = (digest: BodyDigest) =>
    isStored(digest) || ready.has(digest) || redacting.has(digest);

  const putReady = (body: StoredBody): void => {
    if (ready.has(body.digest)) return;
    ready.set(body.digest, body);
    waitingSize += sizeOf(body);
  };

  const redact = async (body: StoredBody): Promise<void> => {
    try {
      const text = await judge.redact(body.text);
      redacted.set(body.digest, text, sizeOf({ text }));
      putReady({ ...body, text });
    } catch (error) {
      logger.error({ digest: body.digest, error: String(error) }, "A config was not redacted.");
    } finally {
      redacting.delete(body.digest);
      waitingSize -= sizeOf(body);
    }
  };

  return {
    has,
    keep(body) {
      const { digest, kind, text } = body;
      reported.set(digest, text, sizeOf(body));
      if (has(digest)) return true;
      if (waitingSize + sizeOf(body) > settings.bodiesWaitingSizeBytesMax) {
        if (!isFull)
          logger.warn({ waitingSize }, "Too many texts wait to be written; more are left.");
        isFull = true;
        counters.count("bodiesLeft");
        return false;
      }
      isFull = false;
      if (kind === "effective-config") {
        waitingSize += sizeOf(body);
        redacting.set(digest, redact(body));
      } else {
        redacted.set(digest, text, sizeOf(body));
        putReady(body);
      }
      return true;
    },
    async text(digest) {
      return reported.get(digest) ?? (await store.body(digest))?.text ?? null;
    },
    async shown(digest) {
      await redacting.get(digest);
      return redacted.get(digest) ?? (await store.body(digest))?.text ?? null;
    },
    get hasReady() {
      return ready.size > 0;
    },
    async takeReady() {
      const digests = [...ready.keys()].slice(0, READY_TAKEN_MAX);
      if (digests.length === 0) return [];
      const at = clock.now();
      const missing = new Set(await store.missingBodies(digests, at));
      const taken: StoredBody[] = [];
      for (const digest of digests) {
        const body = ready.get(digest);
        // Another change set took it meanwhile.
        if (body === undefined) continue;
        ready.delete(digest);
        waitingSize -= sizeOf(body);
        stored.set(digest, at);
        if (missing.has(digest)) taken.push(body);
      }
      return taken;
    },
    putBack(bodies) {
      for (const body of bodies) {
        stored.delete(body.digest);
        putReady(body);
      }
    },
    async settled() {
      await Promise.all(redacting.values());
    },
  };
}
