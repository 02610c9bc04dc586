import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { parseConfig } from "../parse/parse.js";
import { canonicalBytes, fingerprint } from "./fingerprint.js";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function of(text: string): string {
  const { config } = parseConfig(text);
  if (config === null) throw new Error("no configuration");
  return fingerprint(config, sha256);
}

const TEXT =
  "receivers:\n  otlp: &o\n    protocols: {grpc: {endpoint: 'a:1'}}\n  otlp/2: *o\nexporters: {debug: {n: 1000}}\n";

test.each([
  ["comments", `# c\n${TEXT.replace("grpc", "grpc ")}# d`],
  [
    "key order",
    "exporters: {debug: {n: 1000}}\nreceivers:\n  otlp/2: {protocols: {grpc: {endpoint: 'a:1'}}}\n  otlp: {protocols: {grpc: {endpoint: 'a:1'}}}",
  ],
  ["style", TEXT.replace("'a:1'", '"a\\x3a1"').replace("1000", "1_000")],
  [
    "paths and line ends",
    TEXT.replace(
      "    protocols: {grpc: {endpoint: 'a:1'}}",
      "    protocols::grpc::endpoint: a:1",
    ).replaceAll("\n", "\r\n"),
  ],
])("%s do not count", (_name, text) => {
  expect(of(text)).toBe(of(TEXT));
});

test.each(["1001", "1000.0", "'1000'", "[1000]", "null", "true"])(
  "n: %s is another meaning",
  (value) => {
    expect(of(TEXT.replace("1000", value))).not.toBe(of(TEXT));
  },
);

test("the algorithm is named, and its bytes do not change unnoticed", async () => {
  const { config } = parseConfig("b: [1, 1.5, ~, true, x, 2020-01-01]\na: ${env:X}");
  if (config === null) throw new Error("no configuration");
  expect(new TextDecoder().decode(canonicalBytes(config))).toBe(
    '{"a":"${env:X}","b":[i1,d1.5,null,true,"x",t"2020-01-01",],}',
  );
  expect(fingerprint(config, () => "00")).toBe("f1:00");
  expect(await fingerprint(config, async () => "11")).toBe("f1:11");
});

test("options under a key with blanks in it are read by nobody", () => {
  const key = (written: string) => TEXT.replace("debug: {n: 1000}", written);
  expect(of(key('"debug ": {n: 1000}'))).toBe(of(key("debug: {}")));
  expect(of(key('"debug ": {n: 1000}'))).not.toBe(of(TEXT));
});
