import { toBase64Url } from "../base64.js";
import type { Digest, FleetStore } from "../ports.js";
import type { Randomness } from "./platform.js";
import { isSameHash } from "./wire-token.js";

const RANDOM_SIZE_BYTES = 16;
const encoder = new TextEncoder();

/**
 * What a browser keeps to show that it signed this person in before: random, with a code that only hubs of this store
 * make. It opens nothing; it only keeps strangers' failures from delaying its owner.
 */
export async function deviceProof(
  services: { readonly store: FleetStore; readonly digest: Digest; readonly random: Randomness },
  person: string,
): Promise<string> {
  const random = toBase64Url(services.random.bytes(RANDOM_SIZE_BYTES));
  return `${random}.${await tagOf(services, person, random)}`;
}

/** The device that a proof stands for; null where it is no proof for this person. */
export async function deviceOf(
  services: { readonly store: FleetStore; readonly digest: Digest },
  person: string,
  proof: string | null,
): Promise<string | null> {
  const [random, tag, ...more] = proof?.split(".") ?? [];
  if (random === undefined || tag === undefined || more.length > 0) return null;
  return isSameHash(tag, await tagOf(services, person, random)) ? random : null;
}

async function tagOf(
  { store, digest }: { readonly store: FleetStore; readonly digest: Digest },
  person: string,
  random: string,
): Promise<string> {
  const key = await store.secretKey("devices");
  return toBase64Url(digest.hmacSha256(key, encoder.encode(JSON.stringify([person, random]))));
}
