import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Misuse } from "../exit.js";
import { rolloutOf, type StartFlags } from "./start-flags.js";

const none: StartFlags = { wave: [], gate: [], gates: true, window: [] };
const little = { group: "gpu", revision: 13 };

describe("rolloutOf", () => {
  test("little", async () => {
    expect(await rolloutOf({ ...none, group: "gpu", revision: "r13" })).toEqual(little);
  });

  test("everything", async () => {
    const body = await rolloutOf({
      ...none,
      group: "gpu",
      revision: "13",
      configuration: "gpu-next",
      wave: ["4", "10%", "25%:30m"],
      soak: "1h30m",
      gate: ["drops:rest-and-past:0.5%:min=5:stop=10", "time-to-apply:limit:60"],
      onBreach: "roll-back",
      maxInFlight: "20",
      maxFailures: "none",
      maxFailuresPercent: "5%",
      answer: "600",
      offline: "skip",
      window: ["fri-mon 22:00-05:00", "wed 00:00-24:00"],
      timeZone: "Europe/Berlin",
      startAt: "2026-11-23T22:00:00Z",
      deadline: "2026-11-24T22:00:00+01:00",
      expectedAgents: "40",
      force: true,
    });
    expect(body).toEqual({
      ...little,
      configuration: "gpu-next",
      waves: [{ count: 4 }, { percent: 10 }, { percent: 25, soakSeconds: 1800 }],
      soakSeconds: 5400,
      gates: [
        { measure: "drops", against: "rest-and-past", threshold: 0.005, sampleMin: 5, stopAt: 10 },
        { measure: "time-to-apply", against: "limit", threshold: 60 },
      ],
      onBreach: "roll-back",
      maxInFlight: 20,
      maxFailures: null,
      maxFailuresPercent: 5,
      answerSeconds: 600,
      offline: "skip",
      window: {
        timeZone: "Europe/Berlin",
        open: [
          { days: ["fri", "sat", "sun", "mon"], from: "22:00", to: "05:00" },
          { days: ["wed"], from: "00:00", to: "24:00" },
        ],
      },
      startAt: "2026-11-23T22:00:00.000Z",
      deadline: "2026-11-24T21:00:00.000Z",
      expectedAgents: 40,
      force: true,
    });
  });

  test("a file, and flags over it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fleethub-rollout-"));
    const file = join(folder, "rollout.yaml");
    writeFileSync(file, "group: gpu\nrevision: 12\nwaves: [{count: 2}]\n");
    const body = await rolloutOf({ ...none, file, revision: "13", gates: false });
    rmSync(folder, { recursive: true });
    expect(body).toEqual({ ...little, waves: [{ count: 2 }], gates: [] });
  });

  test.each<[Partial<StartFlags>, string]>([
    [{}, "group"],
    [{ fragment: "base" }, "exactly one"],
    [{ wave: ["all"] }, "--wave all"],
    [{ wave: ["101%"] }, "100"],
    [{ gate: ["drops"] }, "--gate drops"],
    [{ gate: ["luck:rest:1"] }, "gates"],
    [{ soak: "soon" }, "--soak soon"],
    [{ maxFailures: "few" }, "--max-failures few"],
    [{ window: ["mon 22:00-05:00"] }, "--time-zone"],
    [{ window: ["someday 22:00-05:00"], timeZone: "UTC" }, "--window someday"],
    [{ startAt: "tonight" }, "--start-at tonight"],
    [{ file: "/none.yaml" }, "--file /none.yaml"],
    [{ revision: "newest" }, "--revision newest"],
  ])("%j cannot be meant", async (flags, words) => {
    const base = Object.keys(flags).length === 0 ? none : { ...none, group: "gpu", revision: "1" };
    const refusal = await rolloutOf({ ...base, ...flags }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Misuse);
    expect(String(refusal)).toContain(words);
  });
});
