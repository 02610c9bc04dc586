import { expect, test } from "vitest";
import { groupsOf, groupsOver } from "../data/groups";
import { sampleGroup } from "../testing/groups";
import { pinnedQuery } from "./move-pins-dialog";
import { rebaseOn, rebaseWords } from "./use-release";

const other = { ...sampleGroup, name: "gateway-us", agents: 11 };
const edge = {
  ...sampleGroup,
  name: "edge",
  configuration: "edge",
  agents: 377,
  stable: {
    configuration: "edge",
    revision: 3,
    rollout: 2,
    layers: [{ configuration: "base", revision: 8 }],
  },
};
const groups = [sampleGroup, other, edge];

test("a rebase is about everything stable that stands on another revision of the fragment", () => {
  const rebase = rebaseOn(groups, "base", 8);
  expect(rebase).toEqual({ configurations: 1, groups: 2, agents: 35 });
  expect(rebase && rebaseWords(rebase)).toBe("1 configuration, 35 agents in 2 groups");
  expect(rebaseOn(groups, "base", 9)).toEqual({ configurations: 2, groups: 3, agents: 412 });
  expect(rebaseOn([edge], "base", 8)).toBeNull();
  expect(rebaseOn(groups, "privacy", 9)).toBeNull();
  expect(groupsOver(groups, "privacy").map(({ name }) => name)).toEqual([
    "gateway-eu",
    "gateway-us",
  ]);
});

test("moving pins never touches members that have the configuration from their group", () => {
  expect(groupsOf(groups, "gateway")).toHaveLength(2);
  expect(pinnedQuery("gateway", groups)).toBe("configuration:gateway -group:gateway-eu,gateway-us");
  expect(pinnedQuery("lonely", groups)).toBe("configuration:lonely");
});
