import { expect, test } from "vitest";
import {
  many,
  memberOf,
  OLD,
  openUpTo,
  standing,
  START,
  viewOf,
} from "../../testing/rollout-scene.js";
import { returnsOf } from "./returns.js";

const OLDER = { configuration: "edge", revision: 7 };
const view = viewOf(
  [
    ...many(3, 0, "settled"),
    ...many(2, 1, "failed"),
    {
      member: memberOf("other", { from: OLDER, assignedAt: START }),
      facts: standing("other", 0, "settled").facts,
    },
    {
      member: memberOf("new", { from: null, assignedAt: START }),
      facts: standing("new", 0, "settled").facts,
    },
    {
      member: memberOf("guest", { from: null, assignedAt: START }),
      facts: standing("guest", 0, "settled", { handsBack: true }).facts,
    },
    ...many(4, 1, "offered"),
    ...many(5, 2, "waiting"),
    ...many(1, 1, "settled", { belongs: false }),
    {
      member: memberOf("out", { assignedAt: START, mark: { kind: "excluded", at: START } }),
      facts: standing("out", 0, "failed").facts,
    },
  ],
  { status: openUpTo(1) },
);

test("says who would get what back, who would restart, and who is left alone", () => {
  const { groups, ...rest } = returnsOf(view, START);
  expect(
    groups.map(({ to, local, agents, restarts }) => [to, local, agents.length, restarts]),
  ).toEqual([
    [OLD, false, 5, 3],
    [OLDER, false, 1, 1],
    [null, false, 1, 0],
    [null, true, 1, 1],
  ]);
  expect(rest).toEqual({ withdrawn: 4, untouched: 5, leftAlone: 2 });
});
