import type { Finding } from "@fleethub/collector-config";
import type { ConfigHash } from "@fleethub/fleet";
import type { Rendering, RevisionRecord, Variables } from "../model.js";
import type { ConfigJudge, HashConfig } from "../ports.js";
import { BoundedCache } from "./bounded-cache.js";
import { CONFIG_KEY } from "./config-key.js";

/** What one agent's values make of a revision. A revision without variables is its own rendering. */
export interface RenderedRevision extends Rendering {
  /** The revision's own text: no value stands in it. */
  readonly isWhole: boolean;
  /** Variables without a value here. */
  readonly missing: readonly string[];
  /** Why it cannot be offered with these values; empty where it can. */
  readonly errors: readonly Finding[];
}

/** Renders revisions, each once for each set of values as long as it is remembered. */
export interface Renderings {
  of(revision: RevisionRecord, values: Variables): Promise<RenderedRevision>;
  /** The meaning of a rendered text. */
  fingerprint(rendering: Pick<Rendering, "hash" | "content">): Promise<string>;
  /** What was rendered lately under this hash. */
  recent(hash: ConfigHash): Rendering | null;
}

/** Characters of rendered texts that are remembered. */
const RENDERED_LENGTH_MAX = 32 * 1024 * 1024;

/** Renderings whose meaning is remembered. */
const MEANINGS_MAX = 20_000;

export function createRenderings(judge: ConfigJudge, hashConfig: HashConfig): Renderings {
  const known = new BoundedCache<string, Promise<RenderedRevision>>(RENDERED_LENGTH_MAX);
  const byHash = new BoundedCache<ConfigHash, Rendering>(RENDERED_LENGTH_MAX);
  const meanings = new BoundedCache<ConfigHash, Promise<string>>(MEANINGS_MAX);
  const render = async (revision: RevisionRecord, values: Variables): Promise<RenderedRevision> => {
    const { configuration, number, content, variables } = revision;
    const { text, missing, findings } = await judge.render(content, variables, values);
    const body = new TextEncoder().encode(text);
    const hash = text === content ? revision.hash : hashConfig(new Map([[CONFIG_KEY, body]]));
    const rendering = { hash, configuration, revision: number, content: text };
    const errors = findings.filter(({ severity }) => severity === "error");
    // A draft has no number: nobody can be offered it.
    if (errors.length === 0 && number > 0) byHash.set(hash, rendering, text.length);
    return { ...rendering, isWhole: hash === revision.hash, missing, errors };
  };
  return {
    of(revision, values) {
      const { configuration, number, content, hash, variables } = revision;
      if (variables.length === 0) {
        const whole = { hash, configuration, revision: number, content };
        return Promise.resolve({ ...whole, isWhole: true, missing: [], errors: [] });
      }
      const used = variables.map((each) => [each, values[each.name] ?? null] as const);
      const key = JSON.stringify([configuration, number, hash, used]);
      const rendered = known.get(key) ?? render(revision, values);
      known.set(key, rendered, content.length);
      rendered.catch(() => known.delete(key));
      return rendered;
    },
    fingerprint({ hash, content }) {
      const meaning = meanings.get(hash) ?? judge.fingerprint(content);
      meanings.set(hash, meaning);
      meaning.catch(() => meanings.delete(hash));
      return meaning;
    },
    recent: (hash) => byHash.get(hash) ?? null,
  };
}
