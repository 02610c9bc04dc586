import { z } from "zod";
import { PROBLEM_MEDIA_TYPE, Problem } from "../problems/problem.js";
import { PROBLEM_TYPES } from "../problems/types.js";
import { type Route, ROUTES } from "../routes/table.js";
import { EventKind } from "../schemas/events.js";

type Json = Readonly<Record<string, unknown>>;

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: "3.1.0";
  readonly info: Json;
  readonly paths: Record<string, Record<string, Json>>;
  readonly components: { readonly schemas: Record<string, Json> };
}

const reference = (id: string) => `#/components/schemas/${id}`;

/** Named schemas become references; the rest stands in place. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const id = schema.meta()?.id;
  if (id !== undefined) return { $ref: reference(id) };
  inPlace[io] ??= convertInPlace(io);
  const found = inPlace[io].get(schema);
  if (found === undefined) throw new Error("A schema of the document is no part of a route.");
  return found;
}

const inPlace: { input?: ReadonlyMap<z.ZodType, Json>; output?: ReadonlyMap<z.ZodType, Json> } = {};

/** All at once: each by itself would go through every named schema again, and the hub would stand still for seconds. */
function convertInPlace(io: "input" | "output"): ReadonlyMap<z.ZodType, Json> {
  const registry = z.registry<{ id: string }>();
  for (const { id, schema } of namedSchemas()) registry.add(schema, { id });
  const parts = new Set<unknown>(
    ROUTES.flatMap(({ params, query, body, answer }) =>
      io === "output"
        ? [answer]
        : [body, ...Object.values(params.shape), ...Object.values(query.shape)],
    ),
  );
  const unnamed = [...parts].filter(
    (one) => one instanceof z.ZodType && one.meta()?.id === undefined,
  ) as readonly z.ZodType[];
  for (const [index, schema] of unnamed.entries()) registry.add(schema, { id: `__${index}` });
  const { schemas } = z.toJSONSchema(registry, { uri: reference, io, unrepresentable: "any" });
  // One that holds another refers to it, by a name that the document does not have.
  const whole = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(whole);
    if (typeof value !== "object" || value === null) return value;
    const { $ref, ...rest }: Json = { ...value };
    const own = typeof $ref === "string" ? /\/(__\d+)$/.exec($ref)?.[1] : undefined;
    if (own !== undefined) return { ...partOf(own), ...rest };
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, whole(item)]));
  };
  const partOf = (id: string): Json => Object(whole(withoutIds(schemas[id] ?? {})));
  return new Map(unnamed.map((schema, index) => [schema, partOf(`__${index}`)] as const));
}

let cachedNames: readonly { readonly id: string; readonly schema: z.ZodType }[] | undefined;

/** Every schema with an id that the routes reach, found by asking zod for the components. */
function namedSchemas(): readonly { readonly id: string; readonly schema: z.ZodType }[] {
  if (cachedNames !== undefined) return cachedNames;
  const found = new Map<string, z.ZodType>();
  const visit = (schema: z.ZodType) => {
    z.toJSONSchema(schema, {
      unrepresentable: "any",
      override: ({ zodSchema }) => {
        if (!(zodSchema instanceof z.ZodType)) return;
        const id = zodSchema.meta()?.id;
        if (id !== undefined) found.set(id, zodSchema);
      },
    });
  };
  for (const route of ROUTES) {
    visit(route.params);
    visit(route.query);
    if (route.body !== null) visit(route.body);
    if (route.answer !== null) visit(route.answer);
  }
  visit(Problem);
  visit(EventKind);
  cachedNames = [...found].map(([id, schema]) => ({ id, schema }));
  return cachedNames;
}

function withoutIds(schema: object): Json {
  const { $schema: _schema, $id: _id, id: _name, ...rest } = schema as Record<string, unknown>;
  return rest;
}

function componentSchemas(): Record<string, Json> {
  const registry = z.registry<{ id: string }>();
  for (const { id, schema } of namedSchemas()) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    uri: reference,
    io: "input",
    unrepresentable: "any",
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [id, withoutIds(schema)] as const),
  );
}

function parameters(route: Route): readonly Json[] {
  const of = (where: "path" | "query", shape: Readonly<Record<string, unknown>>) =>
    Object.entries(shape).flatMap(([name, schema]) => {
      if (!(schema instanceof z.ZodType)) return [];
      const { description, ...json } = schemaOf(schema, "input");
      return [
        {
          name,
          in: where,
          required: where === "path" || !schema.safeParse(undefined).success,
          ...(description === undefined ? {} : { description }),
          schema: json,
        },
      ];
    });
  const header = (name: string, description: string) => ({
    name,
    in: "header",
    required: false,
    description,
    schema: { type: "string" },
  });
  return [
    ...of("path", route.params.shape),
    ...of("query", route.query.shape),
    ...(route.conditional
      ? [header("If-Match", "The version the change was decided on; a stale one is answered 409.")]
      : []),
    ...(route.creates
      ? [header("Idempotency-Key", "A repeated request with the same key has one effect.")]
      : []),
    ...(route.media !== "text/event-stream"
      ? []
      : [header("Last-Event-ID", "Sequence of the last event seen; the stream goes on after it.")]),
  ];
}

function operation(route: Route): Json {
  const media = route.media ?? "application/json";
  return {
    operationId: route.name,
    summary: route.summary,
    tags: [route.action.split(".")[0]],
    "x-action": route.action,
    ...(route.verb === null ? {} : { "x-verb": route.verb }),
    ...(route.act === undefined ? {} : { "x-act": route.act }),
    parameters: parameters(route),
    ...(route.body === null
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: schemaOf(route.body, "input") } },
          },
        }),
    responses: {
      [route.status]: {
        description: route.summary,
        ...(route.answer === null
          ? {}
          : { content: { [media]: { schema: schemaOf(route.answer, "output") } } }),
      },
      default: {
        description: "A problem (RFC 9457); its `type` is one of the table in `info`.",
        content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: reference("Problem") } } },
      },
    },
  };
}

/**
 * The OpenAPI 3.1 document of the table of routes. Pure: the same version gives the same document.
 *
 * @param version of the hub, shown in `info.version`
 */
export function openApiDocument(version: string): OpenApiDocument {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of ROUTES) {
    const item = (paths[route.fullPath] ??= {});
    item[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Fleet Hub",
      version,
      description: "A self-hosted control plane for OpenTelemetry Collectors.",
      "x-problem-types": PROBLEM_TYPES,
    },
    paths,
    components: { schemas: componentSchemas() },
  };
}
