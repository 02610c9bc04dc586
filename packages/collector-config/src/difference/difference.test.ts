import { describe, expect, test } from "vitest";
import { parseConfig } from "../parse/parse.js";
import { difference } from "./difference.js";
import { CHANGES_MAX, VALUE_LENGTH_MAX } from "./limits.js";

const BASE = `extensions:
  health_check:
receivers:
  otlp: { protocols: { grpc: } }
processors:
  batch: { timeout: 5s }
  redaction/prompts: { allow_all_keys: true }
exporters:
  otlphttp/tempo: { endpoint: "http://tempo:4318" }
  debug:
service:
  extensions: [health_check]
  pipelines:
    traces:
      receivers: [otlp]
      processors: [redaction/prompts, batch]
      exporters: [otlphttp/tempo]
`;

const changes = (after: string, before = BASE) => difference(before, after).changes;
const replaced = (what: string, by: string) => changes(BASE.replace(what, by));

describe("no effect", () => {
  test.each([
    ["comments", `# remark\n${BASE.replace("batch: {", "batch: # here\n    {")}`],
    ["quotes", BASE.replace('"http://tempo:4318"', "http://tempo:4318").replace("5s", "'5s'")],
    ["style", BASE.replace("{ timeout: 5s }", "\n    timeout: 5s")],
    ["anchors", BASE.replace("timeout: 5s", "timeout: &t 5s")],
    ["blanks in ids", BASE.replace("  debug:", '  "debug ":').replace("[otlp]", "[' otlp']")],
    ["empty parts", `${BASE}connectors:\n`.replace("  debug:", "  debug: {}")],
    ["units of durations", BASE.replace("5s", "5000ms")],
    ["nanoseconds", BASE.replace("5s", "5_000_000_000")],
    ["key order", `${BASE.slice(BASE.indexOf("receivers:"))}extensions: {health_check: }\n`],
  ])("%s", (_name, after) => {
    expect(difference(BASE, after)).toEqual({
      effect: false,
      changes: [],
      consequences: [],
      truncated: false,
    });
  });

  test("a parsed configuration is taken as its text", () => {
    const { config } = parseConfig(BASE);
    if (config === null) throw new Error("no configuration");
    expect(difference(config, `# c\n${BASE}`).effect).toBe(false);
    expect(difference(BASE.replace("5s", "1s"), config).effect).toBe(true);
  });
});

describe("components", () => {
  const batch = { class: "processor", component: "batch", inUse: true, pipelines: ["traces"] };

  test("options with path and both values", () => {
    expect(replaced("timeout: 5s", "timeout: 1s, send_batch_size: 10")).toEqual([
      {
        kind: "component-options-changed",
        ...batch,
        options: [
          { path: ["timeout"], before: "5s", after: "1s" },
          { path: ["send_batch_size"], before: null, after: "10" },
        ],
      },
    ]);
  });

  test("a body without options is told by the other's", () => {
    const [change] = replaced("{ timeout: 5s }", "");
    expect(change).toMatchObject({ options: [{ path: ["timeout"], before: "5s", after: null }] });
  });

  test("types of values count, lists of one length go item by item", () => {
    const of = (value: string) => BASE.replace("timeout: 5s", `n: ${value}`);
    const options = (a: string, b: string) =>
      changes(of(b), of(a)).flatMap((one) => ("options" in one ? one.options : []));
    expect(options("10", "'10'")).toEqual([{ path: ["n"], before: "10", after: '"10"' }]);
    expect(options("1", "1.0")).toEqual([{ path: ["n"], before: "1", after: "1.0" }]);
    expect(options("[a, b, {c: 1}]", "[a, x, {c: 2}]")).toEqual([
      { path: ["n", "1"], before: "b", after: "x" },
      { path: ["n", "2", "c"], before: "1", after: "2" },
    ]);
    expect(options("{a: 1}", "a")).toEqual([{ path: ["n"], before: "{a: 1}", after: "a" }]);
    expect(options("{}", "null")).toEqual([{ path: ["n"], before: "{}", after: "null" }]);
  });

  test("what nothing uses is said to be only validated", () => {
    const { changes: found, consequences } = difference(
      BASE,
      BASE.replace("  debug:\n", "  debug: { verbosity: detailed }\n"),
    );
    expect(found).toMatchObject([{ component: "debug", inUse: false, pipelines: [] }]);
    expect(consequences).toEqual([
      { kind: "restart", severity: "none" },
      { kind: "validated-only", class: "exporter", component: "debug", severity: "none" },
    ]);
    expect(replaced("  debug:\n", "")).toMatchObject([
      { kind: "component-removed", class: "exporter", component: "debug", inUse: false },
    ]);
  });

  test("ids that cannot be read, or are spelled twice, are told as they stand", () => {
    expect(replaced("  debug:", "  de-bug/:")).toEqual([
      expect.objectContaining({ kind: "component-removed", component: "debug" }),
      {
        kind: "other-changed",
        options: [{ path: ["exporters", "de-bug/"], before: null, after: "null" }],
      },
    ]);
  });
});

