import { describe, expect, test } from "vitest";
import { FULL, intentOf, Scene } from "../testing/scene.js";

function healthy(): Scene {
  const scene = new Scene(intentOf(null));
  scene.report(FULL);
  return scene;
}

describe("health", () => {
  test("the contradictions of a change are restarting, and settle without an entry", () => {
    const scene = healthy();
    const words = (["{}", "stopping", "{}", "starting", "ok"] as const).map((health) => {
      scene.report({ health });
      expect(scene.timeline()).toEqual([]);
      return scene.words.health;
    });
    expect(words).toEqual(["restarting", "restarting", "restarting", "restarting", "healthy"]);
  });

  test("restarting is never prolonged", () => {
    const scene = healthy();
    scene.report({ health: "stopping" });
    for (let step = 0; step < 14; step += 1) {
      scene.now += 1_000;
      scene.report({ health: step % 2 === 0 ? "starting" : "stopping" });
      expect(scene.words.health).toBe("restarting");
    }
    scene.wait(1_000);
    expect(scene.words.health).toBe("unhealthy");
    expect(scene.timeline()).toEqual(["health"]);
  });

  test("an exit is unhealthy at once, and stays so through the crash loop", () => {
    const scene = healthy();
    scene.report({ health: "stopping" });
    scene.report({ health: "exited" });
    expect(scene.words.health).toBe("unhealthy");
    scene.report({ health: "starting" });
    expect(scene.words.health).toBe("unhealthy");
    scene.report({ health: "ok" });
    expect(scene.words.health).toBe("healthy");
    expect(scene.state.outcome).toMatchObject({ exits: 1, flaps: 1 });
  });

  test("the empty health of a reconnect is restarting, then unknown, never unhealthy", () => {
    const scene = healthy();
    scene.give({ kind: "disconnected", connectionId: "c1" });
    scene.connectionId = "c2";
    scene.seq = -1n;
    scene.report({ ...FULL, health: "{}" });
    expect(scene.words.health).toBe("restarting");
    scene.wait(15_000);
    expect(scene.words.health).toBe("unknown");
    scene.report({ health: "stopping" });
    expect(scene.words.health).toBe("restarting");
  });

  test("an offer opens the window too", () => {
    const scene = healthy();
    scene.report({ health: "broken" });
    scene.report({ health: "starting" });
    expect(scene.words.health).toBe("unhealthy");
    scene.intent(intentOf("a"));
    scene.report({ health: "starting", status: ["a", "applying"] });
    expect(scene.words.health).toBe("restarting");
  });

  test("healthy with a component that is not is degraded", () => {
    const scene = healthy();
    scene.report({ health: "degraded" });
    expect(scene.words.health).toBe("degraded");
  });

  test("E-06 a disconnected agent's health is unknown, the last one is kept", () => {
    const scene = healthy();
    scene.give({ kind: "disconnected", connectionId: "c1" });
    expect(scene.words.health).toBe("unknown");
    expect(scene.state.report.health?.healthy).toBe(true);
    expect(scene.timeline()).toEqual(["disconnected"]);
  });

  test("E-07 P-07 health that is not reported is unknown, and nobody asks for it", () => {
    const scene = new Scene();
    const { health: _, ...rest } = FULL;
    expect(scene.report(rest)).toEqual({});
    expect(scene.words.health).toBe("unknown");
  });

  test("E-08 order is by arrival, whatever times are replayed", () => {
    const scene = healthy();
    scene.report({ health: "broken" });
    const event = scene.event({ health: "ok" });
    scene.seq += 1n;
    scene.send({
      ...event,
      seq: scene.seq,
      ...(event.health && { health: { ...event.health, at: 1 } }),
    });
    expect(scene.words.health).toBe("healthy");
  });
});
