import { CONFIG_LENGTH_MAX } from "../parse/limits.js";
import { parseConfig } from "../parse/parse.js";
import { renderedValue } from "../variables/rendered-value.js";
import { valuesWithSecrets } from "./find.js";
import { SECRET_PREFIX } from "./secret.js";

/**
 * The text with values in the place of `${fleethub:secret/NAME}`. A value is text whatever it looks like: it is quoted
 * where it has to be, and the Collector expands nothing in it. Null where the text cannot be read, a secret that it
 * takes has no value here, or values would make it longer than CONFIG_LENGTH_MAX: then nothing of it may leave. Never
 * throws.
 */
export function putSecrets(text: string, values: ReadonlyMap<string, string>): string | null {
  const { config, text: read } = parseConfig(text);
  if (config === null) return null;
  const given = new Map([...values].map(([name, value]) => [`${SECRET_PREFIX}${name}`, value]));
  const taking = valuesWithSecrets(config.root);
  const added = taking.flatMap(({ names }) => names.map((name) => values.get(name)?.length ?? 0));
  // Before anything is put together: a short text may name a long value many thousand times.
  if (added.reduce((sum, each) => sum + each, read.length) > CONFIG_LENGTH_MAX) return null;
  let result = "";
  let at = 0;
  for (const { node, names, nested } of taking) {
    if (nested || !names.every((name) => values.has(name))) return null;
    const written = renderedValue(read, node, given);
    result += read.slice(at, written.from) + written.text;
    at = written.to;
  }
  return result + read.slice(at);
}
