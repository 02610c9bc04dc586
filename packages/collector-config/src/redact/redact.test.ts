import * as fc from "fast-check";
import { expect, test } from "vitest";
import { contains } from "../contains/contains.js";
import { parseConfig } from "../parse/parse.js";
import { redact } from "./redact.js";

test("secrets go, formatting, comments and references stay", () => {
  const { text, redacted } = redact(`exporters:
  otlp/a:   # to A
    endpoint: "https://user:hunter2@host:4317/x"
    headers:
      Authorization: Bearer abcdefgh12345
      x-tenant: blue
      x-api-key:   "k1"
    auth: {authenticator: basicauth}
  datadog: {api: {site: eu, key: 0123456789}}
  kafka:
    auth: {sasl: {username: me, password: 'p''w'}}
    tls:
      key_file: /etc/key.pem
      key_pem: |
        -----BEGIN PRIVATE KEY-----
        MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ
        -----END PRIVATE KEY-----
    token: \${env:TOKEN}
    api_token: Bearer \${env:TOKEN:-fallback}
# old password: swordfish
processors:
  attributes: {actions: [{key: api_key, value: topsecret, action: insert}]}
`);
  expect(text).toBe(`exporters:
  otlp/a:   # to A
    endpoint: "https://user:[REDACTED]@host:4317/x"
    headers:
      Authorization: '[REDACTED]'
      x-tenant: blue
      x-api-key:   "[REDACTED]"
    auth: {authenticator: basicauth}
  datadog: {api: {site: eu, key: '[REDACTED]'}}
  kafka:
    auth: {sasl: {username: me, password: '[REDACTED]'}}
    tls:
      key_file: /etc/key.pem
      key_pem: |
        [REDACTED]
        [REDACTED]
        [REDACTED]
    token: \${env:TOKEN}
    api_token: 'Bearer \${env:TOKEN:-[REDACTED]}'
# old password: '[REDACTED]'
processors:
  attributes: {actions: [{key: api_key, value: '[REDACTED]', action: insert}]}
`);
  expect(redacted).toContain("exporters.datadog.api.key");
  expect(redact(text)).toEqual({ text, redacted: [] });
});

test("an alias is followed to where the secret is written", () => {
  const { text } = redact("a: {x: &p hunter2}\nb: {password: *p}\n");
  expect(text).not.toMatch(/hunter/);
  expect(parseConfig(text).problems).toEqual([]);
});

test("a value that a merge overrides is not forgotten", () => {
  expect(redact("c: {<<: {password: hunter3}, password: hunter4}").text).not.toMatch(/hunter/);
});

test("what only sounds like a secret stays", () => {
  const text =
    "processors:\n  token_bucket: {max_tokens: 5}\n  r: {blocked_key_patterns: ['.*token.*'], metadata_keys: [a], key: b}\nextensions: {bearertokenauth: {filename: /t, scheme: Bearer}, o: {token_url: https://x/y}}\n";
  expect(redact(text)).toEqual({ text, redacted: [] });
});

test("a redacted text contains the original's meaning", () => {
  const text = "exporters:\n  otlp:\n    endpoint: a:1\n    headers: {authorization: abc}\n";
  expect(contains(text, redact(text).text).verdict).toBe("contains");
});

const secret = fc
  .string({ minLength: 6, maxLength: 20, unit: fc.constantFrom(..."qwzxjkvQWZXJKV0123456789") })
  .map((each) => `S${each}`);

test("redaction never reveals what a secret name holds, readable or not", () => {
  const key = fc.constantFrom(
    "password",
    "api_key",
    "apiKey",
    "client_secret",
    "bearer_token",
    "X-API-Key",
    "authorization",
    "connection_string",
    "access_key_id",
  );
  const shapes: readonly ((k: string, s: string) => string)[] = [
    (k, s) => `a:\n  b:\n    ${k}: ${s}`,
    (k, s) => `a: {b: {${k}: ${s}, z: 1}}`,
    (k, s) => `a:\n  b: {"${k}":"${s}"}`,
    (k, s) => `a:\n  ${k}: "${s}\n    ${s}"`,
    (k, s) => `a:\n  ${k}: |\n    ${s}\n\n    ${s} # x\n  c: 1`,
    (k, s) => `a:\n  ${k}:\n    - ${s}\n    - x${s}`,
    (k, s) => `a:\n  ${k}:\n  - ${s}`,
    (k, s) => `a:\n  ${k}: \${env:X:-${s}}`,
    (k, s) => `a:\n  ${k}: ${s}\${env:X}`,
    (k, s) => `a:\n  - name: ${k}\n    value: ${s}`,
    (k, s) => `a:\n  - {value: ${s}, name: ${k}}`,
    (k, s) => `a: 1 # ${k}: ${s}`,
    (k, s) => `a: 1\n---\n${k}: ${s}`,
    (k, s) => `a:\n  "${k}":\n    "${s}"`,
    (k, s) => `a:\n  url: postgres://me:${s}@host/db`,
    (k, s) => `a:\n  b: [-----BEGIN RSA PRIVATE KEY-----${s}-----END RSA PRIVATE KEY-----]`,
    (k, s) => `a:\n  b: "Endpoint=x;SharedAccessKey=${s};y"`,
  ];
  const breakers = fc.constantFrom("", "\n\tx: [", "\na: 2\na: 3", "\n}", "\r\n: : :", "\n@");
  fc.assert(
    fc.property(
      key,
      secret,
      fc.nat(shapes.length - 1),
      breakers,
      fc.boolean(),
      (k, s, shape, breaker, crlf) => {
        const made = (shapes[shape]?.(k, s) ?? "") + breaker;
        const text = crlf ? made.replace(/\r?\n/g, "\r\n") : made;
        const result = redact(text);
        expect(result.text).not.toContain(s);
        expect(result.text.split("\n")).toHaveLength(text.split("\n").length);
        if (parseConfig(text).problems.length === 0)
          expect(parseConfig(result.text).problems).toEqual([]);
        expect(redact(result.text).text).toBe(result.text);
      },
    ),
    { numRuns: 500, seed: 4320 },
  );
});

test("any text keeps its lines, and redacting never throws", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: "binary" }), (text) => {
      expect(redact(text).text.split("\n")).toHaveLength(text.split("\n").length);
    }),
    { numRuns: 500, seed: 4320 },
  );
});

test("an escaped reference in a secret is literal", () => {
  expect(redact("api_key: '$${A}hunter2${A}'\n").text).toBe("api_key: '[REDACTED]${A}'\n");
});
