const UNIT_NS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

const DURATION = /^[-+]?((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/;
const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** Nanoseconds of a Go duration (`1h30m`, `1.5s`), or undefined when the text is none. */
export function durationNs(text: string): number | undefined {
  if (!DURATION.test(text)) return undefined;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(PART))
    sum += Number(amount) * (UNIT_NS[unit ?? ""] ?? 0);
  return Math.round(text.startsWith("-") ? -sum : sum);
}

const SIZE = /^(\d+(?:\.\d+)?)\s*(k|m|g|t)?(i?)b?$/i;

/** Bytes of a size (`1MiB`, `64kb`), or undefined when the text is none or has no unit. */
export function sizeBytes(text: string): number | undefined {
  const match = SIZE.exec(text);
  if (match === null || !/[a-z]/i.test(text)) return undefined;
  const power = ["", "k", "m", "g", "t"].indexOf((match[2] ?? "").toLowerCase());
  const base = match[3] === "" ? 1000 : 1024;
  return Math.round(Number(match[1]) * base ** power);
}
