import { AGENT_FLAG } from "@fleethub/opamp";
import type { InstanceUid } from "@fleethub/opamp";
import { describe, expect, test } from "vitest";
import { FRESH, FULL, intentOf, Scene, UID } from "../testing/scene.js";

const NEW = "0192f0a0-b0c0-7d0e-8f00-112233445577" as InstanceUid;

function known(): Scene {
  const scene = new Scene(intentOf(null));
  scene.report(FULL);
  return scene;
}

describe("identity", () => {
  test("I-02 I-03 a request for a uid gets one, and the same one until it is used", () => {
    const scene = known();
    const ask = () => {
      scene.seq += 1n;
      return scene.send({ ...scene.event(), flags: AGENT_FLAG.RequestInstanceUid });
    };
    expect(ask()).toEqual({ newInstanceUid: FRESH });
    expect(ask()).toEqual({ newInstanceUid: FRESH });
    expect(scene.effects).toContainEqual(
      expect.objectContaining({ kind: "reassign-uid", to: FRESH, keeps: true }),
    );
  });

  test("I-04 the first message under the new uid carries the history on", () => {
    const scene = known();
    scene.give({ kind: "asked", ask: { kind: "new-uid", uid: NEW } });
    expect(scene.pushes()).toEqual([{ newInstanceUid: NEW }]);
    scene.uid = NEW;
    expect(scene.report()).toEqual({});
    expect(scene.effects).toContainEqual({ kind: "renamed", from: UID, to: NEW });
    expect(scene.state).toMatchObject({ instanceUid: NEW, asks: { newUid: null } });
    expect(scene.words.name).toBe("edge-1");
  });

  test("I-08 without a new uid there is no identification at all", () => {
    expect(known().report({ health: "ok" })).not.toHaveProperty("newInstanceUid");
  });

  test("a new uid that did not arrive is sent again on the next connection", () => {
    const scene = known();
    scene.give({ kind: "asked", ask: { kind: "new-uid", uid: NEW } });
    expect(scene.report()).toEqual({});
    scene.give({ kind: "disconnected", connectionId: "c1" });
    scene.connectionId = "c2";
    expect(scene.report()).toEqual({ newInstanceUid: NEW });
  });

  test("an offer does not ride with a new uid", () => {
    const scene = known();
    scene.give({ kind: "disconnected", connectionId: "c1" });
    scene.give({ kind: "asked", ask: { kind: "new-uid", uid: NEW } });
    scene.intent(intentOf("a"));
    scene.connectionId = "c2";
    expect(scene.report()).toEqual({ newInstanceUid: NEW });
    scene.uid = NEW;
    expect(scene.report()).toEqual({ offer: { hash: "a", attempt: 1 } });
  });

  test("I-05 the older of two live connections gets a new uid, and its words do not count", () => {
    const scene = known();
    scene.connectionId = "c2";
    expect(scene.report()).toEqual({});
    scene.connectionId = "c1";
    const { report } = scene.state;
    expect(scene.report({ health: "broken" })).toEqual({ newInstanceUid: FRESH });
    expect(scene.state.report).toEqual(report);
    expect(scene.timeline()).toEqual(["duplicate-uid"]);
    expect(scene.effects).toContainEqual(
      expect.objectContaining({ kind: "reassign-uid", connectionId: "c1", keeps: false }),
    );
    expect(scene.report()).toEqual({ newInstanceUid: FRESH });
    expect(scene.timeline()).toEqual([]);
    expect(scene.state.link?.connectionId).toBe("c2");
  });

  test("I-07 a farewell on the older connection is no duplicate, and leaves the newer one alone", () => {
    const scene = known();
    scene.connectionId = "c2";
    scene.report();
    scene.connectionId = "c1";
    expect(scene.send({ ...scene.event(), disconnect: true })).toEqual({});
    expect(scene.timeline()).toEqual([]);
    expect(scene.state.link?.connectionId).toBe("c2");
    expect(scene.state.older).toEqual([]);
  });

  test("I-07 a dead socket that is still open is no duplicate", () => {
    const scene = known();
    scene.connectionId = "c2";
    expect(scene.report()).toEqual({});
    scene.give({ kind: "disconnected", connectionId: "c1" });
    expect(scene.state.shown.presence).toBe("connected");
    expect(scene.state.older).toEqual([]);
  });

  test("when the newest goes, the older one that still speaks is the agent again", () => {
    const scene = known();
    scene.connectionId = "c2";
    scene.report();
    scene.give({ kind: "disconnected", connectionId: "c2" });
    scene.connectionId = "c1";
    expect(scene.report()).toEqual({});
    expect(scene.state.link?.connectionId).toBe("c1");
  });

  test("D-02 the end of one connection is the end of this agent's association only", () => {
    const scene = known();
    scene.give({ kind: "disconnected", connectionId: "another" });
    expect(scene.state.link?.connectionId).toBe("c1");
  });

  test("a former uid that reports live again is another agent", () => {
    const scene = known();
    scene.give({ kind: "asked", ask: { kind: "new-uid", uid: NEW } });
    scene.uid = NEW;
    scene.report();
    scene.uid = UID;
    scene.connectionId = "c9";
    expect(scene.report(FULL)).toEqual({ newInstanceUid: FRESH });
    expect(scene.state.link?.connectionId).toBe("c1");
  });
});
