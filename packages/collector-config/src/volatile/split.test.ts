import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { contains } from "../contains/contains.js";
import { joinVolatile, splitVolatile, supervisedBy } from "./split.js";

const recorded = (name: string): string =>
  readFileSync(new URL(`../../testdata/${name}.yaml`, import.meta.url), "utf8");

const NAMES = [
  "supervisor-empty",
  "supervisor-batch",
  "supervisor-otlp-own-telemetry",
  "supervisor-otlp-no-retry",
  "hand-back-batch",
  "supervisor-new-uid",
  "extension-alone",
];

test.each(NAMES)("%s comes back exactly", (name) => {
  const text = recorded(name);
  const { stable, volatile, recognised } = splitVolatile(text);
  expect(recognised).toBe(true);
  expect(joinVolatile(stable, volatile)).toBe(text);
  expect(stable).not.toMatch(/01a205|ws:\/\/127|Debian/);
  expect(contains(text, stable).verdict).toBe("contains");
});

test("agents that run one configuration share one stable text", () => {
  const one = recorded("supervisor-batch");
  const other = one
    .replaceAll("01a2053c-fb76-7ae3-b633-75cb1b5400bf", "01a20540-d34e-7bb8-8907-455277752c87")
    .replace("ppid: 16467", "ppid: 9")
    .replace(":38635/", ":40001/")
    .replace(
      "            host.arch: amd64\n",
      "            host.arch: arm64\n            k8s.pod.name: a-1\n",
    );
  expect(other).not.toBe(one);
  expect(splitVolatile(other).stable).toBe(splitVolatile(one).stable);
  expect(splitVolatile(one).volatile["extensions.opamp.ppid"]).toBe(" 16467");
});

test("other layouts are left alone", () => {
  for (const text of [
    "",
    "receivers: {}\n",
    "extensions: {opamp: {ppid: 4}}\n",
    "a:\n  extensions:\n    opamp:\n      ppid: 4\n",
  ]) {
    expect(splitVolatile(text)).toMatchObject({ stable: text, volatile: {}, recognised: false });
  }
  const twice = "extensions:\n  opamp:\n    ppid: 1\n    ppid: 2\n";
  expect(splitVolatile(twice).recognised).toBe(false);
});

test("a supervisor is known by the process that it names", () => {
  expect(NAMES.filter((name) => supervisedBy(recorded(name)))).toEqual(
    NAMES.filter((name) => name !== "extension-alone"),
  );
  expect(supervisedBy("")).toBe(false);
});

test("any text comes back exactly", () => {
  const line = fc.constantFrom(
    "extensions:",
    "  opamp:",
    "    ppid: 5",
    "    ppid: 5\r",
    "    ppid:",
    "      a: b",
    "    server:",
    "      ws:",
    "        endpoint: x",
    "service:",
    "  telemetry:",
    "    resource:",
    "    resource: <agent>",
    "      host.name: x",
    "      - y",
    "",
    "   ",
    "\t",
    "# c",
    "      # c",
    "extensions: |",
    "  opamp: # c",
    "        endpoint: ws://127.0.0.1:1/v1/opamp",
    "        endpoint: wss://hub.example/v1/opamp",
    "service: >-",
    "    instance_uid: |",
    "x: 'a",
    " <agent>",
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
      const text = lines.join("\n");
      const { stable, volatile, supervised } = splitVolatile(text);
      expect(supervised).toBe(supervisedBy(text));
      expect(joinVolatile(stable, volatile)).toBe(text);
      const again = splitVolatile(stable);
      expect(joinVolatile(again.stable, volatile)).toBe(text);
    }),
    { numRuns: 3000, seed: 4320 },
  );
});
