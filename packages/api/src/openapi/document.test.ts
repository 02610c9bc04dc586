import { describe, expect, test } from "vitest";
import { PROBLEM_TYPES, ROUTES, openApiDocument } from "../index.js";

const document = openApiDocument("1.2.3");

/** Every `$ref` anywhere in the document. */
function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "$ref" && typeof inner === "string" ? [inner] : references(inner),
  );
}

describe("openApiDocument", () => {
  test("has one operation per route, each with an answer and the problem", () => {
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    expect(operations.map((operation) => operation["operationId"]).sort()).toEqual(
      ROUTES.map((route) => route.name).sort(),
    );
    for (const route of ROUTES) {
      const operation = document.paths[route.fullPath]?.[route.method.toLowerCase()];
      const responses = operation?.["responses"];
      expect(Object.keys(responses ?? {})).toEqual([String(route.status), "default"]);
    }
  });

  test("every reference leads to a component, and every component is reached", () => {
    const names = Object.keys(document.components.schemas);
    const reached = new Set(references(document).map((ref) => ref.split("/").at(-1)));
    for (const name of reached) expect(names).toContain(name);
    const unreached = names.filter((name) => !reached.has(name));
    expect(unreached).toEqual(["EventKind"]);
  });

  test("every parameter in a path is described", () => {
    for (const route of ROUTES) {
      const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(Object.keys(route.params.shape), route.name).toEqual(inPath);
    }
  });

  test("is plain JSON and lists the problem types", () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(document.info["x-problem-types"]).toEqual(PROBLEM_TYPES);
    expect(document.openapi).toBe("3.1.0");
  });

  test("objects refuse what they do not know", () => {
    expect(document.components.schemas["AgentRow"]).toMatchObject({ additionalProperties: false });
    expect(document.components.schemas["AgentPatch"]).toMatchObject({
      additionalProperties: false,
    });
  });
});
