import * as fc from "fast-check";
import { expect, test } from "vitest";
import { checkConfig } from "../findings/check-config.js";
import { expandConfig } from "../parse/expand.js";
import { parseConfig } from "../parse/parse.js";
import { renderVariables } from "../variables/render.js";
import { secretsIn } from "./find.js";
import { secretFindings } from "./findings.js";
import { putSecrets } from "./put-secrets.js";

const REFERENCE = "${fleethub:secret/db-key}";

function data(text: string | null): unknown {
  if (text === null) return null;
  const { config, problems } = parseConfig(text);
  expect(problems, text).toEqual([]);
  return config === null ? null : expandConfig(config);
}

const put = (text: string, value: string) => putSecrets(text, new Map([["db-key", value]]));

test("a secret is read with its places, and is no variable", () => {
  const text = `a: ${REFERENCE}\nb: &b {c: "Basic ${REFERENCE}"}\nd: *b\n# ${REFERENCE}\ne: $${REFERENCE}\n`;
  const { config } = parseConfig(text);
  if (config === null) throw new Error("no configuration");
  expect(
    secretsIn(config).map(({ name, places }) => [
      name,
      ...places.map(({ path }) => path.join(".")),
    ]),
  ).toEqual([["db-key", "a", "b.c"]]);
  const rendered = renderVariables(text, [], {});
  expect(rendered).toMatchObject({ text, findings: [], missing: [] });
  expect(rendered.secrets.map(({ name }) => name)).toEqual(["db-key"]);
});

test("variables are put in around a secret, which stays until the text leaves", () => {
  const text = `a: "\${fleethub:USER}:${REFERENCE}"`;
  const declared = [{ name: "USER", type: "text", default: null } as const];
  const rendered = renderVariables(text, declared, { USER: "me" });
  expect(rendered.text).toBe(`a: "me:${REFERENCE}"`);
  expect(put(rendered.text, "s3cret-value")).toBe('a: "me:s3cret-value"');
});

test("a text of which a secret is missing does not leave", () => {
  expect(putSecrets(`a: ${REFERENCE}\nb: 1`, new Map())).toBeNull();
  expect(put(`a: \${env:A:-${REFERENCE}}`, "value-of-it")).toBeNull();
  expect(put("a: [", "value-of-it")).toBeNull();
  expect(put("a: 1\n", "value-of-it")).toBe("a: 1\n");
});

test("a text that its values would make too long does not leave", () => {
  const value = "long-value".repeat(3_000);
  expect(put(`a: "${REFERENCE.repeat(30)}"`, value)).toContain(value);
  expect(put(`a: "${REFERENCE.repeat(40_000)}"`, value)).toBeNull();
  expect(put(`a: [${Array.from({ length: 50 }, () => REFERENCE).join(", ")}]`, value)).toBeNull();
});

const anyValue = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({ unit: fc.constantFrom(..."ab1:-[]{},&*#|>\n '\"?!%$\t\\"), minLength: 1 }),
  fc.constantFrom(
    "true",
    "0x1",
    "null",
    "${env:HOME}",
    "- a",
    "a\nb: c",
    "-----BEGIN KEY-----\nabc\n",
  ),
);

test("every value reads back as itself and nothing else changes", () => {
  const places = [
    "v: R\nafter: 1\n",
    "v: 'R'\nafter: 1\n",
    '{"v":"R", after: 1}\n',
    "v: |-\n  R\nafter: 1\n",
  ];
  fc.assert(
    fc.property(anyValue, fc.constantFrom(...places), (value, text) => {
      const written = put(
        text.replace("R", () => REFERENCE),
        value,
      );
      expect(data(written), written ?? "").toEqual({ v: value, after: 1 });
    }),
    { seed: 20261123, numRuns: 400 },
  );
});

const around = (value: string, rest = "") => `receivers: {otlp: {protocols: {grpc: {}}}}
exporters: {otlp: {endpoint: "backend:4317", headers: {authorization: "${value}"}}}
service: {${rest}pipelines: {traces: {receivers: [otlp], exporters: [otlp]}}}
`;
const errors = (text: string) =>
  checkConfig(text)
    .findings.filter(({ severity }) => severity === "error")
    .map(({ code }) => code);

test("a secret is symbolic for the check, and no secret in plain text", () => {
  expect(checkConfig(around(`Bearer ${REFERENCE}`)).findings.map(({ code }) => code)).not.toContain(
    "plain-text-secret",
  );
  expect(errors(around(`Bearer ${REFERENCE}`))).toEqual([]);
});

test("what may not be is told with its place", () => {
  expect(errors(around("${fleethub:secret/Upper}"))).toEqual(["reference-syntax"]);
  expect(errors(around("${fleethub:secret/}"))).toEqual(["reference-syntax"]);
  expect(errors(around(`\${env:A:-${REFERENCE}}`))).toContain("secret-place");
  expect(errors(around("x", `telemetry: {resource: {a: "${REFERENCE}"}}, `))).toEqual([
    "secret-place",
  ]);
  const inKey = around("x").replace("authorization:", `"${REFERENCE}":`);
  expect(errors(inKey)).toContain("secret-place");
});

test("secrets that the hub does not have are told once each", () => {
  const { config } = parseConfig(around(`${REFERENCE} ${REFERENCE} \${fleethub:secret/other}`));
  if (config === null) throw new Error("no configuration");
  const found = secretFindings(secretsIn(config), new Set(["other"]));
  expect(found).toMatchObject([{ code: "undeclared-secret", severity: "error", line: 2 }]);
  expect(found[0]?.remedy).toContain("fleethub secrets set db-key");
});

test("what a hub left of a value is no value to be sent again", () => {
  expect(errors(around("________________"))).toEqual(["redacted-value"]);
  expect(errors(around("Bearer ________________"))).toEqual(["redacted-value"]);
});
