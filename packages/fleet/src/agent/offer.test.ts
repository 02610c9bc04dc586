import { agentCapabilities } from "@fleethub/opamp";
import { describe, expect, test } from "vitest";
import { FULL, HAND_BACK, hash, intentOf, Scene, SUPERVISOR } from "../testing/scene.js";

const OFFER_A = { offer: { hash: "a", attempt: 1 } };
const OFFER_B = { offer: { hash: "b", attempt: 1 } };

function connected(wanted: string | null = null): Scene {
  const scene = new Scene(intentOf(null));
  scene.report(FULL);
  scene.report();
  if (wanted !== null) scene.intent(intentOf(wanted));
  return scene;
}

describe("offers", () => {
  test("G-01 G-11 a hash that differs, or is missing, is answered with the offer", () => {
    expect(new Scene(intentOf("a")).report(FULL)).toEqual(OFFER_A);
  });

  test("G-01 a bare heartbeat is the repair loop", () => {
    const scene = connected();
    scene.state = { ...scene.state, intent: intentOf("a"), quiet: false };
    expect(scene.report()).toEqual(OFFER_A);
  });

  test("G-02 G-08 the hash that is reported is not offered, whatever its status", () => {
    const scene = new Scene(intentOf("a"));
    expect(scene.report({ ...FULL, status: ["a", "applied"] })).toEqual({});
    expect(scene.report({ status: ["a", "applying"] })).toEqual({});
  });

  test("G-05 a change is pushed over a socket", () => {
    const scene = connected();
    scene.intent(intentOf("a"));
    expect(scene.pushes()).toEqual([OFFER_A]);
  });

  test("G-06 a poller gets it with the next answer", () => {
    const scene = new Scene();
    scene.transport = "http";
    scene.report(FULL);
    scene.intent(intentOf("a"));
    expect(scene.pushes()).toEqual([]);
    expect(scene.report()).toEqual(OFFER_A);
    expect(scene.report()).toEqual({});
  });

  test("F4 an offer waits while full state is asked for, and comes with the next message", () => {
    const scene = connected();
    scene.seq += 1n;
    scene.report();
    scene.intent(intentOf("a"));
    expect(scene.pushes()).toEqual([]);
    expect(scene.report({ health: "ok" })).toEqual(OFFER_A);
  });

  test("F4 an offer waits for the answer for ten seconds", () => {
    const scene = connected();
    scene.report({}, 1n);
    scene.intent(intentOf("a"));
    scene.wait(scene.settings.fullStateWaitMs - 1);
    expect(scene.pushes()).toEqual([]);
    scene.wait(1);
    expect(scene.pushes()).toEqual([OFFER_A]);
  });

  test("F4 two messages before the answer bring one offer", () => {
    const scene = connected("a");
    expect(scene.report()).toEqual({});
    expect(scene.report({ health: "ok" })).toEqual({});
  });

  test("F4 after the retry interval full state is asked first, and only another hash brings the offer again", () => {
    const scene = connected("a");
    scene.wait(scene.settings.offerRetryMs);
    expect(scene.pushes()).toEqual([{ fullState: true }]);
    expect(scene.report({ ...FULL, status: [null, "unset"] })).toEqual(OFFER_A);
  });

  test("F4 a heartbeat after the retry interval asks, and an answer that names the hash ends it", () => {
    const scene = connected("a");
    scene.now += scene.settings.offerRetryMs;
    expect(scene.report()).toEqual({ fullState: true });
    expect(scene.report({ ...FULL, status: ["a", "applying"] })).toEqual({});
    expect(scene.report({ status: ["a", "applied"] })).toEqual({});
    scene.wait(300_000);
    expect(scene.pushes()).toEqual([]);
  });

  test("F4 G-12 an agent that never reports gets it once per connection", () => {
    const scene = connected();
    scene.capabilities = agentCapabilities("ReportsStatus", "AcceptsRemoteConfig");
    scene.report();
    scene.intent(intentOf("a"));
    expect(scene.pushes()).toEqual([OFFER_A]);
    for (let minute = 0; minute < 10; minute += 1) {
      scene.now += 60_000;
      expect(scene.report()).toEqual({});
    }
    scene.give({ kind: "disconnected", connectionId: "c1" });
    scene.connectionId = "c2";
    expect(scene.report()).toEqual(OFFER_A);
  });

  test("F4 G-12 one that promises to report and never does is asked once, and offered once", () => {
    const scene = new Scene(intentOf("a"));
    scene.capabilities = agentCapabilities("AcceptsRemoteConfig", "ReportsRemoteConfig");
    expect(scene.report({ description: true })).toEqual(OFFER_A);
    const said = Array.from({ length: 10 }, () => {
      scene.now += 60_000;
      return scene.report();
    });
    expect(said.filter(({ offer }) => offer !== undefined)).toEqual([]);
    expect(said.filter(({ fullState }) => fullState)).toHaveLength(1);
  });

  test("F4 for a poller a new sequence is a new connection", () => {
    const scene = new Scene(intentOf("a"));
    scene.transport = "http";
    scene.capabilities = agentCapabilities("AcceptsRemoteConfig");
    expect(scene.report({ description: true })).toEqual(OFFER_A);
    scene.now += 30_000;
    expect(scene.report()).toEqual({});
    scene.now += 30_000;
    scene.seq = -1n;
    expect(scene.report({ description: true })).toEqual(OFFER_A);
  });

  test("F4 a client that never adopts the hash is not hammered", () => {
    const scene = new Scene(intentOf("a"));
    scene.report(FULL);
    const offers = Array.from({ length: 1_000 }, () => {
      scene.now += 1;
      return scene.report({ status: ["other", "applied"] }).offer;
    });
    expect(offers.filter(Boolean)).toEqual([]);
  });

  test("F4 pinning back and forth within the retry interval is not held up", () => {
    const scene = connected("a");
    scene.apply("a");
    scene.intent(intentOf("b"));
    expect(scene.pushes()).toEqual([OFFER_B]);
    scene.apply("b");
    scene.intent(intentOf("a"));
    expect(scene.pushes()).toEqual([{ offer: { hash: "a", attempt: 2 } }]);
  });

  test("G-07 an agent that stays applying is asked what became of it", () => {
    const scene = connected("a");
    scene.report({ status: ["a", "applying"] });
    const pushed = scene.wait(scene.settings.applyingAskMs).filter(({ kind }) => kind === "push");
    expect(pushed).toMatchObject([{ content: { fullState: true } }]);
    expect(scene.report({ ...FULL, status: ["a", "applying"] })).toEqual({});
    expect(scene.words.sync).toBe("applying");
  });

  test("G-14 the latest desired wins while an earlier one is being applied", () => {
    const scene = connected("a");
    scene.report({ status: ["a", "applying"] });
    scene.intent(intentOf("b"));
    expect(scene.pushes()).toEqual([OFFER_B]);
    expect(scene.report({ status: ["a", "applied"] })).toEqual({});
    scene.report({ status: ["b", "applying"] });
    expect(scene.words.sync).toBe("applying");
  });

  test("G-15 a restarted hub does not offer what is reported", () => {
    const scene = Scene.settledOn("a");
    scene.restartHub(true);
    expect(scene.report()).toEqual({});
  });

  test("F3 P-01 nothing is offered to an agent that does not accept it", () => {
    const scene = new Scene(intentOf("a"));
    scene.capabilities = agentCapabilities("ReportsStatus", "ReportsEffectiveConfig");
    expect(scene.report({ description: true })).toEqual({});
    expect(scene.words).toMatchObject({ sync: "incompatible" });
    expect(scene.words.reason).toContain("does not accept");
  });

  test("F3 P-09 the capability counts as of the latest message", () => {
    const scene = connected();
    scene.capabilities = agentCapabilities("ReportsStatus");
    scene.report();
    scene.intent(intentOf("a"));
    expect(scene.pushes()).toEqual([]);
    scene.capabilities = SUPERVISOR;
    expect(scene.report()).toEqual(OFFER_A);
  });

  test("F3 P-06 a restart is not sent to an agent that does not accept it", () => {
    const scene = connected();
    scene.capabilities = agentCapabilities("ReportsStatus");
    scene.report();
    scene.give({ kind: "asked", ask: { kind: "restart" } });
    expect(scene.pushes()).toEqual([]);
    expect(scene.timeline()).toEqual(["restart-refused"]);
  });

  test("F12 G-13 nothing wanted is nothing sent, not an empty config", () => {
    const scene = new Scene(intentOf(null));
    expect(scene.report(FULL)).toEqual({});
    scene.intent(intentOf("a"));
    scene.apply("a");
    scene.intent(intentOf(null), false);
    expect(scene.pushes()).toEqual([]);
    expect(scene.report()).toEqual({});
  });

  test("F12 only an intent that says so hands back, and only a supervisor", () => {
    const scene = connected();
    scene.intent(intentOf(HAND_BACK));
    expect(scene.pushes()).toEqual([{ offer: { hash: HAND_BACK, attempt: 1 } }]);
    const bridge = new Scene(intentOf(HAND_BACK));
    expect(bridge.report({ ...FULL, supervised: false })).toEqual({});
    expect(bridge.words.sync).toBe("incompatible");
  });

  test("F13 what an agent says is accepted before approval, and nothing is offered", () => {
    const scene = new Scene(intentOf("a", { admission: "awaiting-approval" }));
    expect(scene.report(FULL)).toEqual({});
    expect(scene.words).toMatchObject({ name: "edge-1", sync: "awaiting-approval" });
    scene.intent(intentOf("a"), false);
    expect(scene.pushes()).toEqual([OFFER_A]);
  });

  test("F13 an agent that was revoked is offered nothing until it is readmitted, and says why", () => {
    const scene = new Scene(intentOf("a", { admission: "revoked" }));
    expect(scene.report(FULL)).toEqual({});
    expect(scene.words).toMatchObject({ sync: "awaiting-approval" });
    expect(scene.words.reason).toContain("was revoked");
    scene.intent(intentOf("a"), false);
    expect(scene.pushes()).toEqual([OFFER_A]);
  });

  test("a config that the agent's components cannot run waits for the judgement and is withheld", () => {
    const scene = new Scene();
    scene.report({ ...FULL, components: ["k", true] });
    scene.intent(intentOf("a"));
    expect(scene.effects).toContainEqual({
      kind: "judge",
      question: { question: "runnable", hash: "a", componentsHash: "k" },
    });
    expect(scene.pushes()).toEqual([]);
    expect(scene.words.sync).toBe("pending");
    const reason = "exporter kafka is not available";
    const verdict = { question: "runnable", hash: hash("a"), componentsHash: "k" } as const;
    scene.give({ kind: "judged", verdict: { ...verdict, answer: "not-runnable", reason } });
    expect(scene.pushes()).toEqual([]);
    expect(scene.words).toMatchObject({ sync: "incompatible", reason });
    scene.intent(intentOf("a", { forced: true }));
    expect(scene.pushes()).toEqual([{ offer: { hash: "a", attempt: 1 } }]);
  });

  test("a judgement that is not answered is asked for again", () => {
    const scene = new Scene();
    scene.report({ ...FULL, components: ["k", true] });
    scene.intent(intentOf("a"));
    const kinds = scene.wait(scene.settings.judgeRetryMs).map(({ kind }) => kind);
    expect(kinds).toContain("judge");
  });
});

