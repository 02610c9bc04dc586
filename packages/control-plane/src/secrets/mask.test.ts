import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formsOf } from "./forms.js";
import { createMask } from "./mask.js";

const encode = (text: string) => new TextEncoder().encode(text);

function masked(values: readonly string[], text: string): string {
  const bytes = encode(text);
  createMask(values)(bytes);
  return new TextDecoder().decode(bytes);
}

const SECRET = `hu"nt'er $2\\<&> é/+`;

const base64 = (text: string) => Buffer.from(text).toString("base64");

test.each<[string, string]>([
  ["as it is", SECRET],
  ["in JSON", JSON.stringify({ error: SECRET })],
  ["in JSON in JSON", JSON.stringify(JSON.stringify({ error: SECRET }))],
  ["in a URL", `https://x/?key=${encodeURIComponent(SECRET)}`],
  ["in a form", new URLSearchParams({ key: SECRET }).toString()],
  ["in single quotes of YAML", `'${SECRET.replaceAll("'", "''")}'`],
  ["with dollar signs doubled", SECRET.replaceAll("$", "$$$$")],
  ["in base64", base64(SECRET)],
  ["in base64 for URLs", Buffer.from(SECRET).toString("base64url")],
  ["after one character in base64", base64(`a${SECRET}`)],
  ["as a password in base64", base64(`me:${SECRET}:`)],
  ["in hex", Buffer.from(SECRET).toString("hex")],
])("a value is masked %s", (_, text) => {
  const result = masked([SECRET], text);
  expect(encode(result)).toHaveLength(encode(text).length);
  expect(result).toContain("________");
  for (const form of [SECRET, base64(SECRET).slice(4, -4), encodeURIComponent(SECRET)]) {
    expect(result).not.toContain(form);
  }
});

test("a value of several lines is masked line by line, indented or not", () => {
  const key = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nAQEFAASCBKcwggSjAgEA\n";
  const text = `tls:\n  key_pem: |\n${key.replaceAll(/^/gm, "    ")}after: 1\n`;
  const result = masked([key], text);
  expect(result).toContain("after: 1");
  expect(result).not.toMatch(/MIIEvQ|AQEFAA/);
});

test("lines that are too short to be looked for alone are masked with the others", () => {
  const value = "user a\np$ss 1\n\nlast\n";
  for (const indent of ["  ", "        ", "            "]) {
    const lines = value.trim().replaceAll("$", "$$$$").split("\n");
    const written = lines.map((line) => (line === "" ? "" : indent + line)).join("\n");
    const result = masked([value], `headers:\n  file: |\n${written}\n  after: 1\n`);
    expect(result).toMatch(/^headers:\n {2}file: \|\n +_+\n {2}after: 1\n$/);
  }
  expect(masked([value], JSON.stringify({ value }))).toMatch(/^\{"value":"_+\\?n?"\}$/);
});

test("of values that hold one another the longer one is masked whole", () => {
  expect(masked(["token-123", "token-12345678"], "x token-12345678 y")).toBe("x ______________ y");
});

test("what holds no value stays as it is, and without values nothing is looked for", () => {
  const text = "receivers: {otlp: {protocols: {grpc: {}}}}";
  expect(masked([SECRET, "another-value"], text)).toBe(text);
  expect(masked([], SECRET)).toBe(SECRET);
});

test("whatever values share, each is found wherever it begins and nothing else is", () => {
  const text = (lengths: { readonly minLength: number; readonly maxLength: number }) =>
    fc.string({ ...lengths, unit: fc.constantFrom("a", "b") });
  const values = fc.array(text({ minLength: 8, maxLength: 12 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(values, text({ minLength: 0, maxLength: 80 }), (sought, where) => {
      const expected = [...where];
      for (const form of sought.flatMap(formsOf)) {
        for (let at = where.indexOf(form); at >= 0; at = where.indexOf(form, at + 1)) {
          expected.fill("_", at, at + form.length);
        }
      }
      expect(masked(sought, where)).toBe(expected.join(""));
    }),
    { seed: 20261123, numRuns: 500 },
  );
});

test("every value is masked wherever it stands, and nothing around it", () => {
  const value = fc.string({
    minLength: 8,
    maxLength: 40,
    unit: fc.constantFrom(..."abcXYZ019-.é"),
  });
  const around = fc.string({ maxLength: 20, unit: fc.constantFrom(..." ,:{}\n#") });
  fc.assert(
    fc.property(around, fc.array(value, { minLength: 1, maxLength: 5 }), around, (a, values, b) => {
      const text = a + values.join(" ") + b;
      const expected = a + values.map((each) => "_".repeat(encode(each).length)).join(" ") + b;
      expect(masked(values, text)).toBe(expected);
    }),
    { seed: 20261123, numRuns: 300 },
  );
});
