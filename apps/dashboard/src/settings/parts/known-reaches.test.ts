import { expect, test } from "vitest";
import { knownReaches } from "./reach-field";

test("a reach is offered for every label, enrolment and pin that the fleet has, and for nothing an agent says", () => {
  const one = (value: string) => [{ value, count: 1 }];
  const facets = {
    os: one("linux"),
    "label.squad": [...one("edge"), ...one("store 7")],
    "label.env": one("prod"),
    enrolment: one("edge-sites"),
    pinned: one("gateway"),
  };
  expect(knownReaches(facets)).toEqual([
    "label.env:prod",
    "label.squad:edge",
    'label.squad:"store 7"',
    "enrolment:edge-sites",
    "pinned:gateway",
  ]);
});
