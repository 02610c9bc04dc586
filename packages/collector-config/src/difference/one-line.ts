import type { CollectorConfig } from "../parse/config.js";
import { typePlain } from "../parse/scalar.js";
import type { ConfigNode, ScalarNode } from "../parse/tree.js";
import { writtenIn } from "../redact/from-tree.js";
import { REDACTED } from "../redact/marker.js";
import { VALUE_LENGTH_MAX } from "./limits.js";
import { once } from "./once.js";

/** A value as YAML on one line, without its secrets. */
export interface OneLine {
  (node: ConfigNode): string;
  /** A text as it stands, unquoted; null where it holds a secret. */
  text(node: ScalarNode): string | null;
}

/** Shows values of this configuration; its secrets are looked for at the first value, once. */
export function oneLineOf(config: CollectorConfig): OneLine {
  const secrets = () => hiddenIn(config);
  return Object.assign(
    (node: ConfigNode) => {
      const text = write(node, secrets(), false, VALUE_LENGTH_MAX + 1);
      return text.length <= VALUE_LENGTH_MAX
        ? text
        : `${text.slice(0, VALUE_LENGTH_MAX - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
    },
    {
      text: (node: ScalarNode) => (secrets().has(node.place.offset) ? null : node.source),
    },
  );
}

/** Shows values whole, secrets included: for comparing what changes say with what is meant. */
export const PLAINLY: OneLine = Object.assign(
  (node: ConfigNode) => write(node, new Map(), false, Number.POSITIVE_INFINITY),
  { text: (node: ScalarNode) => node.source },
);

/** What is written instead of secrets, by the offset of the value. */
const hiddenIn = once((config: CollectorConfig): ReadonlyMap<number, string> => {
  const hidden = new Map<number, string>();
  for (const { offset, replacement } of writtenIn(config)) {
    if (replacement !== undefined) hidden.set(offset, replacement);
  }
  return hidden;
});

/** At least `room` characters where there are as many; what follows them may be missing. */
function write(
  node: ConfigNode,
  hidden: ReadonlyMap<number, string>,
  inFlow: boolean,
  room: number,
): string {
  if (node.kind === "scalar") {
    const instead = hidden.get(node.place.offset);
    return instead === undefined ? scalar(node, inFlow) : unstyled(node, instead, inFlow);
  }
  const [open, close] = node.kind === "map" ? ["{", "}"] : ["[", "]"];
  const parts: [key: string, value: ConfigNode][] =
    node.kind === "map"
      ? [...node.entries].map(([key, entry]) => [`${quoted(key, true)}: `, entry.value])
      : node.items.map((item) => ["", item]);
  let text = open;
  for (const [at, [key, value]] of parts.entries()) {
    if (text.length > room) return text;
    text += (at > 0 ? ", " : "") + key;
    text += write(value, hidden, true, room - text.length);
  }
  return text + close;
}

function scalar(node: ScalarNode, inFlow: boolean): string {
  if (node.type === "text") return quoted(node.source, inFlow);
  if (node.type === "time") return node.source;
  if (node.type !== "float") return String(node.value);
  if (Number.isNaN(node.value)) return ".nan";
  if (node.value === Number.POSITIVE_INFINITY) return ".inf";
  if (node.value === Number.NEGATIVE_INFINITY) return "-.inf";
  const text = Object.is(node.value, -0) ? "-0" : String(node.value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** The replacement of a secret without the quotes and lines of what it replaces. */
function unstyled(node: ScalarNode, instead: string, inFlow: boolean): string {
  if (node.style === "block") return REDACTED;
  const inside = instead.slice(1, -1).replace(/\s*[\r\n]\s*/g, " ");
  const text =
    node.style === "double" ? inside.replace(/\\(["\\])/g, "$1") : inside.replaceAll("''", "'");
  return text === REDACTED ? REDACTED : quoted(text, inFlow);
}

const PLAIN = /^[\p{L}\p{N}_./$(][^\p{C}\p{Zl}\p{Zp}]*$/u;
const UNPRINTED = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Text that reads back as the same text; quoted only where it must be. */
function quoted(text: string, inFlow: boolean): string {
  const plain =
    PLAIN.test(text) &&
    !/:(\s|$)|\s#|\s$/.test(text) &&
    !(inFlow && /[,[\]{}]/.test(text)) &&
    typePlain(text).type === "text";
  if (plain) return text;
  return JSON.stringify(text).replace(UNPRINTED, (each) => {
    const units = each.split("");
    return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
  });
}
