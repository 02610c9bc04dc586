import { expect, test } from "vitest";
import { rolloutReport } from "./page.js";
import { sampleRollout } from "../../testing/sample-rollout.js";

const at = "2026-11-23T08:15:30.000Z";
const html = rolloutReport({
  rollout: sampleRollout,
  members: [
    {
      uid: "0192f1c8-7a3b-7c4d-8e5f-001122334455",
      name: "<img src=x onerror=alert(1)>",
      group: "gpu",
      wave: 1,
      step: "failed",
      since: at,
      reason: 'unknown type: "kafka" & more',
      cause: "refused:1",
      version: "0.149.0",
      to: { configuration: "gpu", revision: 13 },
      from: { configuration: "gpu", revision: 12 },
      timeToApplySeconds: null,
    },
  ],
  membersLeftOut: 3,
  events: [{ id: "1", at, kind: "paused", text: "Paused by a gate.", uid: null, wave: 1 }],
  eventsLeftOut: 0,
  now: Date.parse(at),
});

test("a report tells waves, gates, causes, agents and events", () => {
  for (const text of [
    "gpu r12 to r13",
    "<strong>paused</strong>",
    "Canary",
    "Wave 2",
    "breached",
    "2 of 4 failed to apply (50 %), limit 5 %",
    "Paused by a gate.",
    "2026-11-23 08:15:30 UTC",
    "3 more are not listed",
    "<polyline points=",
    '<polyline class="limit"',
    "Failed to apply",
    "at most 5 %",
    "bound 20",
    "How it was to go",
    "4, the rest",
  ]) {
    expect(html).toContain(text);
  }
});

test("what others wrote is shown and never obeyed", () => {
  expect(html).not.toContain("<img");
  expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
  expect(html).toContain("unknown type: &quot;kafka&quot; &amp; more");
});

test("nothing is asked from elsewhere, and nothing runs", () => {
  expect(html).not.toMatch(/<script|https?:|url\(|@import|<link/);
});
