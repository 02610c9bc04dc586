import type { ApiProblem } from "@fleethub/api";
import { expect, test } from "vitest";
import { askInstead, onRefused, refusedNow, stopAsking } from "./ask-instead";

const WISH = { verb: "unpin", input: { uid: "u" } } as const;
const approval = { groups: ["prod"], reasons: ["It changes prod."], words: "grace" };

const refused = (over: Partial<ApiProblem>): ApiProblem => ({
  type: "approval-required",
  title: "It needs approval",
  status: 409,
  detail: "",
  ...over,
});

test("an act that alone lacks approval asks for it, and nothing else does", () => {
  let told = 0;
  const end = onRefused(() => {
    told += 1;
  });
  expect(askInstead(refused({ type: "stale-version" }), WISH)).toBe(false);
  expect(askInstead(refused({}), WISH)).toBe(false);
  expect([refusedNow(), told]).toEqual([null, 0]);
  expect(askInstead(refused({ approval }), WISH)).toBe(true);
  expect(refusedNow()).toEqual({ needed: approval, wish: WISH });
  stopAsking();
  expect([refusedNow(), told]).toEqual([null, 2]);
  end();
});
