import { expect, it } from "vitest";
import { gathered } from "./gathered.js";

it("sends the first at once and what comes meanwhile together, each with its own answer", async () => {
  const batches: (readonly number[])[] = [];
  const double = gathered<number, number>(async (items) => {
    batches.push(items);
    await Promise.resolve();
    return items.map((item) => item * 2);
  }, 3);
  expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10]);
  expect(batches).toEqual([[1], [2, 3, 4], [5]]);
});

it("rejects the items of a call that failed, and goes on", async () => {
  const calls = gathered<string, string>(async (items) => {
    if (items.includes("bad")) throw new Error("no");
    return items;
  }, 1);
  const [good, bad, after] = await Promise.allSettled(["good", "bad", "after"].map(calls));
  expect([good?.status, bad?.status, after?.status]).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
});
