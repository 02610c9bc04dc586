import type { BodyDigest, ConfigHash } from "@fleethub/fleet";
import { type EncodedServerToAgent, encodeOnce, type ServerToAgentFields } from "@fleethub/opamp";
import { type FleetStorage, StoreUnavailable } from "../ports.js";
import { BoundedCache } from "./bounded-cache.js";
import { CONFIG_KEY } from "./config-key.js";
import { fromHex } from "./facts/hex.js";
import type { Renderings } from "./renderings.js";
import { SERVER_CAPABILITIES } from "./server-capabilities.js";

/** A config that can be offered. */
export interface ConfigBody {
  readonly hash: ConfigHash;
  readonly text: string;
  readonly fields: ServerToAgentFields;
  /** Encoded once, sent to every agent that is offered this and nothing else. */
  readonly offer: EncodedServerToAgent;
}

/** Bodies of offers by their hash: revisions, renderings, what removed configurations said, and the hand-back. */
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

/**
 * The text of a rendering that the store does not have: another version of this software wrote values otherwise
 * when it was decided on. It is committed before anybody is offered it.
 */
async function commitRendering(
  { store }: FleetStorage,
  renderings: Renderings,
  hash: ConfigHash,
): Promise<string | null> {
  const rendering = renderings.recent(hash);
  if (rendering === null) return null;
  const result = await store.commit({ writes: [{ kind: "add-rendering", rendering }] });
  return result.kind === "committed" ? rendering.content : null;
}

export function createConfigBodies(
  storage: FleetStorage,
  renderings: Renderings,
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
  const textOf = async (hash: ConfigHash): Promise<string | null> => {
    const { configurations, store } = storage;
    const revision = await configurations.revisionByHash(hash);
    if (revision?.hash === hash) {
      // A text that still takes values never leaves: agents are offered what those make of it.
      const { content, errors } = await renderings.of(revision, {});
      return content === revision.content && errors.length === 0 ? content : null;
    }
    const rendering = await configurations.rendering(hash);
    if (rendering !== null) return rendering.content;
    const body = await store.body(hash as string as BodyDigest);
    return body?.text ?? (await commitRendering(storage, renderings, hash));
  };
  const find = async (hash: ConfigHash): Promise<ConfigBody | null> => {
    try {
      const text = await textOf(hash);
      if (text === null) return null;
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