describe("commands", () => {
  const restart = { kind: "asked", ask: { kind: "restart" } } as const;

  test("F2 M-01 a command stands alone", () => {
    const scene = connected();
    scene.give(restart);
    expect(scene.pushes()).toEqual([{ command: "restart" }]);
  });

  test("F2 M-01 M-03 for a poller flags go first, then the command once, then the offer", () => {
    const scene = new Scene();
    scene.transport = "http";
    scene.report(FULL);
    scene.give(restart);
    scene.give({ kind: "asked", ask: { kind: "refresh" } });
    scene.intent(intentOf("a"));
    expect(scene.report()).toEqual({ fullState: true });
    expect(scene.report(FULL)).toEqual({ command: "restart" });
    expect(scene.report()).toEqual(OFFER_A);
    expect(scene.report()).toEqual({});
  });

  test("M-02 a restart and a config change are two messages", () => {
    const scene = connected();
    scene.give({ kind: "disconnected", connectionId: "c1" });
    scene.give(restart);
    scene.intent(intentOf("a"));
    expect(scene.report()).toEqual(OFFER_A);
    expect(scene.pushes()).toEqual([{ command: "restart" }]);
  });

  test("M-04 the restart shows in the start time", () => {
    const scene = connected();
    scene.report({ health: "ok", start: "10" });
    scene.give(restart);
    scene.report({ health: "stopping" });
    scene.report({ health: "ok", start: "20" });
    expect(scene.timeline()).toEqual(["restarted"]);
    expect(scene.state.outcome.restarts).toBe(1);
  });

  test("a refresh asks for full state, once", () => {
    const scene = connected();
    scene.give({ kind: "asked", ask: { kind: "refresh" } });
    expect(scene.pushes()).toEqual([{ fullState: true }]);
    expect(scene.report()).toEqual({});
  });
});
