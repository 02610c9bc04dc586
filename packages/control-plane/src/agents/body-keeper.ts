import type { BodyDigest } from "@fleethub/fleet";
import type { StoredBody } from "../model.js";
import type { ConfigJudge, FleetStore, Logger } from "../ports.js";
import { BoundedCache } from "./bounded-cache.js";

/** Bodies that agents reported, on their way to the store. */
export interface BodyKeeper {
  /** Keeps a body; effective configs are redacted first, and are never stored where that fails. */
  keep(body: StoredBody): void;
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

/** Bytes of bodies kept as reported, for judgements, and again as redacted, for people. */
const REPORTED_SIZE_BYTES_MAX = 32 * 1024 * 1024;

/** Bodies in one change set. */
const READY_TAKEN_MAX = 500;

export function createBodyKeeper(deps: {
  readonly store: FleetStore;
  readonly judge: ConfigJudge;
  readonly logger: Logger;
}): BodyKeeper {
  const { store, judge, logger } = deps;
  const stored = new BoundedCache<BodyDigest, true>(STORED_DIGESTS_MAX);
  const reported = new BoundedCache<BodyDigest, string>(REPORTED_SIZE_BYTES_MAX);
  const redacted = new BoundedCache<BodyDigest, string>(REPORTED_SIZE_BYTES_MAX);
  const ready = new Map<BodyDigest, StoredBody>();
  const redacting = new Map<BodyDigest, Promise<void>>();

  const redact = async (body: StoredBody): Promise<void> => {
    try {
      const text = await judge.redact(body.text);
      redacted.set(body.digest, text, text.length * 2);
      ready.set(body.digest, { ...body, text });
    } catch (error) {
      logger.error({ digest: body.digest, error: String(error) }, "A config was not redacted.");
    } finally {
      redacting.delete(body.digest);
    }
  };

  return {
    keep(body) {
      const { digest, kind, text } = body;
      reported.set(digest, text, text.length * 2);
      if (stored.get(digest) || ready.has(digest) || redacting.has(digest)) return;
      if (kind === "effective-config") redacting.set(digest, redact(body));
      else {
        redacted.set(digest, text, text.length * 2);
        ready.set(digest, body);
      }
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
      const missing = new Set(await store.missingBodies(digests));
      const taken: StoredBody[] = [];
      for (const digest of digests) {
        const body = ready.get(digest);
        ready.delete(digest);
        stored.set(digest, true);
        if (body !== undefined && missing.has(digest)) taken.push(body);
      }
      return taken;
    },
    putBack(bodies) {
      for (const body of bodies) {
        stored.delete(body.digest);
        ready.set(body.digest, body);
      }
    },
    async settled() {
      await Promise.all(redacting.values());
    },
  };
}
