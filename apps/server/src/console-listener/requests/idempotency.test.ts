import { expect, test } from "vitest";
import { IDEMPOTENCY_TTL_MS, IdempotencyKeys } from "./idempotency.js";

const answer = (status: number) => ({ status, headers: {}, body: "{}" });

test("one effect per key, also for requests at the same moment", async () => {
  let runs = 0;
  const keys = new IdempotencyKeys(() => 0);
  const act = async () => {
    runs += 1;
    return answer(201);
  };
  const given = await Promise.all([
    keys.once("k", "POST /a {}", act),
    keys.once("k", "POST /a {}", act),
  ]);
  expect(given).toEqual([answer(201), answer(201)]);
  expect(runs).toBe(1);
  expect(await keys.once("k", "POST /b {}", act)).toBe("reused");
});

test("failures of the hub are tried again, and keys are forgotten in time", async () => {
  let now = 0;
  let runs = 0;
  const keys = new IdempotencyKeys(() => now);
  const act = async () => {
    runs += 1;
    return answer(runs === 1 ? 503 : 201);
  };
  await keys.once("k", "r", act);
  await keys.once("k", "r", act);
  expect(runs).toBe(2);
  now = IDEMPOTENCY_TTL_MS + 1;
  await keys.once("k", "other", act);
  expect(runs).toBe(3);
});

test("answers beyond the bytes that are kept go, the oldest first", async () => {
  const body = "x".repeat(40);
  const runs: string[] = [];
  const keys = new IdempotencyKeys(() => 0, 100);
  const once = (key: string) =>
    keys.once(key, "r", async () => {
      runs.push(key);
      return { ...answer(201), body };
    });
  for (const key of ["a", "b", "b", "c", "c", "b", "a"]) await once(key);
  expect(runs).toEqual(["a", "b", "c", "a"]);
  const large = new IdempotencyKeys(() => 0, 10);
  let given = 0;
  const act = async () => {
    given += 1;
    return { ...answer(201), body };
  };
  await large.once("k", "r", act);
  await large.once("k", "r", act);
  expect(given).toBe(2);
});
