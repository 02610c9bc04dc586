import { type Finding, secretReference, type UsedSecret } from "@fleethub/collector-config";
import type { ConfigHash } from "@fleethub/fleet";
import type { Rendering, RevisionRecord, SecretValueIds, Variables } from "../model.js";
import type { ConfigJudge, HashConfig } from "../ports.js";
import { withoutKept } from "../secrets/kept-values.js";
import { namesSecrets } from "../secrets/secret-names.js";
import { type AgentSecrets, nameSecrets } from "../secrets/with-secrets.js";
import { BoundedCache } from "./bounded-cache.js";
import { CONFIG_KEY } from "./config-key.js";

/** What one agent's values make of a revision. A revision without variables and secrets is its own rendering. */
export interface RenderedRevision extends Rendering {
  /** The revision's own text: no value stands in it, and no secret is to be put in. */
  readonly isWhole: boolean;
  /** Variables without a value here. */
  readonly missing: readonly string[];
  /** Why it cannot be offered with these values; empty where it can. */
  readonly errors: readonly Finding[];
  /** Of `errors`, those about secrets that are not for this agent. */
  readonly withheld: readonly Finding[];
}

/** Renders revisions, each once for each set of values as long as it is remembered. */
export interface Renderings {
  of(revision: RevisionRecord, values: Variables, secrets: AgentSecrets): Promise<RenderedRevision>;
  /** The meaning of a rendered text. */
  fingerprint(rendering: Pick<Rendering, "hash" | "content">): Promise<string>;
  /** What was rendered lately under this hash. */
  recent(hash: ConfigHash): Rendering | null;
}

/** Characters of rendered texts that are remembered. */
const RENDERED_LENGTH_MAX = 32 * 1024 * 1024;

/** Renderings whose meaning is remembered. */
const MEANINGS_MAX = 20_000;

/** A text with its values, before its secrets are named. */
interface Filled extends Pick<RenderedRevision, "content" | "missing" | "errors"> {
  readonly secrets: readonly UsedSecret[];
}

const NOTHING_MISSING = { missing: [], errors: [], withheld: [] } as const;

export function createRenderings(judge: ConfigJudge, hashConfig: HashConfig): Renderings {
  const known = new BoundedCache<string, Promise<Filled>>(RENDERED_LENGTH_MAX);
  const byHash = new BoundedCache<ConfigHash, Rendering>(RENDERED_LENGTH_MAX);
  const meanings = new BoundedCache<ConfigHash, Promise<string>>(MEANINGS_MAX);
  const fill = async (revision: RevisionRecord, values: Variables): Promise<Filled> => {
    const { content, variables } = revision;
    const rendered = await judge.render(content, variables, withoutKept(values));
    const { text, missing, findings, secrets } = rendered;
    const errors = findings.filter(({ severity }) => severity === "error");
    return { content: text, missing, errors, secrets };
  };
  const filled = (revision: RevisionRecord, values: Variables): Promise<Filled> => {
    const { configuration, number, content, hash, variables } = revision;
    const used = variables.map((each) => [each, values[each.name] ?? null] as const);
    const key = JSON.stringify([configuration, number, hash, used]);
    const found = known.get(key) ?? fill(revision, values);
    known.set(key, found, content.length);
    found.catch(() => known.delete(key));
    return found;
  };
  return {
    async of(revision, values, agent) {
      const { configuration, number, content, hash: whole } = revision;
      if (revision.variables.length === 0 && !namesSecrets(content)) {
        const own = { hash: whole, configuration, revision: number, content };
        return { ...own, isWhole: true, ...NOTHING_MISSING };
      }
      const { secrets: used, ...text } = await filled(revision, values);
      const { secrets, errors: withheld } = nameSecrets(used, agent, values);
      const isWhole = used.length === 0 && text.content === content;
      const hash = isWhole ? whole : hashConfig(bodyOf(text.content, secrets));
      const named = used.length === 0 ? {} : { secrets };
      const made = { hash, configuration, revision: number, content: text.content, ...named };
      const errors = [...text.errors, ...withheld];
      // A draft has no number: nobody can be offered it.
      if (errors.length === 0 && number > 0) byHash.set(hash, made, text.content.length);
      return { ...made, isWhole, missing: text.missing, errors, withheld };
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

/**
 * What a hash is made of: the text as it is kept, and beside it which value each of its secrets has. So another value
 * is another hash, and no value has to be known to compare two.
 */
function bodyOf(content: string, secrets: SecretValueIds): ReadonlyMap<string, Uint8Array> {
  const encoder = new TextEncoder();
  const values = Object.entries(secrets).map(
    ([name, id]) => [secretReference(name), encoder.encode(id)] as const,
  );
  return new Map([[CONFIG_KEY, encoder.encode(content)], ...values]);
}
