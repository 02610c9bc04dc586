import { SECRET_PREFIX } from "../secrets/secret.js";
import { VARIABLE_SCHEME } from "../variables/variable.js";
import type { VariableDeclaration } from "../variables/variable.js";
import type { Completion, Completions } from "./completion.js";

const SCHEMES = [
  ["env:", "a variable of the agent’s environment"],
  ["fleethub:", "a variable of this configuration, put in by the hub"],
  ["file:", "the content of a file on the agent’s host"],
] as const;

const ENV = /\$\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)/g;
const NAMES_MAX = 200;

/** What may stand in a `${…}` that is open at the caret; null where none is. */
export function referenceAt(
  text: string,
  offset: number,
  variables: readonly VariableDeclaration[] = [],
  secrets: readonly string[] = [],
): Completions | null {
  const line = text.slice(offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1, offset);
  const open = /(^|[^$])\$\{([A-Za-z0-9_:/-]*)$/.exec(line);
  if (open === null) return null;
  const word = open[2] ?? "";
  const from = offset - word.length;
  const rest = /^[A-Za-z0-9_:/-]*\}?/.exec(text.slice(offset))?.[0] ?? "";
  const to = offset + rest.length;
  const whole = (label: string, detail: string): Completion => ({
    label,
    kind: "reference",
    detail,
    insert: `${label}}`,
  });
  const declared = variables.map((one) =>
    whole(
      `fleethub:${one.name}`,
      one.default === null ? `${one.type}, has to be given` : `${one.type}, else ${one.default}`,
    ),
  );
  const known = new Set<string>();
  for (const [at, name = ""] of matches(text)) {
    // The word under the caret is no name yet.
    if (at < from - 2 || at > from + 2) known.add(name);
    if (known.size >= NAMES_MAX) break;
  }
  const used = [...known].sort().map((name) => whole(`env:${name}`, "named in this text"));
  const schemes = SCHEMES.map(
    ([label, detail]): Completion => ({ label, kind: "reference", detail, insert: label }),
  );
  const sealed = secrets.map((name) =>
    whole(`${VARIABLE_SCHEME}:${SECRET_PREFIX}${name}`, "a secret, put in where the offer leaves"),
  );
  return { from, to, options: [...declared, ...sealed, ...used, ...schemes] };
}

function matches(text: string): readonly (readonly [number, string | undefined])[] {
  return [...text.matchAll(ENV)].map((match) => [match.index, match[1]]);
}
