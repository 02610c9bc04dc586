import { agentCapabilities } from "@fleethub/opamp";
import { describe, expect, test } from "vitest";
import { type ConnectionWish, presenceOf, type ReplyContent } from "../index.js";
import { FULL, intentOf, type Parts, Scene, SUPERVISOR } from "../testing/scene.js";
import { heartbeatWithheld, OVER_TLS } from "./connection-wish.js";

const CAPABLE =
  SUPERVISOR | agentCapabilities("ReportsOwnMetrics", "AcceptsOpAMPConnectionSettings");
const REACHED = { hubUrl: "http://hub:4320", credentials: "c" };
const METRICS = "http://hub:4320/v1/metrics";
const MINUTE = 60_000;

const every = (seconds: number, more: ConnectionWish = {}, hubUrl: string | null = null) =>
  intentOf(null, { connection: { ...more, heartbeat: { seconds, hubUrl } } });
const opamp = (heartbeatSeconds: number, scheme = "ws") => ({
  endpoint: `${scheme}://hub:4320/v1/opamp`,
  heartbeatSeconds,
  credentials: "c",
});
const told = (heartbeatSeconds: number) => ({
  connectionSettings: { opamp: opamp(heartbeatSeconds) },
});

function open(intent = every(10), capabilities = CAPABLE): Scene {
  const scene = new Scene(intent);
  scene.capabilities = capabilities;
  return scene;
}

function say(scene: Scene, parts: Parts = {}, more = {}): ReplyContent {
  scene.seq += 1n;
  return scene.send({ ...scene.event(parts), reached: REACHED, ...more });
}

/** What a supervisor does when it is told: another connection, numbers from 0, a full report. */
function reconnect(scene: Scene, afterMs = 100): ReplyContent {
  scene.now += afterMs;
  scene.seq = -1n;
  scene.connectionId = `${scene.connectionId}+`;
  return say(scene, FULL);
}

/** An agent that was told, and came back. */
function settled(intent = every(10)): Scene {
  const scene = open(intent);
  say(scene, FULL);
  reconnect(scene);
  return scene;
}

