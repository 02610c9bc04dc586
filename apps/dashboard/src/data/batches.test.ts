import type { StreamEvent } from "@fleethub/api";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BATCH_MS, type Batch, createBatches } from "./batches";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const event = (kind: StreamEvent["kind"], id: string): StreamEvent => ({
  kind,
  id,
  version: 1,
  sequence: "1",
});

test("changes are handed on in one batch, at most every 250 ms, each id once", () => {
  const batches = createBatches();
  const heard: Batch[] = [];
  batches.listen((batch) => heard.push(batch));
  for (let at = 0; at < 100; at += 1) batches.add(event("agent.changed", `a${at % 3}`));
  batches.add(event("configuration.changed", "edge"));
  batches.add(event("policy.changed", "tls"));
  batches.add(event("group.changed", "edge-eu"));
  batches.add(event("rollout.changed", "12"));
  batches.add(event("agent.forgotten", "gone"));
  expect(heard).toHaveLength(0);
  vi.advanceTimersByTime(BATCH_MS);
  expect(heard).toHaveLength(1);
  expect([...(heard[0]?.agents ?? [])]).toEqual(["a0", "a1", "a2"]);
  expect([...(heard[0]?.configurations ?? [])]).toEqual(["edge"]);
  expect([...(heard[0]?.policies ?? [])]).toEqual(["tls"]);
  expect([...(heard[0]?.groups ?? [])]).toEqual(["edge-eu"]);
  expect([...(heard[0]?.rollouts ?? [])]).toEqual(["12"]);
  expect([...(heard[0]?.forgotten ?? [])]).toEqual(["gone"]);
  expect(heard[0]?.everything).toBe(false);
  vi.advanceTimersByTime(10 * BATCH_MS);
  expect(heard).toHaveLength(1);
});

test("a reset and a new UID read everything afresh", () => {
  const batches = createBatches();
  const heard: boolean[] = [];
  batches.listen((batch) => heard.push(batch.everything));
  batches.reset();
  vi.advanceTimersByTime(BATCH_MS);
  batches.add(event("agent.renamed", "old"));
  vi.advanceTimersByTime(BATCH_MS);
  expect(heard).toEqual([true, true]);
});

test("after its end nothing is told", () => {
  const batches = createBatches();
  const heard: Batch[] = [];
  batches.listen((batch) => heard.push(batch));
  batches.add(event("agent.changed", "a"));
  batches.end();
  vi.advanceTimersByTime(10 * BATCH_MS);
  expect(heard).toEqual([]);
});
