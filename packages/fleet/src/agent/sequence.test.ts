import { agentCapabilities } from "@fleethub/opamp";
import { describe, expect, test } from "vitest";
import { FULL, intentOf, Scene, UID } from "../testing/scene.js";

function known(): Scene {
  const scene = new Scene();
  scene.report(FULL);
  scene.report();
  return scene;
}

describe("sequence numbers and full state", () => {
  test("Q-03 the next message is not asked for full state", () => {
    expect(known().report()).toEqual({});
  });

  test("Q-04 a message after a gap is asked for full state", () => {
    expect(known().report({}, 1n)).toEqual({ fullState: true });
  });

  test("Q-05 a sequence that began anew is asked for full state", () => {
    const scene = known();
    scene.seq = -1n;
    expect(scene.report({ health: "ok" })).toEqual({ fullState: true });
  });

  test("Q-05 a complete message needs no asking, whatever its number", () => {
    const scene = known();
    scene.seq = -1n;
    expect(scene.report(FULL)).toEqual({});
  });

  test("Q-06 an exact duplicate is answered again and counts once", () => {
    const scene = new Scene(intentOf("a"));
    scene.report(FULL);
    scene.seq += 1n;
    const event = scene.event({ status: ["a", "failed", "Agent exited unexpectedly"] });
    scene.send(event);
    const { outcome } = scene.state;
    expect(scene.timeline()).toContain("config-failed");
    scene.send(event);
    expect(scene.timeline()).toEqual([]);
    expect(scene.state.outcome).toBe(outcome);
  });

  test("Q-06 a reused number with other content is no duplicate", () => {
    const scene = known();
    scene.send(scene.event({ health: "broken" }));
    expect(scene.words.health).toBe("unhealthy");
  });

  test("Q-07 an unknown agent without description is asked once", () => {
    const scene = new Scene();
    scene.seq = 1n;
    expect(scene.report()).toEqual({ fullState: true });
    expect(scene.report()).toEqual({});
    expect(scene.report()).toEqual({});
  });

  test("Q-08 an unknown agent with a full message is not asked, whatever its number", () => {
    const scene = new Scene();
    scene.seq = 41n;
    expect(scene.report(FULL)).toEqual({});
  });

  test("F5 Q-09 a gap asks once, however little the answer has", () => {
    const scene = known();
    expect(scene.report({}, 3n)).toEqual({ fullState: true });
    expect(scene.report({ description: true })).toEqual({});
    expect(scene.report()).toEqual({});
  });

  test("F5 numbers that never fit are asked only so often", () => {
    const scene = known();
    const asked = Array.from({ length: 50 }, () => scene.report({ health: "ok" }, 1n).fullState);
    expect(asked.filter(Boolean)).toHaveLength(scene.settings.fullStateAsksMax);
    scene.now += scene.settings.fullStateWaitMs;
    expect(scene.report({}, 1n)).toEqual({ fullState: true });
  });

  test("Q-10 a reconnect with the next number keeps what is known", () => {
    const scene = known();
    scene.give({ kind: "disconnected", connectionId: "c1" });
    expect(scene.words.health).toBe("unknown");
    scene.connectionId = "c2";
    expect(scene.report()).toEqual({});
    expect(scene.words.health).toBe("healthy");
    expect(scene.state.report.description?.name).toBe("edge-1");
  });

  test("Q-11 a clean restart of the hub asks for nothing", () => {
    const scene = known();
    scene.restartHub(true);
    expect(scene.report()).toEqual({});
  });

  test("an unclean loss of the hub asks each agent once", () => {
    const scene = known();
    scene.restartHub(false);
    expect(scene.report()).toEqual({ fullState: true });
    expect(scene.report({ description: true })).toEqual({});
  });

  test("F5 a request that died with its connection is made again on the next", () => {
    const scene = known();
    expect(scene.report({}, 1n)).toEqual({ fullState: true });
    scene.give({ kind: "disconnected", connectionId: "c1" });
    scene.connectionId = "c2";
    expect(scene.report()).toEqual({ fullState: true });
    expect(scene.report(FULL)).toEqual({});
  });

  test("Q-13 what was refused did not advance the sequence, so the next message is a gap", () => {
    const scene = known();
    scene.seq += 1n;
    expect(scene.report()).toEqual({ fullState: true });
  });

  test("Q-14 a bare uid is a sign of life and nothing else", () => {
    const scene = known();
    const { seq, capabilities } = scene.state.report;
    scene.now += 20_000;
    const event = { ...scene.event(), seq: 0n, capabilities: 0n };
    expect(scene.send(event)).toEqual({});
    expect(scene.state.report).toMatchObject({ seq, capabilities, lastSeenAt: scene.now });
    expect(scene.report()).toEqual({});
  });

  test("Q-14 a bare uid of an unknown agent is asked for full state", () => {
    const scene = new Scene();
    expect(scene.send({ ...scene.event(), seq: 0n, capabilities: 0n })).toEqual({
      fullState: true,
    });
  });

  test("Q-15 numbers beyond 2^53 are told apart", () => {
    const scene = new Scene();
    scene.seq = 2n ** 53n;
    scene.report(FULL);
    expect(scene.report()).toEqual({});
    expect(scene.report({}, 1n)).toEqual({ fullState: true });
  });

  test("Q-12b an agent without ReportsStatus is taken as reporting", () => {
    const scene = new Scene();
    scene.capabilities = agentCapabilities("AcceptsRemoteConfig", "ReportsEffectiveConfig");
    scene.report({ description: true, health: "ok" });
    expect(scene.words).toMatchObject({ name: "edge-1", health: "healthy" });
  });

  test("D-01 a farewell disconnects at once and its parts count", () => {
    const scene = known();
    expect(scene.report({ disconnect: true, effective: "last" })).toEqual({});
    expect(scene.state.link).toBeNull();
    expect(scene.state.report.effective?.digest).toBe("last");
    expect(scene.state.shown.presence).toBe("disconnected");
    expect(scene.effects).toContainEqual(
      expect.objectContaining({ kind: "close", afterMs: 10_000 }),
    );
  });

  test("D-01 what comes after the farewell revives only if it is newer or whole", () => {
    const scene = known();
    scene.report({ disconnect: true });
    const farewell = scene.seq;
    expect(scene.send({ ...scene.event(), seq: farewell })).toEqual({});
    expect(scene.state.shown.presence).toBe("disconnected");
    expect(scene.report()).toEqual({});
    expect(scene.state.shown.presence).toBe("connected");
  });

  test("A-01 A-03 an unknown components hash is asked for once per connection", () => {
    const scene = new Scene();
    expect(scene.report({ ...FULL, components: ["k1", false] })).toEqual({ components: true });
    expect(scene.report({ components: ["k1", false] })).toEqual({});
    expect(scene.report({ components: ["k2", false] })).toEqual({ components: true });
  });

  test("A-02 a hash whose list is known is not asked for", () => {
    expect(new Scene().report({ ...FULL, components: ["k1", true] })).toEqual({});
  });

  test("F1 every reply carries the reporter's uid", () => {
    const scene = known();
    scene.report();
    expect(scene.effects).toContainEqual(
      expect.objectContaining({ kind: "reply", instanceUid: UID, connectionId: "c1" }),
    );
  });
});
