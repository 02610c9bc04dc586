import type { BodyDigest, ConfigHash } from "@fleethub/fleet";
import { type EncodedServerToAgent, encodeOnce, type ServerToAgentFields } from "@fleethub/opamp";
import { type ConfigJudge, type FleetStorage, StoreUnavailable } from "../ports.js";
import { namesSecrets } from "../secrets/secret-names.js";
import { secretSet } from "../secrets/secret-board.js";
import type { SecretValues } from "../secrets/secret-values.js";
import { BoundedCache } from "./bounded-cache.js";
import { CONFIG_KEY } from "./config-key.js";
import { fromHex } from "./facts/hex.js";
import type { Renderings } from "./renderings.js";
import { SERVER_CAPABILITIES } from "./server-capabilities.js";

/** A config that can be offered. */
export interface ConfigBody {
  readonly hash: ConfigHash;
  /** As it is kept and judged: references to secrets stand. */
  readonly text: string;
  /** Names of the secrets that stand in what is offered. */
  readonly secrets: readonly string[];
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

export function createConfigBodies(deps: {
  readonly storage: FleetStorage;
  readonly renderings: Renderings;
  readonly judge: Pick<ConfigJudge, "putSecrets">;
  readonly values: Pick<SecretValues, "of">;
  readonly handBackHash: ConfigHash;
  readonly sizeBytesMax: number;
}): ConfigBodies {
  const { storage, renderings, handBackHash } = deps;
  const cache = new BoundedCache<ConfigHash, ConfigBody>(deps.sizeBytesMax);
  const loading = new Map<ConfigHash, Promise<ConfigBody | null>>();
  const make = (
    hash: ConfigHash,
    text: string,
    offered = text,
    secrets: readonly string[] = [],
  ): ConfigBody => {
    const fields = { remoteConfig: remoteConfig(hash, offered, hash === handBackHash) };
    return { hash, text, secrets, fields, offer: encodeOnce(fields, SERVER_CAPABILITIES) };
  };
  const handBack = make(handBackHash, "");
  const textOf = async (hash: ConfigHash): Promise<string | null> => {
    const { configurations, store } = storage;
    const revision = await configurations.revisionByHash(hash);
    if (revision?.hash === hash) {
      // A text that still takes values never leaves: agents are offered what those make of it.
      const nobody = { set: secretSet([]), holder: NO_HOLDER };
      const { content, errors } = await renderings.of(revision, {}, nobody);
      return content === revision.content && errors.length === 0 ? content : null;
    }
    const rendering = await configurations.rendering(hash);
    if (rendering !== null) return rendering.content;
    const body = await store.body(hash as string as BodyDigest);
    return body?.text ?? (await commitRendering(storage, renderings, hash));
  };
  const withSecrets = async (hash: ConfigHash, text: string): Promise<ConfigBody | null> => {
    const ids = await storage.secrets.namedBy(hash);
    if (ids === null) return make(hash, text);
    const values = await deps.values.of(ids);
    const offered = values === null ? null : await deps.judge.putSecrets(text, values);
    return offered === null ? null : make(hash, text, offered, Object.keys(ids));
  };
  const find = async (hash: ConfigHash): Promise<ConfigBody | null> => {
    try {
      const text = await textOf(hash);
      if (text === null) return null;
      const body = namesSecrets(text) ? await withSecrets(hash, text) : make(hash, text);
      if (body !== null) cache.set(hash, body, text.length * 2);
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

const NO_HOLDER = { labels: {}, enrolment: null, pin: null };