describe("a heartbeat interval", () => {
  test("B-03 S-05 S-12 is told with the address that the agent used, and with all that shall stay on", () => {
    const scene = open(every(10, { ownMetrics: { kind: "hub" } }));
    expect(say(scene, FULL)).toEqual({
      connectionSettings: { ownMetrics: METRICS, opamp: opamp(10) },
    });
    expect(scene.timeline()).toEqual(
      expect.arrayContaining(["own-metrics-offered", "heartbeat-offered"]),
    );
    const poller = open(every(5, {}, "http://fleet:80/"));
    poller.transport = "http";
    expect(say(poller, FULL).connectionSettings?.opamp).toEqual({
      ...opamp(5),
      endpoint: "http://fleet:80/v1/opamp",
    });
  });

  test("F3 P-04 only agents that state AcceptsOpAMPConnectionSettings, and send heartbeats, are told", () => {
    for (const missing of ["AcceptsOpAMPConnectionSettings", "ReportsHeartbeat"] as const) {
      const scene = open(every(10), CAPABLE & ~agentCapabilities(missing));
      expect(say(scene, FULL)).toEqual({});
      expect(heartbeatWithheld(scene.state)).toContain(missing);
      scene.capabilities = CAPABLE;
      expect(say(scene)).toEqual(told(10));
      expect(heartbeatWithheld(scene.state)).toBe("");
    }
  });

  test("F13 an agent that is not approved is told nothing", () => {
    expect(say(open({ ...every(10), admission: "awaiting-approval" }), FULL)).toEqual({});
  });

  test("S-12 over TLS nothing is told: an offer without the authority would end verification", () => {
    const scene = open();
    const reached = { ...REACHED, hubUrl: "https://hub:4320" };
    expect(say(scene, FULL, { reached })).toEqual({});
    expect(heartbeatWithheld(scene.state)).toBe(OVER_TLS);
    const proxied = open(every(10, { authority: "a" }));
    const byProxy = { ...reached, otherAuthority: true } as const;
    expect(say(proxied, FULL, { reached: byProxy })).toEqual({});
    expect(heartbeatWithheld(proxied.state)).toBe(OVER_TLS);
    const unknown = open();
    expect(say(unknown, FULL, { reached: { ...REACHED, hubUrl: null } })).toEqual({});
    expect(heartbeatWithheld(unknown.state)).toContain("FLEETHUB_AGENTS_URL");
  });

  test("S-08 the agent reconnects with number 0 because of it, and is not told again then", () => {
    const scene = open();
    expect(say(scene, FULL)).toEqual(told(10));
    expect(reconnect(scene)).toEqual({});
    expect(say(scene)).toEqual({});
    expect(scene.state.report.settings).toMatchObject({
      status: "applied",
      settled: true,
      tells: 1,
    });
  });

  test("S-08 whatever else reconnects it does not tell it again, nor does a hub that starts anew", () => {
    const scene = settled();
    for (let round = 0; round < 3; round += 1) {
      scene.now += 10 * MINUTE;
      scene.connectionId = `socket-${round}`;
      expect(say(scene)).toEqual({});
    }
    scene.restartHub(false);
    scene.connectionId = "after the hub";
    expect(say(scene).connectionSettings).toBeUndefined();
  });

  test("S-08 a process that started anew, more than a minute later, has forgotten it and is told once more", () => {
    const scene = settled();
    expect(reconnect(scene, MINUTE)).toEqual(told(10));
    expect(reconnect(scene, MINUTE)).toEqual({});
    expect(reconnect(scene, MINUTE + 1)).toEqual(told(10));
    const poller = open();
    poller.transport = "http";
    say(poller, FULL);
    poller.seq = -1n;
    expect(say(poller, FULL)).toEqual({});
    poller.now += MINUTE + 1;
    poller.seq = -1n;
    expect(say(poller, FULL).connectionSettings?.opamp).toEqual(opamp(10, "http"));
  });

  test("S-08 a process that started anew sooner is told when the minute is over, and known at once to have forgotten", () => {
    const scene = settled();
    expect(reconnect(scene, 10_000)).toEqual({});
    expect(scene.state.report.heartbeatIntervalMs).toBeUndefined();
    expect(reconnect(scene, 10_000)).toEqual({});
    expect(say(scene)).toEqual({});
    const pushed = scene.wait(MINUTE).filter(({ kind }) => kind === "push");
    expect(pushed).toMatchObject([{ content: told(10) }]);
    expect(reconnect(scene)).toEqual({});
    expect(scene.state.report.heartbeatIntervalMs).toBe(10_000);
    const poller = open();
    poller.transport = "http";
    say(poller, FULL);
    for (let start = 0; start < 2; start += 1) {
      poller.seq = -1n;
      expect(say(poller, FULL)).toEqual({});
    }
    poller.wait(MINUTE + 1);
    expect(say(poller).connectionSettings?.opamp).toEqual(opamp(10, "http"));
  });

  test("S-04 another interval is told at once, and own metrics survive it", () => {
    const scene = settled(every(10, { ownMetrics: { kind: "hub" } }));
    scene.intent(every(20, { ownMetrics: { kind: "hub" } }));
    expect(scene.pushes()).toEqual([
      { connectionSettings: { ownMetrics: METRICS, opamp: opamp(20) } },
    ]);
    expect(reconnect(scene)).toEqual({});
  });

  test("an interval that is no longer wanted stays with the agent: there is nothing to tell", () => {
    const scene = settled(every(10, { ownMetrics: { kind: "hub" } }));
    scene.intent(intentOf(null, { connection: { ownMetrics: { kind: "hub" } } }));
    expect(scene.pushes()).toEqual([]);
    expect(say(scene)).toEqual({});
    expect(scene.state.report.heartbeatIntervalMs).toBe(10_000);
  });

  test("S-08 metrics that come say nothing of the OpAMP connection", () => {
    const scene = open(every(10, { ownMetrics: { kind: "hub" } }));
    say(scene, FULL);
    scene.give({ kind: "own-metrics" });
    expect(scene.state.report.settings?.settled).toBe(false);
    scene.connectionId = "c2";
    expect(say(scene)).toEqual({});
  });

  test("F6 a bare heartbeat of an agent that was told is quiet", () => {
    const scene = open();
    say(scene, FULL);
    say(scene);
    expect(scene.saves()).toEqual([]);
    expect(scene.state.quiet).toBe(true);
  });
});

describe("what an agent says of its OpAMP settings", () => {
  const says = (scene: Scene, isLatest: boolean, status: "applied" | "applying" | "failed") =>
    say(scene, {}, { connectionSettings: { isLatest, status, error: "no route" } });

  test("S-07 a failure is shown, and the same is not told again", () => {
    const scene = open(every(600));
    say(scene, FULL);
    says(scene, true, "applying");
    expect(scene.state.report.settings).toMatchObject({ status: "applying", settled: false });
    expect(says(scene, true, "failed")).toEqual({});
    expect(scene.state.report.settings).toMatchObject({ status: "failed", error: "no route" });
    expect(scene.state.report.heartbeatIntervalMs).toBeUndefined();
    scene.connectionId = "c2";
    expect(say(scene)).toEqual({});
    expect(says(scene, true, "applied")).toEqual({});
    expect(scene.state.report.settings).toMatchObject({ status: "applied", error: "" });
  });

  test("S-07 B-04 who refuses another interval keeps the one before, however often it was told", () => {
    const scene = settled(every(600));
    for (const seconds of [20, 30]) scene.intent(every(seconds));
    expect(says(scene, true, "failed")).toEqual({});
    expect(scene.state.report.heartbeatIntervalMs).toBe(600_000);
    scene.now += MINUTE + 1;
    reconnect(scene);
    expect(scene.state.report.settings?.intervalBeforeMs).toBeUndefined();
  });

  test("S-06 an agent that names others is told again, after a minute and three times at most", () => {
    const scene = open();
    say(scene, FULL);
    let tellings = 1;
    for (let round = 0; round < 10; round += 1) {
      expect(says(scene, false, "applied")).toEqual({});
      scene.now += MINUTE + 1;
      if (says(scene, false, "applied").connectionSettings !== undefined) tellings += 1;
    }
    expect(tellings).toBe(3);
  });
});

