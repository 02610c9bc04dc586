import type { ScalarType } from "./tree.js";

/** A typed scalar. */
export interface TypedScalar {
  readonly type: ScalarType;
  readonly value: string | number | bigint | boolean | null;
}

const WORDS: ReadonlyMap<string, TypedScalar> = new Map<string, TypedScalar>([
  ...["", "~", "null", "Null", "NULL"].map((w) => [w, { type: "null", value: null }] as const),
  ...["true", "True", "TRUE"].map((w) => [w, { type: "bool", value: true }] as const),
  ...["false", "False", "FALSE"].map((w) => [w, { type: "bool", value: false }] as const),
  ...[".nan", ".NaN", ".NAN"].map((w) => [w, { type: "float", value: Number.NaN }] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map(
    (w) => [w, { type: "float", value: Number.POSITIVE_INFINITY }] as const,
  ),
  ...["-.inf", "-.Inf", "-.INF"].map(
    (w) => [w, { type: "float", value: Number.NEGATIVE_INFINITY }] as const,
  ),
]);

const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const TIME =
  /^\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|[-+]\d{1,2}(:?\d{2})?)?)?$/;
const INT = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/;
const UINT64_MAX = 18446744073709551615n;
const INT64_MIN = -9223372036854775808n;

/**
 * Types a plain scalar as the Collector's YAML reader does: YAML 1.1 numbers (`017` is 15, `1_000` is 1000,
 * `0b11`), but `yes`, `on` and `1:30` stay text.
 */
export function typePlain(text: string): TypedScalar {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  const first = text.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!numeric) return { type: "text", value: text };
  if (TIME.test(text)) return { type: "time", value: text };
  const plain = text.replaceAll("_", "");
  return typeNumber(plain) ?? { type: "text", value: text };
}

/** Types a scalar that carries a YAML tag. Unknown tags leave the text as it is. */
export function typeTagged(tag: string, text: string): TypedScalar {
  const name = tag.replace(/^(!!|tag:yaml\.org,2002:|!<tag:yaml\.org,2002:)/, "").replace(/>$/, "");
  if (["int", "float", "bool", "null", "timestamp"].includes(name)) {
    const typed = typePlain(text);
    return name === "float" && typed.type === "int"
      ? { type: "float", value: Number(typed.value) }
      : typed;
  }
  return { type: "text", value: text };
}

function typeNumber(plain: string): TypedScalar | undefined {
  // 64 bits need at most 66 characters; longer digit strings can only be floats.
  const match = plain.length > 70 ? null : INT.exec(plain);
  if (match !== null) {
    const digits = match[2] ?? "";
    const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
    const magnitude = BigInt(octal);
    const value = match[1] === "-" ? -magnitude : magnitude;
    if (value <= UINT64_MAX && value >= INT64_MIN) {
      const safe = Number.isSafeInteger(Number(value));
      return { type: "int", value: safe ? Number(value) : value };
    }
  }
  return FLOAT.test(plain) ? { type: "float", value: Number(plain) } : undefined;
}
