import { create, toBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { decodeAgentToServer } from "./decode.js";
import { makeLimits } from "./limits.js";
import {
  type AnyValue,
  AnyValueSchema,
  AgentToServerSchema,
  AvailableComponentsSchema,
  type ComponentHealth,
  ComponentHealthSchema,
} from "./messages.js";
import { scanAgentToServer } from "./scan.js";
import { fromHex } from "./testing/hex.js";

const instanceUid = fromHex("0192f0a0b0c07d0e8f00112233445566");
const HEAD = "0a100192f0a0b0c07d0e8f00112233445566";

function healthNested(depth: number): ComponentHealth {
  let health = create(ComponentHealthSchema, { status: "deepest word" });
  for (let level = 1; level < depth; level += 1) {
    health = create(ComponentHealthSchema, { componentHealthMap: { below: health } });
  }
  return health;
}

function valueNested(depth: number): AnyValue {
  let value = create(AnyValueSchema, { value: { case: "boolValue", value: true } });
  for (let level = 1; level < depth; level += 1) {
    value = create(AnyValueSchema, { value: { case: "arrayValue", value: { values: [value] } } });
  }
  return value;
}

function problemOf(bytes: Uint8Array, part: "health" | "agentDescription", limits = makeLimits()) {
  const report = scanAgentToServer(bytes, limits);
  if (!report.ok) return report.problem;
  const decoded = report.value.decode(part);
  return decoded.ok ? undefined : decoded.problem;
}

function reportWith(init: { health?: ComponentHealth; value?: AnyValue }): Uint8Array {
  const { health, value } = init;
  return toBinary(
    AgentToServerSchema,
    create(AgentToServerSchema, {
      instanceUid,
      ...(health && { health }),
      ...(value && { agentDescription: { identifyingAttributes: [{ key: "k", value }] } }),
    }),
  );
}

test("E-04 a health tree five levels deep with words of its own is read", () => {
  expect(problemOf(reportWith({ health: healthNested(5) }), "health")).toBeUndefined();
  expect(problemOf(reportWith({ health: healthNested(64) }), "health")).toBeUndefined();
});

test("E-05 a health tree 200 deep is refused with the limit named", () => {
  const bytes = reportWith({ health: healthNested(200) });
  expect(problemOf(bytes, "health")).toEqual({
    code: "too-deep",
    message: "health is nested deeper than the limit nestingDepthMax of 64 allows.",
    limit: "nestingDepthMax",
  });
  expect(decodeAgentToServer(bytes)).toMatchObject({ ok: false, problem: { code: "too-deep" } });
});

test("X-07 attribute values nested beyond the limit are refused", () => {
  expect(problemOf(reportWith({ value: valueNested(20) }), "agentDescription")).toBeUndefined();
  expect(problemOf(reportWith({ value: valueNested(64) }), "agentDescription")).toMatchObject({
    code: "too-deep",
  });
});

test("X-07 more map entries than the limit are refused, repeated keys counted", () => {
  const entry = "3203 0a016b".replaceAll(" ", "");
  const health = (count: number) => fromHex(`${HEAD}2a${varint(count * 5)}${entry.repeat(count)}`);
  const limits = makeLimits({ mapEntriesMax: 1000 });
  expect(problemOf(health(1000), "health", limits)).toBeUndefined();
  expect(problemOf(health(1001), "health", limits)).toEqual({
    code: "too-many-entries",
    message: "health has more map entries than the limit mapEntriesMax of 1000 allows.",
    limit: "mapEntriesMax",
  });
});

test("X-07 more components than the limit are refused, sub components counted", () => {
  const components = (count: number) =>
    toBinary(
      AgentToServerSchema,
      create(AgentToServerSchema, {
        instanceUid,
        availableComponents: create(AvailableComponentsSchema, {
          components: {
            receivers: {
              subComponentMap: Object.fromEntries(
                Array.from({ length: count - 1 }, (_, index) => [`otlp/${index}`, {}]),
              ),
            },
          },
        }),
      }),
    );
  const limits = makeLimits({ componentsMax: 300 });
  const problem = (count: number) => {
    const decoded = decodeAgentToServer(components(count), limits);
    return decoded.ok ? undefined : decoded.problem;
  };
  expect(problem(300)).toBeUndefined();
  expect(problem(301)).toEqual({
    code: "too-many-entries",
    message: "AgentToServer names more components than the limit componentsMax of 300 allows.",
    limit: "componentsMax",
  });
});

test("X-07 more text than the limit is refused, keys and values of one part together", () => {
  const health = reportWith({
    health: create(ComponentHealthSchema, {
      lastError: "abcd",
      componentHealthMap: { key: create(ComponentHealthSchema, { status: "xyz" }) },
    }),
  });
  expect(problemOf(health, "health", makeLimits({ textSizeBytesMax: 10 }))).toBeUndefined();
  expect(problemOf(health, "health", makeLimits({ textSizeBytesMax: 9 }))).toEqual({
    code: "too-large",
    message: "health has more bytes of text than the limit textSizeBytesMax of 9 allows.",
    limit: "textSizeBytesMax",
  });
});

test("X-07 at and above each limit of one part", () => {
  const attributes = (count: number) =>
    fromHex(`${HEAD}1a${varint(count * 2)}${"0a00".repeat(count)}`);
  for (const limit of ["listItemsMax", "partFieldsMax"] as const) {
    const limits = makeLimits({ [limit]: 50 });
    expect(problemOf(attributes(50), "agentDescription", limits)).toBeUndefined();
    expect(problemOf(attributes(51), "agentDescription", limits)?.limit).toBe(limit);
  }
  const top = fromHex(`${HEAD}${"2001".repeat(49)}`);
  expect(problemOf(top, "health", makeLimits({ topLevelFieldsMax: 50 }))).toBeUndefined();
  expect(problemOf(top, "health", makeLimits({ topLevelFieldsMax: 49 }))?.limit).toBe(
    "topLevelFieldsMax",
  );
  const deep = (depth: number) => reportWith({ health: healthNested(depth) });
  expect(problemOf(deep(7), "health", makeLimits({ nestingDepthMax: 7 }))).toBeUndefined();
  expect(problemOf(deep(8), "health", makeLimits({ nestingDepthMax: 7 }))?.limit).toBe(
    "nestingDepthMax",
  );
});

test("F-01 X-07 fields that nobody knows are passed over, be they ever so many, and not kept", () => {
  const unknown = fromHex(`${HEAD}2a${varint(3 * 3000)}${"c00101".repeat(3000)}`);
  const report = scanAgentToServer(unknown);
  const health = report.ok ? report.value.decode("health") : report;
  expect(health.ok && health.value?.$unknown).toBeUndefined();
  expect(health.ok).toBe(true);
});

test("X-07 more attributes or fields than the limit are refused", () => {
  const description = fromHex(`${HEAD}1a06 0a00 0a00 0a00`);
  expect(problemOf(description, "agentDescription", makeLimits({ listItemsMax: 2 }))).toMatchObject(
    {
      message: "agentDescription has more list items than the limit listItemsMax of 2 allows.",
    },
  );
  expect(
    problemOf(description, "agentDescription", makeLimits({ partFieldsMax: 2 })),
  ).toMatchObject({
    code: "too-many-fields",
  });
  expect(
    problemOf(description, "agentDescription", makeLimits({ topLevelFieldsMax: 1 })),
  ).toMatchObject({
    code: "too-many-fields",
  });
});

test("X-07 a length beyond the message or its parent is refused", () => {
  expect(problemOf(fromHex(`${HEAD}2aff7f00`), "health")).toMatchObject({ code: "malformed" });
  expect(problemOf(fromHex(`${HEAD}2a021a05 100210021002`), "health")).toMatchObject({
    code: "malformed",
    message: "health is cut off inside ComponentHealth.last_error.",
  });
  expect(problemOf(fromHex(`${HEAD}2a021805`), "health")).toMatchObject({ code: "malformed" });
});

test("X-05 text that is not UTF-8 is refused", () => {
  expect(problemOf(fromHex(`${HEAD}2a041a02c328`), "health")).toEqual({
    code: "malformed",
    message: "health holds text that is not valid UTF-8.",
  });
});

test("X-06 U+0000 and names of object members are ordinary text", () => {
  const bytes = reportWith({
    health: create(ComponentHealthSchema, {
      lastError: "a\u0000b",
      componentHealthMap: Object.fromEntries([
        ["__proto__", create(ComponentHealthSchema, { status: "one" })],
        ["constructor", create(ComponentHealthSchema, { status: "two" })],
      ]),
    }),
  });
  const report = scanAgentToServer(bytes);
  const health = report.ok ? report.value.decode("health") : report;
  if (!health.ok) throw new Error(health.problem.message);
  expect(health.value?.lastError).toBe("a\u0000b");
  const map = health.value?.componentHealthMap ?? {};
  expect(Object.entries(map).map(([key, value]) => [key, value.status])).toEqual([
    ["__proto__", "one"],
    ["constructor", "two"],
  ]);
  expect(Object.hasOwn(Object.prototype, "status")).toBe(false);
});

test("T-10 a message above the limit is refused before it is read", () => {
  const bytes = fromHex(`${HEAD}2001`);
  const limits = makeLimits({ messageSizeBytesMax: bytes.length - 1 });
  expect(scanAgentToServer(bytes, limits)).toMatchObject({
    ok: false,
    problem: { code: "too-large" },
  });
  expect(decodeAgentToServer(bytes, limits)).toMatchObject({
    ok: false,
    problem: { code: "too-large" },
  });
});

test("a limit that cannot be one is a mistake of the program", () => {
  expect(() => makeLimits({ mapEntriesMax: 0 })).toThrow("mapEntriesMax");
  expect(() => makeLimits({ messageSizeBytesMax: Number.NaN })).toThrow("messageSizeBytesMax");
  expect(() => makeLimits({ nestingDepthMax: 91 })).toThrow("nestingDepthMax");
});

/** A protobuf varint below 2^14 as hexadecimal digits. */
function varint(value: number): string {
  const bytes = value < 128 ? [value] : [(value & 0x7f) | 0x80, value >> 7];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
