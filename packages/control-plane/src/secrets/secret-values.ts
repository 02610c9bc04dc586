import type { SecretValueIds } from "../model.js";
import { type Logger, type SecretReader, StoreUnavailable } from "../ports.js";
import type { HubKey, Sealed } from "./hub-key.js";
import { createMask, type Mask } from "./mask.js";

/** What a value is sealed for: it does not open under another secret's name or another id. */
export const valuePurpose = (secret: string, id: string): string => `secret ${secret} ${id}`;

const OTHER_KEY =
  "Another hub seals secrets with a key that this hub does not have. It could not mask them, so it takes no reports of agents. Give every hub the same key, and start this one again.";

/**
 * Values of secrets, opened in the memory of this hub alone: for offers that are put together, and to be masked in
 * whatever agents send.
 */
export interface SecretValues {
  /** Opens every value that is kept. Rejects while the store is away. */
  load(): Promise<void>;
  /** By name of the secret; null where one of them is not kept any more, or cannot be opened. */
  of(ids: SecretValueIds): Promise<ReadonlyMap<string, string> | null>;
  /** Values were written: they are read again, at once. What was known stays masked until then and after. */
  forget(): void;
  /**
   * Masks every value that was ever known here, in place, also those that the store let go since: somebody may have been
   * offered them. False: another hub sealed values under a key that is not
   * here, so they could not be masked, and nobody may look at these bytes.
   */
  mask(bytes: Uint8Array): boolean;
  /** Names of secrets with such values. */
  underOtherKey(): readonly string[];
}

export function createSecretValues(
  reader: Pick<SecretReader, "values">,
  hubKey: HubKey,
  logger: Logger,
): SecretValues {
  const decoder = new TextDecoder();
  const known = new Map<string, string>();
  let mask: Mask = createMask([]);
  let reading: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  /** Values were written, and could not be read. */
  let isBehind = false;
  let underOtherKey: readonly string[] = [];

  const open = (purpose: string, sealed: Sealed) =>
    hubKey.kind === "held" ? hubKey.seal.open(purpose, sealed) : null;
  const isUnderOtherKey = (sealed: Sealed) =>
    hubKey.kind === "none" || hubKey.seal.isUnderOtherKey(sealed);
  const read = async (): Promise<void> => {
    const before = known.size;
    const unopened = new Set<string>();
    const foreign = new Set<string>();
    for (const { id, secret, sealed } of await reader.values()) {
      if (known.has(id)) continue;
      const opened = open(valuePurpose(secret, id), sealed);
      if (opened !== null) known.set(id, decoder.decode(opened));
      else (isUnderOtherKey(sealed) ? foreign : unopened).add(secret);
    }
    if (known.size > before) mask = createMask([...new Set(known.values())]);
    if (unopened.size > 0) {
      const secrets = [...unopened];
      logger.error({ secrets }, "Secrets were changed in the store and cannot be opened any more.");
    }
    const isNews = foreign.size !== underOtherKey.length;
    underOtherKey = [...foreign];
    if (isNews && foreign.size > 0) {
      logger.error({ secrets: underOtherKey }, OTHER_KEY);
    }
  };
  const begin = (): Promise<void> => {
    const under = read().finally(() => {
      reading = null;
    });
    reading = under;
    return under;
  };
  const load = (): Promise<void> => {
    if (reading === null) return begin();
    // What is under way may have begun before the values that somebody asks for were written.
    next ??= reading
      .catch(() => {})
      .then(() => {
        next = null;
        return begin();
      });
    return next;
  };
  const forget = (): void => {
    load().then(
      () => {
        isBehind = false;
      },
      (error: unknown) => {
        isBehind = true;
        if (error instanceof StoreUnavailable) return;
        logger.error({ error: String(error) }, "Values of secrets were not read; they are again.");
      },
    );
  };

  return {
    load,
    async of(ids) {
      if (Object.values(ids).some((id) => !known.has(id))) await load();
      const values = new Map<string, string>();
      for (const [name, id] of Object.entries(ids)) {
        const value = known.get(id);
        if (value === undefined) return null;
        values.set(name, value);
      }
      return values;
    },
    forget,
    mask(bytes) {
      // The store may be back, and a key that others were given may be in the file by now.
      const mayHelp = isBehind || (underOtherKey.length > 0 && hubKey.kind === "held");
      if (mayHelp && reading === null) forget();
      mask(bytes);
      return underOtherKey.length === 0;
    },
    underOtherKey: () => underOtherKey,
  };
}
