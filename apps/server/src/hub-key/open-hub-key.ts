import { hkdfSync, randomBytes } from "node:crypto";
import {
  type FleetStorage,
  type HubKey,
  NO_HUB_KEY,
  type Sealed,
  type SealedRows,
} from "@fleethub/control-plane";
import { ServerError } from "../server-error.js";
import { keyIdOf, openWith, sealWith } from "./envelope.js";
import type { KeySource } from "./key-source.js";
import type { NamedKey } from "./key-text.js";

/** What the bytes that everything is derived from are sealed for. */
export const ROOT_PURPOSE = "root of the hub";

const ROOT_SIZE_BYTES = 32;

/**
 * The hub's key over the store: held where it opens the store's root, which is made at the first start. A key that does
 * not is refused with its id and that of the right one.
 *
 * @throws ServerError where secrets are kept that nobody could open: agents run with them, and what they report could
 *   not be masked
 */
export async function openHubKey(
  source: KeySource | null,
  { sealed: rows, secrets }: Pick<FleetStorage, "sealed" | "secrets">,
): Promise<HubKey> {
  const known = await rows.knownRoot();
  const opened = source === null ? NO_HUB_KEY : await openRoot(source, rows, known);
  if (opened.kind === "held" || known === null) return opened;
  if ((await secrets.values()).length === 0) return opened;
  throw new ServerError(
    "hub-key-not-usable",
    `${opened.detail} The store has secrets that agents run with; without their key the hub could not mask them in what agents report, so it does not start.`,
  );
}

async function openRoot(
  source: KeySource,
  rows: SealedRows,
  known: Sealed | null,
): Promise<HubKey> {
  const fresh = () =>
    sealWith(source.keys()[0], ROOT_PURPOSE, new Uint8Array(randomBytes(ROOT_SIZE_BYTES)));
  return keyOver(source, known ?? (await rows.root(fresh())));
}

/** The hub's key where this source opens the root that a store keeps. */
export function keyOver(source: KeySource, sealed: Sealed): HubKey {
  const ring = createKeyRing(source);
  const root = ring.open(ROOT_PURPOSE, sealed);
  if (root === null) return otherKey(source, sealed);
  return {
    kind: "held",
    id: source.keys()[0].id,
    seal: {
      seal: (purpose, bytes) => sealWith(source.keys()[0], purpose, bytes),
      ...ring,
    },
    derive: (purpose) =>
      new Uint8Array(hkdfSync("sha256", root, new Uint8Array(), `fleethub ${purpose}`, 32)),
  };
}

function otherKey(source: KeySource, sealed: Uint8Array): HubKey {
  const { place } = source;
  const [{ id }] = source.keys();
  const detail = `What this store keeps was sealed with the key ${keyIdOf(sealed) ?? "of another kind"}, and ${place} holds ${id}. Put the right key back, above or below this one, and start the hub again.`;
  return { kind: "none", code: "other-hub-key", detail };
}

/** A cell under a key that is not known makes it look at the source again: a rotation elsewhere may have put it there. */
function createKeyRing(source: KeySource) {
  const known = (id: string | null): NamedKey | undefined =>
    source.keys().find((key) => key.id === id);
  return {
    open(purpose: string, sealed: Uint8Array): Uint8Array | null {
      const id = keyIdOf(sealed);
      if (id !== null && known(id) === undefined) source.again();
      const key = known(id);
      return key === undefined ? null : openWith(key, purpose, sealed);
    },
    isUnderOtherKey(sealed: Uint8Array): boolean {
      const id = keyIdOf(sealed);
      return id !== null && known(id) === undefined;
    },
  };
}
