import type { SecretValueIds } from "../model.js";
import { type Logger, type SecretReader, StoreUnavailable } from "../ports.js";
import type { HubKey } from "./hub-key.js";
import { createMask, type Mask } from "./mask.js";

/** What a value is sealed for: it does not open under another secret's name or another id. */
export const valuePurpose = (secret: string, id: string): string => `secret ${secret} ${id}`;

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
  /** Masks every value that was ever known here, in place. */
  mask(bytes: Uint8Array): void;
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

  const read = async (): Promise<void> => {
    const before = known.size;
    const unopened: string[] = [];
    for (const { id, secret, sealed } of await reader.values()) {
      if (known.has(id)) continue;
      const opened =
        hubKey.kind === "held" ? hubKey.seal.open(valuePurpose(secret, id), sealed) : null;
      if (opened === null) unopened.push(secret);
      else known.set(id, decoder.decode(opened));
    }
    if (known.size > before) mask = createMask([...new Set(known.values())]);
    if (unopened.length > 0) {
      logger.error({ secrets: unopened }, "Secrets could not be opened with the key of this hub.");
    }
  };
  const load = (): Promise<void> => {
    if (reading !== null) return reading;
    const under = read().finally(() => {
      if (reading === under) reading = null;
    });
    reading = under;
    return under;
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
    forget() {
      load().catch((error: unknown) => {
        // It is read when an offer needs it.
        if (!(error instanceof StoreUnavailable)) throw error;
      });
    },
    mask: (bytes) => mask(bytes),
  };
}