describe("lists", () => {
  const options = (a: string, b: string) =>
    changes(BASE.replace("timeout: 5s", `n: ${b}`), BASE.replace("timeout: 5s", `n: ${a}`)).flatMap(
      (one) => ("options" in one ? one.options : []),
    );

  test("name what came, went and moved", () => {
    expect(options("[a]", "[a, b]")).toEqual([
      { path: ["n", "1"], before: null, after: "b", item: "added" },
    ]);
    expect(options("[a, b, c]", "[a, c]")).toEqual([
      { path: ["n", "1"], before: "b", after: null, item: "removed" },
    ]);
    expect(options("[a, b, c, d]", "[d, a, b, c]")).toEqual([
      { path: ["n", "0"], before: "d", after: "d", item: "moved", from: 3 },
    ]);
  });

  test("compare items that carry one name option by option, wherever they stand", () => {
    expect(
      options(
        "[{name: x, p: 1}, {name: y, p: 2}]",
        "[{name: new}, {name: x, p: 1}, {name: y, p: 3}]",
      ),
    ).toEqual([
      { path: ["n", "0"], before: null, after: "{name: new}", item: "added" },
      { path: ["n", "2", "p"], before: "2", after: "3" },
    ]);
    expect(options("[{name: x, p: 1}, k]", "[{name: x, p: 2}]")).toEqual([
      { path: ["n", "1"], before: "k", after: null, item: "removed" },
      { path: ["n", "0", "p"], before: "1", after: "2" },
    ]);
  });
});

describe("renamed", () => {
  const renamed = (kind: string, before: string, after: string) => ({
    kind: "component-renamed",
    class: kind,
    component: after,
    inUse: true,
    pipelines: kind === "extension" ? [] : ["traces"],
    before,
    after,
  });

  test("components with the same options, where all names follow", () => {
    expect(changes(BASE.replaceAll("redaction/prompts", "redaction/all"))).toEqual([
      renamed("processor", "redaction/prompts", "redaction/all"),
    ]);
    expect(changes(BASE.replaceAll("otlphttp/tempo", "otlp_http/tempo"))).toEqual([
      renamed("exporter", "otlphttp/tempo", "otlp_http/tempo"),
    ]);
    const kinds = changes(BASE.replace("redaction/prompts:", "redaction/all:")).map(
      (one) => one.kind,
    );
    expect(kinds).toEqual(["component-removed", "component-added"]);
  });

  test("extensions that options name", () => {
    const auth = BASE.replace("health_check:", "basicauth/a: {client_auth: {username: u}}")
      .replace("[health_check]", "[basicauth/a]")
      .replace('"http://tempo:4318"', '"http://tempo:4318", auth: {authenticator: basicauth/a}');
    expect(changes(auth.replaceAll("basicauth/a", "basicauth/b"), auth)).toEqual([
      renamed("extension", "basicauth/a", "basicauth/b"),
    ]);
  });
});

describe("secrets", () => {
  const KEYED = BASE.replace(
    'endpoint: "http://tempo:4318"',
    'endpoint: "http://u:hunter2@tempo:4318", headers: {authorization: Bearer abcdefgh1}, auth: {password: swordfish}',
  );

  test("are masked, and told as changed", () => {
    const after = KEYED.replace("hunter2", "hunter3")
      .replace("abcdefgh1", "abcdefgh2")
      .replace("swordfish", "'${env:PASSWORD}'");
    const found = changes(after, KEYED);
    expect(JSON.stringify(found)).not.toMatch(/hunter|abcdefgh|swordfish/);
    expect(found).toMatchObject([
      {
        options: [
          {
            path: ["endpoint"],
            before: "http://u:[REDACTED]@tempo:4318",
            after: "http://u:[REDACTED]@tempo:4318",
          },
          { path: ["headers", "authorization"], before: "[REDACTED]", after: "[REDACTED]" },
          { path: ["auth", "password"], before: "[REDACTED]", after: "${env:PASSWORD}" },
        ],
      },
    ]);
  });

  test("are masked inside what comes as a whole", () => {
    const [change] = changes(KEYED.replace("auth: {", "auth2: {"), KEYED);
    expect(change).toMatchObject({
      options: [
        { path: ["auth"], before: "{password: [REDACTED]}" },
        { path: ["auth2"], after: "{password: [REDACTED]}" },
      ],
    });
  });
});

