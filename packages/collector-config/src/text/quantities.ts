const UNIT_NS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const DURATION = /^[-+]?((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/;
const PART = /(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/g;
/** Longer texts are no durations that anybody writes. */
const QUANTITY_LENGTH_MAX = 64;
const INT64_MAX = 2n ** 63n - 1n;

/** Exact nanoseconds of a Go duration (`1h30m`, `1.5s`, `0`), or undefined where the Collector reads none. */
export function exactNs(text: string): bigint | undefined {
  if (text.length > QUANTITY_LENGTH_MAX) return undefined;
  if (/^[-+]?0$/.test(text)) return 0n;
  if (!DURATION.test(text)) return undefined;
  let sum = 0n;
  for (const [, whole = "", part = "", unit = ""] of text.matchAll(PART)) {
    const ns = UNIT_NS[unit] ?? 0n;
    sum += BigInt(whole === "" ? 0 : whole) * ns;
    if (part !== "") sum += (BigInt(part) * ns) / 10n ** BigInt(part.length);
  }
  if (sum > INT64_MAX) return undefined;
  return text.startsWith("-") ? -sum : sum;
}

const SIZE = /^(\d{1,15})(\.\d{1,6})?([kmgtp]?)(i?)b?$/i;
const POWERS = ["", "k", "m", "g", "t", "p"];

/** Exact bytes of a size (`1MiB`, `64kb`, `12`), or undefined where the text is none. */
export function exactBytes(text: string): bigint | undefined {
  const match = text.length > QUANTITY_LENGTH_MAX ? null : SIZE.exec(text);
  if (match === null) return undefined;
  const [, whole = "0", part = "", letter = "", binary] = match;
  const unit = (binary === "" ? 1000n : 1024n) ** BigInt(POWERS.indexOf(letter.toLowerCase()));
  const digits = part.slice(1);
  const scale = 10n ** BigInt(digits.length);
  return (BigInt(whole + digits) * unit) / scale;
}

/** Nanoseconds of a Go duration as a number, for comparing and showing: exact to 104 days. */
export function durationNs(text: string): number | undefined {
  const ns = exactNs(text);
  return ns === undefined ? undefined : Number(ns);
}

/** Bytes of a size that has a unit, with or without a blank before it (`1 MiB`); undefined for anything else. */
export function sizeBytes(text: string): number | undefined {
  if (text.length > QUANTITY_LENGTH_MAX || !/[a-z]$/i.test(text)) return undefined;
  const bytes = exactBytes(text.replace(/^([\d.]+)\s+/, "$1"));
  return bytes === undefined ? undefined : Number(bytes);
}
