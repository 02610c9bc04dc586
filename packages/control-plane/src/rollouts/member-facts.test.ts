import { AGENT_SETTINGS, emptyReport, type RemoteConfigFact } from "@fleethub/fleet";
import { agentCapabilities } from "@fleethub/opamp";
import { describe, expect, it } from "vitest";
import { OWN_METRICS_RULE } from "../agents/connection-offer.js";
import { createRenderings } from "../agents/renderings.js";
import { secretSet } from "../secrets/secret-board.js";
import { createHashConfig } from "../agents/hash-config.js";
import {
  SAMPLE_NOW,
  sampleAgent,
  sampleHash,
  sampleProjection,
  sampleRevision,
} from "../contract/samples.js";
import { createConfigJudge } from "../judge.js";
import type { AgentRecord, RolloutMemberRecord } from "../model.js";
import { nodeDigest } from "../testing/open-hub.js";
import { memberFactsOf } from "./member-facts.js";

const ASSIGNED_AT = SAMPLE_NOW - 10_000;
const to = { configuration: "edge", revision: 2 };
const hash = sampleHash();

const sources = {
  configurations: {
    revision: async () => sampleRevision("edge", 2, { hash }),
    revisionByHash: async () => null,
    rendering: async () => null,
  },
  groups: { get: async () => null },
  secrets: { all: async () => secretSet([]) },
  renderings: createRenderings(
    createConfigJudge(nodeDigest),
    createHashConfig(new Uint8Array(32), nodeDigest),
  ),
  handBackHash: sampleHash(),
  ownMetrics: OWN_METRICS_RULE,
  authority: () => null,
};

const CONNECTED = {
  ...emptyReport,
  capabilities: agentCapabilities("AcceptsRemoteConfig"),
  lastSeenAt: SAMPLE_NOW,
  connectedAt: SAMPLE_NOW,
};

/** What is known of a member whose agent says this, and of whose offer nothing was written down. */
function known(remoteConfig: RemoteConfigFact | null, over: Partial<AgentRecord> = {}) {
  const assignment = { rollout: 3, group: "edge", revision: to, suspended: false };
  const agent = sampleAgent({
    group: "edge",
    assignment,
    report: { ...CONNECTED, remoteConfig },
    ...over,
  });
  const member: RolloutMemberRecord = {
    rollout: "one",
    agent: agent.id,
    group: "edge",
    wave: 0,
    to,
    from: null,
    previous: null,
    assignedAt: ASSIGNED_AT,
    mark: null,
    notes: {},
  };
  const settings = AGENT_SETTINGS;
  return memberFactsOf(member, agent, 3, { sources, now: SAMPLE_NOW, settings, upSince: 0 });
}

const says = (at: number): RemoteConfigFact => ({ hash, status: "applied", error: "", at });

describe("a member of whose offer nothing was written down", () => {
  it("was offered nothing where it says nothing", async () => {
    expect(await known(null)).toMatchObject({ runsIt: false, offeredAt: null });
  });

  it("has nothing to take where it said so before its turn", async () => {
    expect(await known(says(ASSIGNED_AT - 1))).toMatchObject({ runsIt: true, offeredAt: null });
  });

  it("was offered it by a hub that is dead where it says so since", async () => {
    const at = ASSIGNED_AT + 4_000;
    expect(await known(says(at))).toMatchObject({
      offeredAt: at,
      acknowledgedAt: at,
      appliedAt: null,
      settledAt: null,
    });
  });
});

describe("a row that a hub wrote before it heard of the assignment", () => {
  const shown = (revision: number) =>
    sampleProjection({ sync: "in-sync", configuration: "edge", revision });

  it("F8 ends nobody's way who says what he runs", async () => {
    const before = { hash: sampleHash(), status: "applied", error: "", at: 0 } as const;
    for (const revision of [1, 2]) {
      const facts = await known(before, { projection: shown(revision) });
      expect(facts).toMatchObject({ runsIt: false, isBack: false, withheld: false });
    }
  });

  it("F8 tells nothing of those that never say what they run", async () => {
    expect(await known(null, { projection: shown(1) })).toMatchObject({ runsIt: false });
    expect(await known(null, { projection: shown(2) })).toMatchObject({ runsIt: true });
  });

  it("is no reason to withhold what was assigned since", async () => {
    const incompatible = { sync: "incompatible", reason: "No such exporter." } as const;
    const row = (revision: number) => ({ ...shown(revision), ...incompatible });
    const facts = (revision: number) => known(null, { projection: row(revision) });
    expect(await facts(1)).toMatchObject({ withheld: false, isBack: false });
    expect(await facts(2)).toMatchObject({ withheld: true, reason: "No such exporter." });
  });
});