describe("pipelines", () => {
  test("come and go with what they name", () => {
    const names = {
      receivers: ["otlp"],
      processors: ["redaction/prompts", "batch"],
      exporters: ["otlphttp/tempo"],
    };
    expect(replaced("    traces:", "    logs:")).toEqual([
      { kind: "pipeline-removed", pipeline: "traces", ...names },
      { kind: "pipeline-added", pipeline: "logs", ...names },
    ]);
  });

  test("name what joins, leaves and moves", () => {
    expect(replaced("[redaction/prompts, batch]", "[batch, filter]")).toEqual([
      {
        kind: "pipeline-processors-changed",
        pipeline: "traces",
        added: ["filter"],
        removed: ["redaction/prompts"],
        before: ["redaction/prompts", "batch"],
        after: ["batch", "filter"],
      },
    ]);
    expect(
      replaced("[redaction/prompts, batch]", "[batch, filter, redaction/prompts]"),
    ).toMatchObject([
      { kind: "pipeline-processors-changed", added: ["filter"], removed: [] },
      { kind: "processor-order-changed", pipeline: "traces" },
    ]);
    expect(replaced("exporters: [otlphttp/tempo]", "exporters: [debug, otlphttp/tempo]")).toEqual([
      expect.objectContaining({
        kind: "pipeline-exporters-changed",
        added: ["debug"],
        removed: [],
      }),
    ]);
    expect(replaced("receivers: [otlp]", "receivers: [otlp, '${env:MORE}']")).toEqual([
      expect.objectContaining({ kind: "pipeline-receivers-changed", added: ["${env:MORE}"] }),
    ]);
  });

  test("with a list that holds no names", () => {
    expect(replaced("receivers: [otlp]", "receivers: [otlp, 7]")).toEqual([
      {
        kind: "other-changed",
        options: [
          {
            path: ["service", "pipelines", "traces", "receivers", "1"],
            before: null,
            after: "7",
            item: "added",
          },
        ],
      },
    ]);
  });

  test("under another name", () => {
    expect(replaced("    traces:", "    traces/in:")).toEqual([
      { kind: "pipeline-renamed", pipeline: "traces/in", before: "traces", after: "traces/in" },
    ]);
  });
});

test("the service's own", () => {
  expect(replaced("[health_check]", "[]")).toEqual([
    { kind: "extension-disabled", component: "health_check" },
  ]);
  expect(replaced("[health_check]", "[zpages, health_check]")).toEqual([
    { kind: "extension-enabled", component: "zpages", position: 0 },
  ]);
  expect(replaced("service:", "service:\n  telemetry: { metrics: { level: none } }")).toEqual([
    {
      kind: "service-telemetry-changed",
      options: [{ path: ["metrics"], before: null, after: "{level: none}" }],
    },
  ]);
});

test("a text that cannot be read differs, and nothing more is known", () => {
  expect(difference(BASE, "a: [")).toEqual({
    effect: true,
    changes: [{ kind: "unreadable", sides: ["after"] }],
    consequences: [],
    truncated: false,
  });
  expect(difference("a: [", "a: [").effect).toBe(false);
});

test("long differences are cut off and say so", () => {
  const options = (n: number) => Array.from({ length: CHANGES_MAX }, (_, at) => `o${at}: ${n}`);
  const long = (n: number) => BASE.replace("timeout: 5s", options(n).join(", "));
  const found = difference(long(1), long(2));
  expect(found.truncated).toBe(true);
  const [first] = found.changes;
  expect(first !== undefined && "options" in first && first.options.length).toBe(CHANGES_MAX - 1);
  const [text] = replaced("5s", "x".repeat(2 * VALUE_LENGTH_MAX));
  const [option] = text !== undefined && "options" in text ? text.options : [];
  expect(option?.after).toBe(`${"x".repeat(VALUE_LENGTH_MAX - 1)}…`);
});
