import { describe, expect, test } from "vitest";
import { rollout, rolloutWave } from "../testing/rollouts";
import {
  currentWave,
  waveBadge,
  waveBar,
  waveInWords,
  waveName,
  waveNote,
  waveProgress,
} from "./wave-words";

const until = () => "08:20:00";
const passed = { passedAt: "2026-11-23T08:15:00.000Z" } as const;
const later = { openedAt: null } as const;

describe("words about a wave", () => {
  test("the first is the canary, the one without a size is the rest", () => {
    const rest = rolloutWave(2, { size: null });
    expect([rolloutWave(0), rolloutWave(1), rest].map(waveName)).toEqual([
      "Canary",
      "Wave 2",
      "Rest",
    ]);
    expect([rolloutWave(0), rolloutWave(1), rest].map(waveInWords)).toEqual([
      "the canary",
      "wave 2",
      "the rest",
    ]);
  });

  test("the current one is under way, else the last that was", () => {
    const done = rolloutWave(0, passed);
    expect(currentWave([done, rolloutWave(1), rolloutWave(2, later)])).toBe(1);
    expect(currentWave([done, rolloutWave(1, passed)])).toBe(1);
    expect(currentWave([rolloutWave(0, later)])).toBe(0);
  });

  test("steps stay apart in its progress and are gathered in its bar", () => {
    const wave = rolloutWave(1, {
      members: 40,
      steps: {
        settled: 28,
        healthy: 3,
        acknowledged: 4,
        offered: 1,
        failed: 3,
        "not-answering": 1,
      },
    });
    expect(waveProgress(wave)).toBe("31 of 40 applied, 5 applying, 3 failed, 1 not answering");
    expect(waveBar(wave)).toEqual([
      [31, "ok"],
      [5, "move"],
      [4, "bad"],
    ]);
    expect(waveProgress(rolloutWave(2, { ...later, members: 1_700 }))).toBe("1,700 agents");
  });

  test("its badge is its own where it passed or was not reached, else the phase", () => {
    const paused = rollout({ phase: "paused" });
    expect(waveBadge(rolloutWave(0, passed), paused).word).toBe("Passed");
    expect(waveBadge(rolloutWave(1), paused).word).toBe("Paused");
    expect(waveBadge(rolloutWave(2, later), paused).word).toBe("Waiting");
    const ended = rollout({ phase: "aborted", live: false });
    expect(waveBadge(rolloutWave(2, later), ended).word).toBe("Not reached");
    const back = rollout({ phase: "rolled-back", live: false });
    expect(waveBadge(rolloutWave(0, { ...passed, steps: { returned: 4 } }), back).word).toBe(
      "Rolled back",
    );
  });

  test("its note says when it passed, what it waits for, and why it is held", () => {
    const waves = [rolloutWave(0, passed), rolloutWave(1, later)];
    const [canary, second] = waves;
    if (canary === undefined || second === undefined) throw new Error("two waves");
    expect(waveNote(canary, rollout({ waves }), until)).toBe("Passed after 15 min");
    expect(waveNote(second, rollout({ waves }), until)).toBe("Starts when the canary passes");
    const act = { actor: null, reason: "1 of 10 fails", at: "2026-11-23T08:16:00.000Z" };
    expect(
      waveNote(
        rolloutWave(0),
        rollout({ phase: "paused", paused: { ...act, by: "gate", measure: "send-failures" } }),
        until,
      ),
    ).toBe("Held by the gate Send failures");
    const soaking = rolloutWave(0, { soakingSince: "2026-11-23T08:05:00.000Z" });
    expect(waveNote(soaking, rollout({ phase: "soaking" }), until)).toBe("Watched until 08:20:00");
    expect(waveNote(second, rollout({ waves, live: false, phase: "aborted" }), until)).toBe(
      "Nobody of it was offered it",
    );
  });
});
