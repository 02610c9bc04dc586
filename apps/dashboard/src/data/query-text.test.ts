import { parseQuery } from "@fleethub/fleet/query";
import { describe, expect, test } from "vitest";
import { asksFor, droppable, term, toggled, without } from "./query-text";

describe("facets and counters write the query", () => {
  test.each([
    ["", "os", ["linux"], "os:linux"],
    ["os:linux", "os", ["windows"], "os:linux,windows"],
    ["os:linux,windows", "os", ["linux"], "os:windows"],
    ["os:linux", "os", ["linux"], ""],
    ["eu-west os:linux", "sync", ["pending", "offered"], "eu-west os:linux sync:pending,offered"],
    ["-os:linux", "os", ["linux"], "-os:linux os:linux"],
    ["", "label.env", ["prod"], "label.env:prod"],
    ["", "type", ["my agent"], 'type:"my agent"'],
    ["version:0.149.0", "version", ["0.149.0"], ""],
  ])("%s with %s %j toggled is %s", (before, field, values, after) => {
    expect(toggled(before, field, values)).toBe(after);
  });

  test("what is toggled on is asked for, twice is as before", () => {
    const before = "name:edge-* health:degraded";
    const on = toggled(before, "sync", ["failed"]);
    expect(asksFor(on, "sync", ["failed"])).toBe(true);
    expect(asksFor(on, "sync", ["failed", "drifted"])).toBe(false);
    expect(toggled(on, "sync", ["failed"])).toBe(before);
  });

  test("values that the grammar would read as something else are quoted", () => {
    for (const value of ["a b", "x,y", "-1", "<2", "*", 'q"q', ""]) {
      expect(parseQuery(term("os", [value])).problem, value).toBeUndefined();
      expect(asksFor(term("os", [value]), "os", [value]), value).toBe(true);
    }
  });

  test("a facet counts without its own field, and keeps what is excluded", () => {
    expect(without("os:linux -os:windows version:<0.150", "os")).toBe("-os:windows version:<0.150");
  });

  test("each condition can be dropped", () => {
    expect(droppable("os:linux -health:healthy eu")).toEqual([
      { term: "os:linux", rest: "-health:healthy eu" },
      { term: "-health:healthy", rest: "os:linux eu" },
      { term: "eu", rest: "os:linux -health:healthy" },
    ]);
  });
});
