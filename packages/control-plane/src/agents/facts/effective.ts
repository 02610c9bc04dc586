import { splitVolatile } from "@fleethub/collector-config";
import type { EffectiveFact, Millis } from "@fleethub/fleet";
import type { EffectiveConfig } from "@fleethub/opamp";
import type { StoredBody } from "../../model.js";
import type { Digest } from "../../ports.js";
import type { SharedFacts } from "./shared-facts.js";

/** Under this key newer extensions add the source with its secrets. It is never read. */
const UNREDACTED_KEY = "raw";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface ReadEffective {
  readonly fact: EffectiveFact;
  /** As reported but for the agent's own values; to be redacted. Null where the config is empty. */
  readonly body: StoredBody | null;
  /** The agent's own values for {@link ownValues}; empty where there are none. */
  readonly volatile: string;
}

/** The agent's own values by dotted path, from the one text that they are kept as. */
export function ownValues(volatile: string): Readonly<Record<string, string>> {
  return volatile === "" ? {} : JSON.parse(volatile);
}

/** A text of its own, in one piece: pieces of the report would hold all of it in memory. */
function ownText(values: Readonly<Record<string, string>>): string {
  if (Object.keys(values).length === 0) return "";
  return decoder.decode(encoder.encode(JSON.stringify(values)));
}

/** One text: the body under the empty key where there is one, else every file behind a line with its name. */
function textOf(effective: EffectiveConfig): string {
  const files = Object.entries(effective.configMap?.configMap ?? {});
  const single = files.find(([name]) => name === "");
  if (single !== undefined) return decoder.decode(single[1].body);
  return files
    .filter(([name]) => name !== UNREDACTED_KEY)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { body }]) => `# ${name.replaceAll(/\s/g, " ")}\n${decoder.decode(body)}`)
    .join("\n");
}

/** The fact and the body of an effective config; agents that run one config have one body. */
export function readEffective(
  effective: EffectiveConfig,
  now: Millis,
  digest: Digest,
  shared: SharedFacts,
): ReadEffective {
  const text = textOf(effective);
  const { stable, volatile, supervised } = splitVolatile(text);
  const body = {
    digest: shared.digest(digest.sha256(encoder.encode(stable))),
    kind: "effective-config",
    text: stable,
  } as const;
  const empty = text.trim() === "";
  const fact = { digest: body.digest, empty, supervised, at: now };
  return { fact, body: empty ? null : body, volatile: ownText(volatile) };
}
