import { expect, test } from "vitest";
import { isPreviewVerb, PREVIEW_VERBS, PREVIEWS } from "./previews.js";
import { ROUTE_SCHEMAS, ROUTES } from "./table.js";

test("every write of the fleet can be previewed, and nothing else", () => {
  for (const { verb, dry, noPreview, name } of ROUTES) {
    if (verb === null) continue;
    expect(isPreviewVerb(verb), name).toBe(dry !== true && noPreview !== true);
    if (isPreviewVerb(verb)) expect(PREVIEWS[verb]).toBe(name);
  }
  expect(PREVIEWS["rebase-fragment"]).toBe("startRollout");
  expect(isPreviewVerb("check")).toBe(false);
});

test("a verb has one route, so that its input has one shape", () => {
  const verbs = ROUTES.flatMap(({ verb }) => (verb === null ? [] : [verb]));
  expect(new Set(verbs).size).toBe(verbs.length);
  expect(PREVIEW_VERBS).toContain("pin");
});

test("parameters never share a name with fields of the body", () => {
  for (const verb of PREVIEW_VERBS) {
    const { params, query, body } = ROUTE_SCHEMAS[PREVIEWS[verb]];
    const fields = body !== null && "shape" in body ? Object.keys(body.shape) : [];
    const names = [...Object.keys(params.shape), ...Object.keys(query.shape), ...fields];
    expect(new Set(names).size, verb).toBe(names.length);
  }
});
