import type { BodyDigest, ConfigHash } from "@fleethub/fleet";
import {
  type EncodedServerToAgent,
  encodeOnce,
  serverCapabilities,
  type ServerToAgentFields,
} from "@fleethub/opamp";
import { type FleetStorage, StoreUnavailable } from "../ports.js";
import { BoundedCache } from "./bounded-cache.js";
import { fromHex } from "./facts/hex.js";

/** What this server does: SERVER_CAPABILITY bits, to be given to the OpAMP server as well. */
export const SERVER_CAPABILITIES: bigint = serverCapabilities(
  "OffersRemoteConfig",
  "AcceptsEffectiveConfig",
);

/** The key under which a supervisor takes its one config. */
export const CONFIG_KEY = "";

/** A config that can be offered. */
export interface ConfigBody {
  readonly hash: ConfigHash;
  readonly text: string;
  readonly fields: ServerToAgentFields;
  /** Encoded once, sent to every agent that is offered this and nothing else. */
  readonly offer: EncodedServerToAgent;
}

/** Bodies of offers by their hash: revisions, what removed configurations said, and the hand-back. */
export interface ConfigBodies {
  readonly handBackHash: ConfigHash;
  /** Without asking the store. */
  atHand(hash: ConfigHash): ConfigBody | null;
  /** Null where no revision has this hash, or the store is away. */
  load(hash: ConfigHash): Promise<ConfigBody | null>;
}

/** The fields of an offer. An empty body under the empty key hands the agent back to its own files. */
function remoteConfig(hash: ConfigHash, text: string, isHandBack: boolean) {
  const body = new TextEncoder().encode(text);
  const file = isHandBack ? { body } : { body, contentType: "text/yaml" };
  return { config: { configMap: { [CONFIG_KEY]: file } }, configHash: fromHex(hash) };
}

export function createConfigBodies(
  storage: FleetStorage,
  handBackHash: ConfigHash,
  sizeBytesMax: number,
): ConfigBodies {
  const cache = new BoundedCache<ConfigHash, ConfigBody>(sizeBytesMax);
  const loading = new Map<ConfigHash, Promise<ConfigBody | null>>();
  const make = (hash: ConfigHash, text: string): ConfigBody => {
    const fields = { remoteConfig: remoteConfig(hash, text, hash === handBackHash) };
    return { hash, text, fields, offer: encodeOnce(fields, SERVER_CAPABILITIES) };
  };
  const handBack = make(handBackHash, "");
  const find = async (hash: ConfigHash): Promise<ConfigBody | null> => {
    try {
      const revision = await storage.configurations.revisionByHash(hash);
      const text =
        revision?.content ?? (await storage.store.body(hash as string as BodyDigest))?.text;
      if (text === undefined) return null;
      const body = make(hash, text);
      cache.set(hash, body, text.length * 2);
      return body;
    } catch (error) {
      if (error instanceof StoreUnavailable) return null;
      throw error;
    } finally {
      loading.delete(hash);
    }
  };
  const atHand = (hash: ConfigHash) =>
    hash === handBackHash ? handBack : (cache.get(hash) ?? null);
  return {
    handBackHash,
    atHand,
    load(hash) {
      const known = atHand(hash);
      if (known !== null) return Promise.resolve(known);
      const under = loading.get(hash) ?? find(hash);
      loading.set(hash, under);
      return under;
    },
  };
}
