import { parseInstanceUid } from "@fleethub/opamp";
import { expect, test } from "vitest";
import type { AgentId, BodyDigest, ConfigHash, ReportFacts } from "./facts.js";
import { linkWith, reportWith, stateWith } from "./copies.js";
import { type AgentConnectionState, emptyReport, newAgent } from "./state.js";

/** Every member, those that may be absent among them: one that is added does not compile until it is here. */
const REPORT: Required<ReportFacts> = {
  seq: 3n,
  capabilities: 7n,
  lastSeenAt: 1,
  description: null,
  health: null,
  remoteConfig: { hash: null, status: "unset", error: "", at: 1 },
  effective: { digest: "e" as BodyDigest, empty: false, supervised: true, at: 1 },
  components: { hash: "c", listed: null },
  settings: {
    told: {},
    toldAt: 1,
    tells: 1,
    status: "told",
    error: "",
    settled: true,
    lost: false,
  },
  reachedUrl: "http://hub:4320",
  heartbeatIntervalMs: 5000,
  disconnectedAt: 4,
  connectedAt: 5,
};

const LINK: AgentConnectionState = {
  connectionId: "c1",
  transport: "websocket",
  openedAt: 1,
  lastDigest: null,
  offer: null,
  awaitingSince: null,
  gapAsks: 2,
  gapsSince: 3,
  applyingAskedAt: null,
  componentsAsked: "x",
  reached: null,
  toldSettings: true,
};

test("F6 a copy of a report moves what it was told and leaves every other member", () => {
  const change = { seq: 4n, lastSeenAt: 9 };
  expect(reportWith(REPORT, change)).toStrictEqual({ ...REPORT, ...change });
  expect(reportWith(emptyReport, change)).toStrictEqual({ ...emptyReport, ...change });
  expect(reportWith(emptyReport, { reachedUrl: "http://b" }).reachedUrl).toBe("http://b");
  expect(REPORT.seq).toBe(3n);
});

test("F6 so do copies of state and connection", () => {
  const uid = parseInstanceUid("01a2053c-fb76-7ae3-b633-75cb1b5400bf");
  if (!uid.ok) throw new Error("No UID.");
  const state = {
    ...newAgent("a" as AgentId, uid.value, {
      admission: "admitted",
      desired: { kind: "none" },
      handBackHash: "h" as ConfigHash,
    }),
    quiet: true,
    wakeAt: 5,
  };
  const change = { report: REPORT, link: LINK, wakeAt: null };
  expect(stateWith(state, change)).toStrictEqual({ ...state, ...change });
  expect(state.wakeAt).toBe(5);
  const lastDigest = "d" as BodyDigest;
  expect(linkWith(LINK, { lastDigest })).toStrictEqual({ ...LINK, lastDigest });
  expect(LINK.lastDigest).toBeNull();
});
