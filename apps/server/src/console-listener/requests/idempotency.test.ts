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
