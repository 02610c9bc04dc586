import { hkdfSync, randomBytes } from "node:crypto";
import { type HubKey, NO_HUB_KEY, type SealedRows } from "@fleethub/control-plane";
import { keyIdOf, openWith, sealWith } from "./envelope.js";
import type { KeySource } from "./key-source.js";
import type { NamedKey } from "./key-text.js";

/** What the bytes that everything is derived from are sealed for. */
export const ROOT_PURPOSE = "root of the hub";

const ROOT_SIZE_BYTES = 32;

/**
 * The hub's key over the store: held where it opens the store's root, which is made at the first start. A key that does
 * not is refused with its id and that of the right one; the hub goes on without.
 */
export async function openHubKey(source: KeySource | null, rows: SealedRows): Promise<HubKey> {
  if (source === null) return NO_HUB_KEY;
  const ring = createKeyRing(source);
  const [current] = source.keys;
  const fresh = () => sealWith(current, ROOT_PURPOSE, new Uint8Array(randomBytes(ROOT_SIZE_BYTES)));
  const sealed = (await rows.knownRoot()) ?? (await rows.root(fresh()));
  const root = ring.open(ROOT_PURPOSE, sealed);
  if (root === null) return otherKey(source, sealed);
  return {
    kind: "held",
    id: current.id,
    seal: {
      seal: (purpose, bytes) => sealWith(ring.current(), purpose, bytes),
      open: ring.open,
    },
    derive: (purpose) =>
      new Uint8Array(hkdfSync("sha256", root, new Uint8Array(), `fleethub ${purpose}`, 32)),
  };
}

function otherKey({ place, keys: [{ id }] }: KeySource, sealed: Uint8Array): HubKey {
  const detail = `What this store keeps was sealed with the key ${keyIdOf(sealed) ?? "of another kind"}, and ${place} holds ${id}. Put the right key back, above or below this one, and start the hub again.`;
  return { kind: "none", code: "other-hub-key", detail };
}

/**
 * The keys of a source. A cell under a key that is not known makes it look at the source again: a rotation on another
 * hub may have put it there meanwhile.
 */
function createKeyRing(source: KeySource) {
  let keys: readonly NamedKey[] = source.keys;
  const [first] = source.keys;
  const known = (id: string) => keys.find((key) => key.id === id);
  const find = (id: string): NamedKey | undefined => {
    const key = known(id);
    if (key !== undefined) return key;
    const again = source.again();
    if (again.length > 0) keys = again;
    return known(id);
  };
  return {
    current: (): NamedKey => keys[0] ?? first,
    open(purpose: string, sealed: Uint8Array): Uint8Array | null {
      const id = keyIdOf(sealed);
      const key = id === null ? undefined : find(id);
      return key === undefined ? null : openWith(key, purpose, sealed);
    },
  };
}
