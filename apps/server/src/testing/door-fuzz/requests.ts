import { type OpenApiDocument, openApiDocument } from "@fleethub/api";
import type { OddRequest } from "./ask.js";
import { asBody, mutated, oddText } from "./mutated.js";
import type { Seeded } from "./seeded.js";
import type { Asker, Stage } from "./stage.js";
import { type Schema, type Words, written } from "./written.js";

/** One route as the document of the API describes it. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly action: string;
  readonly verb: string | null;
  readonly params: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: Schema;
  }[];
  readonly body: Schema | null;
}

/** Begins every credential that is none and every password that is typed: no answer and no log line may have it. */
export const TYPED = "typed-into-a-secret-field";

/** Makes requests for every route in turn, as the document of the API describes them and then not quite so. */
export class Requests {
  readonly #operations: readonly Operation[];
  readonly #words: Words;

  constructor(private readonly stage: Stage) {
    const document = openApiDocument("0");
    this.#operations = operationsOf(document);
    this.#words = { schemas: schemasOf(document), pool: stage.pool };
  }

  /** The request with this index of this seed. */
  make(index: number, asker: Asker, seeded: Seeded): { operation: Operation; request: OddRequest } {
    const operation = this.#operations[index % this.#operations.length];
    if (operation === undefined) throw new Error("the document has no routes");
    const path = this.#pathOf(operation, seeded);
    const value = this.#valueOf(operation, seeded);
    const isOdd = !seeded.oneIn(3);
    const body =
      value === undefined
        ? null
        : asBody(withTyped(isOdd ? mutated(value, seeded) : value), seeded);
    const method = seeded.oneIn(40)
      ? seeded.pick([
          "GET",
          "HEAD",
          "OPTIONS",
          "PUT",
          "DELETE",
          "PATCH",
          "POST",
          "TRACE",
          "PROPFIND",
        ])
      : operation.method;
    const headers = [
      ...(body === null ? [] : [["content-type", typeOf(seeded)] as const]),
      ...this.#credentials(asker, seeded),
      ...conditions(seeded),
      ...oddHeaders(seeded),
    ];
    return { operation, request: { method, path, headers, body } };
  }

