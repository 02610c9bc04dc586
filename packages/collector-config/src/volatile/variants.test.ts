import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isMap, isPair, parseDocument, stringify } from "yaml";
import { joinVolatile, splitVolatile } from "./split.js";

/** One agent's own values. */
interface Own {
  readonly uid: string;
  readonly ppid: number;
  readonly port: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** How a Collector could write the same configuration. */
interface Layout {
  readonly indent: number;
  readonly sorted: boolean;
  readonly sequencesIndented: boolean;
  readonly lineWidth: number;
  readonly comments: boolean;
  readonly returns: boolean;
}

const LOOKALIKE =
  "extensions:\n  opamp:\n    ppid: 7\n    instance_uid: x\nservice:\n  telemetry:\n    resource: y\n";

function configOf(own: Own, timeout: string, note: string): unknown {
  return {
    service: {
      pipelines: { traces: { receivers: ["otlp"], exporters: ["debug"] } },
      telemetry: {
        resource: { "service.instance.id": own.uid, ...own.attributes },
        logs: { level: "info" },
      },
      extensions: ["opamp"],
    },
    receivers: { otlp: { protocols: { grpc: { resource: "r", ppid: 5, note } } } },
    extensions: {
      opamp: {
        ppid: own.ppid,
        capabilities: { reports_health: true },
        instance_uid: own.uid,
        agent_description: { non_identifying_attributes: own.attributes },
        server: {
          ws: { endpoint: `ws://127.0.0.1:${own.port}/v1/opamp`, tls: { insecure: true } },
        },
      },
      health_check: { endpoint: "ws://127.0.0.1:9/v1/opamp" },
    },
    exporters: { debug: { timeout, note: LOOKALIKE } },
  };
}

function written(value: unknown, layout: Layout): string {
  const text = stringify(value, {
    indent: layout.indent,
    indentSeq: layout.sequencesIndented,
    sortMapEntries: layout.sorted,
    lineWidth: layout.lineWidth,
    aliasDuplicateObjects: false,
  });
  const commented = layout.comments ? `# above\n${withComments(text)}` : text;
  return layout.returns ? commented.replaceAll("\n", "\r\n") : commented;
}

/** A comment above every key of the first two levels, by the library that wrote the text. */
function withComments(text: string): string {
  const document = parseDocument(text);
  if (!isMap(document.contents)) return text;
  for (const pair of document.contents.items) {
    if (!isPair(pair) || !isMap(pair.value)) continue;
    pair.value.commentBefore = " ppid: 3";
    for (const below of pair.value.items) if (isMap(below.value)) below.value.comment = " end";
  }
  return document.toString({ lineWidth: 0 });
}

const scalar = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 120 }),
  fc.constantFrom(
    "",
    "null",
    "~",
    "0x1f",
    "1e3",
    "a: b",
    "# c",
    "- d",
    "x\ny\n\n",
    "  lead",
    "'",
    '"',
  ),
  fc.constantFrom("<agent>", LOOKALIKE, "on", "2026-11-23", "|", ">-", "{a: 1}", "\ttab"),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const own: fc.Arbitrary<Own> = fc.record({
  uid: fc.uuid(),
  ppid: fc.nat(),
  port: fc.integer({ min: 1, max: 65_535 }),
  attributes: fc.dictionary(
    fc.constantFrom("host.name", "team", "os.type", "a b", "ppid"),
    scalar,
    {
      minKeys: 1,
    },
  ),
});
const layout: fc.Arbitrary<Layout> = fc.record({
  indent: fc.integer({ min: 1, max: 8 }),
  sorted: fc.boolean(),
  sequencesIndented: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20, 80),
  comments: fc.boolean(),
  returns: fc.boolean(),
});

test("agents that differ in their own values alone share one text, in every block layout", () => {
  fc.assert(
    fc.property(own, own, layout, (one, other, like) => {
      const [text, its] = [one, other].map((each) => written(configOf(each, "5s", "n"), like));
      const [split, itsSplit] = [splitVolatile(text ?? ""), splitVolatile(its ?? "")];
      expect(split.recognised).toBe(true);
      expect(joinVolatile(split.stable, split.volatile)).toBe(text);
      expect(joinVolatile(split.stable, itsSplit.volatile)).toBe(its);
      expect(split.stable).toBe(itsSplit.stable);
    }),
    { numRuns: 600, seed: 4320 },
  );
});

test("agents that differ anywhere else never share one", () => {
  fc.assert(
    fc.property(own, own, layout, scalar, scalar, (one, other, like, note, itsNote) => {
      fc.pre(stringify(note) !== stringify(itsNote));
      const text = written(configOf(one, "5s", String(note)), like);
      const its = written(configOf(other, "5s", `${String(itsNote)}.`), like);
      const alike = splitVolatile(text).stable === splitVolatile(its).stable;
      expect(alike).toBe(String(note) === `${String(itsNote)}.`);
      const late = written(configOf(one, "6s", String(note)), like);
      expect(splitVolatile(late).stable).not.toBe(splitVolatile(text).stable);
    }),
    { numRuns: 300, seed: 4320 },
  );
});

test("an address that somebody configured is no agent's own value", () => {
  const text = (endpoint: string) =>
    `extensions:\n  opamp:\n    ppid: 0\n    server:\n      ws:\n        endpoint: ${endpoint}\n`;
  const stable = (endpoint: string) => splitVolatile(text(endpoint)).stable;
  expect(stable("wss://a.example/v1/opamp")).toContain("wss://a.example/v1/opamp");
  expect(stable("wss://a.example/v1/opamp")).not.toBe(stable("wss://b.example/v1/opamp"));
  expect(stable("ws://127.0.0.1:1/v1/opamp")).toBe(stable('"ws://localhost:2/v1/opamp"'));
});

test("what stands inside a text is no agent's own value", () => {
  const text = (pid: number) =>
    `extensions: |\n  opamp:\n    ppid: ${pid}\nservice:\n  telemetry: >-\n    resource: ${pid}\n`;
  expect(splitVolatile(text(1)).recognised).toBe(false);
  expect(splitVolatile(text(1)).stable).not.toBe(splitVolatile(text(2)).stable);
});
