import type { Seeded } from "./seeded.js";

const nested = (depth: number, open: string, close: string) =>
  JSON.parse(`${open.repeat(depth)}0${close.repeat(depth)}`) as unknown;

/** Deep enough for whatever follows a value by calling itself. */
const DEPTHS = [40, 3_000, 20_000];

/** Where a value of some kind is expected. Made anew each time: some are large. */
const ODD: readonly (() => unknown)[] = [
  () => null,
  () => "",
  () => 0,
  () => -1,
  () => 1.5,
  () => 2 ** 53,
  () => -(2 ** 63),
  () => 1e308,
  () => 8.65e15,
  () => true,
  () => [],
  () => ({}),
  () => "a\u0000b",
  () => "\ud800",
  () => "\uffff\u202e\u2028",
  () => "a\r\nset-cookie: x=y",
  () => "\u001b[31m=cmd|' /C calc'!A0",
  () => "<script>alert(1)</script>",
  () => "__proto__",
  () => "constructor",
  () => "toString",
  () => "../../../etc/passwd",
  () => "%00%2e%2e%2f",
  () => "${fleethub:secret/planted}",
  () => "'; drop table agents; --",
  () => "label.squad:edge or label.squad:gpu",
  () => "(".repeat(5_000),
  () => "not ".repeat(2_000),
  () => "a:b ".repeat(3_000),
  () => "é".repeat(40_000),
  () => "x".repeat(300_000),
  () => "9999-12-31T23:59:59Z",
  () => "0000-00-00T00:00:00Z",
  () => "+275760-09-13T00:00:00.001Z",
  () => "2026-02-30T25:61:61+99:99",
  () => "*",
  () => "[",
  () => "(a+)+$",
  () => "a: &a [*a]\nb: *a",
  () => `a: ${"[".repeat(3_000)}`,
  () => "&a [1]: {? b : *a}",
  () => Array.from({ length: 20_000 }, () => "a"),
  () => Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`k${index}`, index])),
  ...DEPTHS.map((depth) => () => nested(depth, "[", "]")),
  ...DEPTHS.map((depth) => () => nested(depth, '{"a":', "}")),
];

/** An odd text. */
export function oddText(seeded: Seeded): string {
  for (;;) {
    const value = seeded.pick(ODD)();
    if (typeof value === "string") return value;
  }
}

/** A copy of a JSON value in which a few places are something else, gone, doubled or new. */
export function mutated(value: unknown, seeded: Seeded): unknown {
  let changed = value;
  for (let count = 1 + seeded.below(3); count > 0; count -= 1) changed = once(changed, seeded);
  return changed;
}

function once(value: unknown, seeded: Seeded): unknown {
  if (typeof value !== "object" || value === null || seeded.oneIn(8)) return seeded.pick(ODD)();
  if (Array.isArray(value)) {
    if (value.length === 0) return [seeded.pick(ODD)()];
    const at = seeded.below(value.length);
    if (seeded.oneIn(4)) return [...value, value[at]];
    return value.toSpliced(at, 1, ...(seeded.oneIn(4) ? [] : [once(value[at], seeded)]));
  }
  const entries = Object.entries(value);
  const at = seeded.below(entries.length + 1);
  const entry = entries[at];
  if (entry === undefined) {
    return withKey(entries, seeded.pick(["__proto__", "constructor", "id", ""]), seeded);
  }
  if (seeded.oneIn(5)) return Object.fromEntries(entries.toSpliced(at, 1));
  if (seeded.oneIn(8))
    return withKey(entries.toSpliced(at, 1), oddText(seeded).slice(0, 99), seeded);
  return Object.fromEntries(entries.toSpliced(at, 1, [entry[0], once(entry[1], seeded)]));
}

function withKey(entries: readonly (readonly [string, unknown])[], key: string, seeded: Seeded) {
  return Object.fromEntries([...entries, [key, seeded.pick(ODD)()]]);
}

/** JSON of the value; now and then a text that is none. */
export function asBody(value: unknown, seeded: Seeded): string | Uint8Array {
  let text: string;
  try {
    text = JSON.stringify(value);
  } catch {
    // Deeper than this process can follow; brackets alone are as deep.
    text = "[".repeat(50_000);
  }
  if (!seeded.oneIn(25)) return text;
  const at = seeded.below(text.length + 1);
  return seeded.pick<() => string | Uint8Array>([
    () => "",
    () => text.slice(0, at),
    () => `${text}${text}`,
    () => `\ufeff${text}`,
    () => `${text.slice(0, at)}\u0000${text.slice(at)}`,
    () => Uint8Array.from([0xff, 0xfe, ...Buffer.from(text.slice(0, 1_000))]),
    () => `{"a":1,"a":2}`,
    () => `{"__proto__":{"role":"administrator"}}`,
    () => "1e999",
    () => `"${"\\u0000".repeat(1_000)}"`,
    () => "9".repeat(100_000),
  ])();
}