describe("presence by the interval", () => {
  const presence = (scene: Scene, silentMs: number) =>
    presenceOf(scene.state.report, "websocket", scene.now + silentMs, scene.settings);

  test("B-04 an interval that is known to be kept decides what silence means", () => {
    const scene = open();
    say(scene, FULL);
    expect(presence(scene, 90_000)).toBe("connected");
    reconnect(scene);
    expect(presence(scene, 30_000)).toBe("connected");
    expect(presence(scene, 30_001)).toBe("stale");
    scene.wait(30_001);
    expect(scene.state.shown.presence).toBe("stale");
  });

  test("B-04 a longer one counts from the moment it is told, and no more once the process starts anew", () => {
    const scene = open(every(600));
    say(scene, FULL);
    expect(presence(scene, 1_800_000)).toBe("connected");
    reconnect(scene);
    scene.intent(intentOf(null));
    reconnect(scene, 10 * MINUTE);
    expect(presence(scene, 90_001)).toBe("stale");
  });
});

describe("an agent that was told an authority", () => {
  const credential = { id: "k1", hubUrl: null };
  const by = (authority: string) => intentOf(null, { connection: { credential, authority } });
  const enrolled = { ...REACHED, hubUrl: "https://hub:4320" };
  const reached = { ...enrolled, credential: "k1" };
  const speak = (scene: Scene, parts: Parts = {}, more = {}) =>
    say(scene, parts, { reached, ...more }).connectionSettings?.opamp?.authority;
  const anew = (scene: Scene, more = {}) => {
    scene.now += 100;
    scene.seq = -1n;
    if (scene.transport === "websocket") scene.connectionId += "+";
    return speak(scene, FULL, more);
  };
  /** It was told `former` with its credential, and came back with that. */
  const withFormer = (transport: Scene["transport"] = "websocket") => {
    const scene = open(by("former"));
    scene.transport = transport;
    expect(speak(scene, FULL, { reached: enrolled })).toBe("former");
    expect(anew(scene)).toBeUndefined();
    return scene;
  };

  test("S-12 is told the next one once, also where nothing else is owed", () => {
    const scene = withFormer();
    scene.now += MINUTE;
    scene.intent(by("both"));
    const part = { ...opamp(30, "wss"), credential: "k1", authority: "both" };
    expect(scene.pushes()).toEqual([{ connectionSettings: { opamp: part } }]);
    expect(anew(scene)).toBeUndefined();
    scene.now += MINUTE;
    expect(speak(scene)).toBeUndefined();
    expect(scene.state.quiet).toBe(true);
  });

  test("S-12 is told it when it comes to a hub that starts anew, without numbers that begin anew", () => {
    const scene = withFormer();
    scene.now += MINUTE;
    scene.restartHub();
    scene.intent(by("both"));
    scene.connectionId = "after the hub";
    expect(speak(scene, FULL)).toBe("both");
  });

  test("S-12 waits for it until a minute after it was last told, and no longer", () => {
    const scene = withFormer();
    scene.intent(by("both"));
    expect(scene.pushes()).toEqual([]);
    expect(speak(scene)).toBeUndefined();
    const pushed = scene.wait(MINUTE).filter(({ kind }) => kind === "push");
    expect(pushed).toMatchObject([
      { content: { connectionSettings: { opamp: { authority: "both" } } } },
    ]);
    const poller = withFormer("http");
    poller.intent(by("both"));
    expect(speak(poller)).toBeUndefined();
    poller.wait(MINUTE);
    expect(speak(poller)).toBe("both");
  });

  test("S-12 is not told again where it refused it", () => {
    const scene = withFormer();
    scene.now += MINUTE;
    scene.intent(by("both"));
    const status = { isLatest: true, status: "failed", error: "no" };
    expect(speak(scene, {}, { connectionSettings: status })).toBeUndefined();
    scene.wait(2 * MINUTE);
    expect(speak(scene)).toBeUndefined();
  });

  test("S-12 that forgot it goes by its own file: it is told nothing unless something else is owed", () => {
    const scene = withFormer();
    scene.now += MINUTE;
    expect(anew(scene)).toBeUndefined();
    scene.intent(by("both"));
    expect(scene.wait(2 * MINUTE).filter(({ kind }) => kind === "push")).toEqual([]);
    expect(speak(scene)).toBeUndefined();
    expect(anew(scene, { reached: enrolled })).toBe("both");
  });
});