  #pathOf({ path, params }: Operation, seeded: Seeded): string {
    const value = (name: string, schema: Schema): string => {
      if (seeded.oneIn(5)) return oddText(seeded).slice(0, 2_000);
      return String(written(schema, this.#words, seeded, name));
    };
    const filled = params.reduce(
      (text, { name, in: place, schema }) =>
        place === "path" ? text.replace(`{${name}}`, inAddress(value(name, schema), seeded)) : text,
      path,
    );
    const query = params
      .filter(({ in: place }) => place === "query" && seeded.oneIn(2))
      .map(({ name, schema }) => `${name}=${inAddress(value(name, schema), seeded)}`);
    if (seeded.oneIn(15)) query.push(`${inAddress(oddText(seeded).slice(0, 200), seeded)}=1`);
    return `${filled}${query.length === 0 ? "" : `?${query.join("&")}`}`;
  }

  #valueOf({ body, verb }: Operation, seeded: Seeded): unknown {
    if (body === null) return seeded.oneIn(10) ? {} : undefined;
    const value = written(body, this.#words, seeded);
    if (verb !== null || typeof value !== "object" || value === null) return value;
    // A dry run and a request for approval hold the request of another route.
    const asked = Object.entries(value).find(([key]) => key === "verb")?.[1];
    const meant = this.#operations.find((one) => one.verb !== null && one.verb === asked);
    if (meant === undefined || !("input" in value)) return value;
    const params = meant.params.map(({ name, schema }) => [
      name,
      written(schema, this.#words, seeded, name),
    ]);
    const rest = meant.body === null ? {} : written(meant.body, this.#words, seeded);
    return { ...value, input: { ...Object.fromEntries(params), ...Object(rest) } };
  }

  #credentials(asker: Asker, seeded: Seeded): (readonly [string, string])[] {
    const { tokens } = this.stage;
    if (asker !== "nobody") return [["authorization", `Bearer ${tokens[asker]}`]];
    const token = seeded.pick(Object.values(tokens));
    const kind = seeded.pick(["fha", "fhs", "fhi", "fhe", "fhc"]);
    const wrong = `${kind}_${seeded.word(16)}_${TYPED}${seeded.word(20)}`;
    const cut = token.slice(0, seeded.below(token.length));
    return seeded.pick<() => (readonly [string, string])[]>([
      () => [],
      () => [["authorization", `Bearer ${wrong}`]],
      () => [["authorization", `Bearer ${cut}`]],
      () => [["authorization", `Bearer ${token}${seeded.word(1)}`]],
      () => [["authorization", `Basic ${Buffer.from(`bob:${token}`).toString("base64")}`]],
      () => [["authorization", `Bearer ${token}, Bearer ${token}`]],
      () => [["authorization", `Bearer ${TYPED}é${"é".repeat(seeded.below(400))}`]],
      () => [["authorization", `Bearer ${"x".repeat(seeded.below(9_000))}`]],
      () => [["authorization", token]],
      () => [["cookie", `fleethub=${wrong}`]],
      () => [["cookie", `fleethub=${token}`]],
      () => [["cookie", `fleethub=${wrong}; fleethub=${wrong}`]],
      () => [["cookie", `__Host-fleethub=${token}`]],
      () => [["cookie", `fleethub-device=${wrong}; fleethub="${wrong}"`]],
      () => [["cookie", `${"a=b; ".repeat(seeded.below(1_500))}fleethub=${wrong}`]],
      () => [["x-api-key", token]],
      () => [["proxy-authorization", `Bearer ${token}`]],
    ])();
  }
}

function typeOf(seeded: Seeded): string {
  if (!seeded.oneIn(20)) return "application/json";
  return seeded.pick(["text/plain", "application/json; charset=utf-16", "multipart/form-data", ""]);
}

function conditions(seeded: Seeded): (readonly [string, string])[] {
  const odd = () => latin(oddText(seeded)).slice(0, 400);
  return [
    ...(seeded.oneIn(8)
      ? [["idempotency-key", seeded.pick(["k1", "k2", seeded.word(8), odd()])] as const]
      : []),
    ...(seeded.oneIn(8)
      ? [["if-match", seeded.pick(['"1"', 'W/"2"', "*", '"99999999999999999999"', odd()])] as const]
      : []),
    ...(seeded.oneIn(12)
      ? [["last-event-id", seeded.pick(["0", "-1", "999999999999999", "1e9", odd()])] as const]
      : []),
  ];
}

/** What proxies, browsers and others would say. */
function oddHeaders(seeded: Seeded): (readonly [string, string])[] {
  if (!seeded.oneIn(4)) return [];
  const text = latin(oddText(seeded)).slice(0, 300);
  const count = seeded.below(120);
  return seeded.pick<() => (readonly [string, string])[]>([
    () => [["x-forwarded-for", seeded.pick(["127.0.0.1", text])]],
    () => [["forwarded", `for=${text}`]],
    () => [["x-real-ip", "::1"]],
    () => [["host", seeded.pick(["evil.example", "127.0.0.1:1", "[::1]", "localhost.", text])]],
    () => [["origin", seeded.pick(["null", "https://evil.example", text])]],
    () => [["sec-fetch-site", seeded.pick(["cross-site", "same-site", text])]],
    () => [["x-http-method-override", "DELETE"]],
    () => [["user-agent", text]],
    () => [["accept", text]],
    () => [["accept-encoding", text]],
    () => [["content-encoding", "gzip"]],
    () => [["range", "bytes=0-0,-1"]],
    () => [["expect", "100-continue"]],
    () => [["upgrade", "websocket"]],
    () => Array.from({ length: count }, (_, index) => [`x-${index}`, "a"] as const),
    () => [["x-long", "a".repeat(seeded.below(20_000))]],
  ])();
}

/** What may stand in a header line. */
function latin(text: string): string {
  return text.replace(/[^\t\x20-\x7e\x80-\xff]/g, "?");
}

function inAddress(text: string, seeded: Seeded): string {
  if (seeded.oneIn(12))
    return seeded.pick(["%", "%zz", "%00", "%2e%2e", "..", "%c0%af", "%ff", ";"]);
  return encodeURIComponent(Buffer.from(text).toString());
}

const SECRET_FIELDS = new Set(["password", "current", "value", "clientSecret", "token"]);

/** Whatever is typed where a secret belongs is marked, so that it is found wherever it comes out. */
function withTyped(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_FIELDS.has(key) && typeof item === "string" && item.length < 1_000
        ? `${TYPED}${item}`
        : item,
    ]),
  );
}

function operationsOf(document: OpenApiDocument): readonly Operation[] {
  const paths: unknown = JSON.parse(JSON.stringify(document.paths));
  return members(paths).flatMap(([path, methods]) =>
    members(methods).map(([method, operation]) => operationOf(path, method, operation)),
  );
}

function operationOf(path: string, method: string, operation: unknown): Operation {
  const found = new Map(members(operation));
  const listed = found.get("parameters");
  const content = members(found.get("requestBody")).find(([key]) => key === "content")?.[1];
  const media = members(content)[0]?.[1];
  const schema = members(media).find(([key]) => key === "schema")?.[1];
  return {
    name: String(found.get("operationId")),
    method: method.toUpperCase(),
    path,
    action: String(found.get("x-action")),
    verb: typeof found.get("x-verb") === "string" ? String(found.get("x-verb")) : null,
    params: (Array.isArray(listed) ? listed : []).map((one: unknown) => {
      const parts = new Map(members(one));
      return {
        name: String(parts.get("name")),
        in: String(parts.get("in")),
        schema: Object.fromEntries(members(parts.get("schema"))),
      };
    }),
    body: schema === undefined ? null : Object.fromEntries(members(schema)),
  };
}

function schemasOf(document: OpenApiDocument): Readonly<Record<string, Schema>> {
  const components: unknown = JSON.parse(JSON.stringify(document.components));
  const schemas = members(components).find(([name]) => name === "schemas")?.[1];
  return Object.fromEntries(
    members(schemas).map(([name, schema]) => [name, Object.fromEntries(members(schema))]),
  );
}

const members = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null ? Object.entries(value) : [];
