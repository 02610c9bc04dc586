import { expect, test } from "vitest";
import { emptyPreview, sampleRollout } from "../../testing/previews";
import { draftOfPlan } from "./plan-draft";
import { faultsFrom, momentFrom, startBody } from "./start-request";
import { reachWords, soakSeconds, startWords } from "./start-words";

const plan = draftOfPlan({ waves: [{ count: 1 }], soakSeconds: 60 });

test("the hub is sent what was chosen, and nothing that was left to it", () => {
  const named = { group: "edge", configuration: "gateway", revision: 43 };
  expect(startBody(named, { plan, startAt: "", deadline: "", force: false })).toEqual({
    ...named,
    waves: [{ count: 1 }],
    soakSeconds: 60,
    force: false,
  });
  const timed = { plan: draftOfPlan({}), startAt: "2026-11-24T09:00", deadline: "", force: true };
  expect(startBody({ fragment: "base", revision: 8 }, timed)).toEqual({
    fragment: "base",
    revision: 8,
    startAt: momentFrom("2026-11-24T09:00"),
    force: true,
  });
  const changed = { ...plan, waves: "2" };
  expect(
    startBody(
      named,
      { plan: changed, startAt: "", deadline: "", force: false },
      { waves: [{ count: 1 }], soakSeconds: 60 },
    ),
    "what the group's plan says is the hub's to take from it",
  ).toEqual({ ...named, waves: [{ count: 2 }], force: false });
  expect(momentFrom("")).toBeNull();
  expect(momentFrom("2026-11-24T09:00")).toMatch(/^2026-11-2[345]T\d\d:\d\d:00\.000Z$/);
});

test("a problem stands at the field that its pointer names", () => {
  const problem = {
    type: "invalid-request",
    title: "",
    status: 422,
    detail: "",
    errors: [
      { pointer: "/waves/1/percent", message: "110 % is more than all.", remedy: "Take less." },
      { pointer: "/input/window/open/0", message: "It never opens.", remedy: "" },
      { pointer: "/deadline", message: "It has passed.", remedy: "Name a later one." },
    ],
  } as const;
  expect(faultsFrom({ ...problem, errors: [...problem.errors] })).toEqual({
    waves: "110 % is more than all. Take less.",
    window: "It never opens.",
    deadline: "It has passed. Name a later one.",
  });
  expect(faultsFrom(null)).toEqual({});
});

test("the reach is one sentence, and the act states it", () => {
  const some = { agents: 38, uids: [] };
  const preview = { ...emptyPreview, restarts: { now: some, onReturn: { agents: 2, uids: [] } } };
  expect(reachWords(preview, sampleRollout)).toBe(
    "40 agents get it in 3 waves: 1 first, then 4, then 35. 38 Collectors restart once, 2 more when they are back. It is watched for 45 min in all.",
  );
  expect(soakSeconds(sampleRollout)).toBe(2_700);
  expect(startWords(sampleRollout, false)).toBe("Start the rollout to 40 agents");
  expect(startWords(sampleRollout, true)).toBe("Schedule the rollout to 40 agents");
  expect(reachWords(preview, { ...sampleRollout, members: 0 })).toBe("It would reach nobody.");
});
