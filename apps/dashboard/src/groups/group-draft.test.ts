import { expect, test } from "vitest";
import { sampleGroup } from "../testing/groups";
import {
  changedMeanwhile,
  draftOfGroup,
  groupFaults,
  isComplete,
  newGroup,
  writtenGroup,
} from "./group-draft";

test("a group goes through its form unchanged", () => {
  const { query, description, configuration, plan } = sampleGroup;
  expect(writtenGroup(draftOfGroup(sampleGroup))).toEqual({
    query,
    description,
    configuration,
    plan,
  });
  expect(isComplete(groupFaults(draftOfGroup(sampleGroup), []))).toBe(true);
});

test("what cannot be saved is said before the hub is asked", () => {
  expect(groupFaults(newGroup("os:linux"), []).name).toContain("1 to 63");
  expect(groupFaults(newGroup("os:linux", "edge"), ["edge"]).name).toBe("This name is taken");
  expect(groupFaults(newGroup("", "edge"), []).query).toContain("at least one condition");
  const moving = groupFaults(newGroup("health:healthy", "edge"), []).query;
  expect(moving).toContain("health");
  expect(isComplete(groupFaults(newGroup("os:linux", "edge"), []))).toBe(true);
});

test("what somebody else changed meanwhile is named with before and now", () => {
  const now = { ...sampleGroup, query: "label.lane:gateway", position: 2 };
  expect(changedMeanwhile(sampleGroup, now)).toEqual([
    { what: "Selector", before: sampleGroup.query, now: "label.lane:gateway" },
    { what: "Place", before: "1", now: "2" },
  ]);
  expect(changedMeanwhile(sampleGroup, { ...sampleGroup, agents: 3 })).toEqual([]);
});
