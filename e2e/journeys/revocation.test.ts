import { cpSync } from "node:fs";
import { join } from "node:path";
import type { AgentPage, BulkAnswer, EnrolmentTokenRevoked } from "@fleethub/api";
import {
  AGENT_CAPABILITY,
  AgentToServerSchema,
  create,
  encodeAgentToServer,
  instanceUidToBytes,
  isInstanceUid,
} from "@fleethub/opamp";
import { describe, expect, it } from "vitest";
import {
  attempt,
  comesWithItsOwn,
  credentialsWhere,
  enrolmentToken,
  knock,
  makeSecureHub,
  openSecureSimulator,
  openSecureSupervisor,
  Relay,
  type TimesToEnd,
} from "../real/door.js";
import { agentWhere, binaries, ended, firstAgent, onPostgres } from "../real/house.js";
import { Hub } from "../real/hub.js";
import { until } from "../real/wait.js";

/** From the commit until the sockets of whoever was revoked have ended, on every hub. */
const ENDED_MS_MAX = 1_000;

const SIMULATED = 30;

/** Everybody is at one address here, and each of them is to be told why. */
const PATIENT = { FLEETHUB_AGENTS_REFUSALS_PER_MINUTE: "10000" } as const;

/** What an agent of this instance UID says first. */
function report(uid: string): Uint8Array {
  if (!isInstanceUid(uid)) throw new Error(`${uid} is no instance UID.`);
  const instanceUid = instanceUidToBytes(uid);
  const capabilities = AGENT_CAPABILITY.ReportsStatus;
  return encodeAgentToServer(create(AgentToServerSchema, { instanceUid, capabilities }));
}

async function openSecureHub(env: Readonly<Record<string, string>> = {}): Promise<Hub> {
  const hub = ended(await makeSecureHub({ env }));
  return hub.start();
}

const total = async (hub: Hub, query: string) =>
  (await hub.must<AgentPage>("GET", `/agents?query=${encodeURIComponent(query)}`)).total;

/** Prints what was measured, and holds it against the promise. */
function expectQuick(what: string, { sockets, askedMs, committedMs }: TimesToEnd): void {
  const [asked, committed] = [askedMs, committedMs].map(Math.round);
  console.info(
    `${what}: ${sockets} sockets ended ${committed} ms after the answer, ${asked} ms after the asking`,
  );
  expect(sockets, what).toBeGreaterThan(0);
  expect(committedMs, what).toBeLessThan(ENDED_MS_MAX);
}

describe.runIf(binaries)("revocation", { timeout: 240_000 }, () => {
  it("S-15 ends the socket of an agent at once, keeps it out whatever it shows, and lets it back in when it is readmitted", async () => {
    const hub = await openSecureHub();
    const token = await enrolmentToken(hub, { name: "edge" });
    const relay = ended(await Relay.open(hub));
    const supervisor = openSecureSupervisor(hub, token, { endpoint: relay.endpoint });
    const { uid } = await firstAgent(hub);
    await credentialsWhere(hub, uid, "has its own", comesWithItsOwn);

    const reason = "the laptop was stolen";
    const took = await relay.timesToEnd(() =>
      hub.must("POST", `/agents/${uid}/revoke`, { reason }),
    );
    expectQuick("an agent was revoked", took);

    // With the credential of its own the door itself says no.
    const refused = await attempt(hub, "revoked-agent");
    expect(refused).toMatchObject({ step: "credential", detail: expect.stringContaining(reason) });
    await until("its log has the answer", () => supervisor.output.includes("401"), 30_000);

    // With the token, which is valid, it is this instance UID that is not let in.
    const answer = await knock(hub, { authorization: `Bearer ${token}` }, report(uid));
    expect(answer.text).toContain("This agent was revoked");
    expect(answer.text).toContain(reason);
    await supervisor.stop();
    supervisor.start();
    await until("the new process is told why", () => supervisor.output.includes(reason), 30_000);
    expect(await total(hub, "presence:connected")).toBe(0);
    expect(await total(hub, "admission:revoked")).toBe(1);

    await hub.must("POST", `/agents/${uid}/readmit`);
    await supervisor.stop();
    supervisor.start();
    await agentWhere(hub, uid, "is back", ({ presence }) => presence === "connected", 60_000);
  });

  it("S-15 ends the sockets of a token's agents, and of a whole group, and nobody of them comes back", async () => {
    const hub = await openSecureHub(PATIENT);
    const leaked = await enrolmentToken(hub, { name: "leaked", labels: { site: "a" } });
    const sound = await enrolmentToken(hub, { name: "sound", labels: { site: "b" } });
    const [first, second] = [ended(await Relay.open(hub)), ended(await Relay.open(hub))];
    const fleet = [`--agents=${SIMULATED}`, "--connect-spread-ms=500"];
    openSecureSimulator(hub, leaked, first.endpoint, ...fleet);
    openSecureSimulator(hub, sound, second.endpoint, ...fleet, "--seed=2");
    openSecureSupervisor(hub, leaked, { endpoint: first.endpoint });
    openSecureSupervisor(hub, sound, { endpoint: second.endpoint });
    for (const name of ["leaked", "sound"])
      await enrolled(hub, `enrolment:${name} presence:connected`, SIMULATED + 1);

    const revoked = "/enrolment-tokens/leaked/revoke";
    let ofToken: EnrolmentTokenRevoked | undefined;
    const took = await first.timesToEnd(async () => {
      const body = { reason: "in a public repository", agents: true };
      ofToken = await hub.must<EnrolmentTokenRevoked>("POST", revoked, body);
    });
    expect(ofToken?.agents).toBe(SIMULATED + 1);
    expectQuick(`a token with ${SIMULATED + 1} agents was revoked`, took);
    await attempt(hub, "revoked-agent");

    const group = { name: "site-b", query: "label.site:b", configuration: null };
    await hub.must("POST", "/groups", group, 201);
    await until(
      "the group has its members",
      async () => (await total(hub, "group:site-b")) === SIMULATED + 1,
    );
    let ofGroup: BulkAnswer | undefined;
    const all = await second.timesToEnd(async () => {
      ofGroup = await hub.must<BulkAnswer>("POST", "/agents/bulk", {
        query: "group:site-b",
        verb: "revoke",
        input: { reason: "the site was sold" },
        expectedAgents: SIMULATED + 1,
      });
    });
    expect(ofGroup).toMatchObject({ agents: SIMULATED + 1, done: SIMULATED + 1, refused: [] });
    expectQuick(`a group of ${SIMULATED + 1} agents was revoked`, all);

    await until("nobody is connected", async () => (await total(hub, "presence:connected")) === 0);
    const answer = await knock(hub, { authorization: `Bearer ${leaked}` });
    expect(answer).toMatchObject({ status: 401, text: expect.stringContaining("was revoked") });
    expect(await total(hub, "admission:revoked")).toBe(2 * (SIMULATED + 1));
  });

  it.runIf(onPostgres)(
    "S-15 ends the sockets that another hub of the same database holds",
    async () => {
      const hub = await openSecureHub(PATIENT);
      const other = ended(new Hub(hub.options));
      cpSync(join(hub.dataDir, "data", "tls"), join(other.dataDir, "data", "tls"), {
        recursive: true,
      });
      await other.start();
      const token = await enrolmentToken(hub, { name: "edge" });
      const relay = ended(await Relay.open(other));
      const fleet = [`--agents=${SIMULATED}`, "--connect-spread-ms=500"];
      openSecureSimulator(hub, token, relay.endpoint, ...fleet);
      const supervisor = openSecureSupervisor(hub, token, { endpoint: relay.endpoint });
      await enrolled(hub, "enrolment:edge presence:connected", SIMULATED + 1);
      const took = await relay.timesToEnd(() =>
        hub.must("POST", "/enrolment-tokens/edge/revoke", { reason: "leaked", agents: true }),
      );
      expectQuick(`a token with ${SIMULATED + 1} agents of the other hub was revoked`, took);
      await until("its log has the answer", () => supervisor.output.includes("401"), 30_000);
      await attempt(other, "revoked-agent");
    },
  );
});

/** So many match, and each has taken a credential of its own: no socket ends for that any more. */
async function enrolled(hub: Hub, query: string, agents: number): Promise<void> {
  await until(`${agents} match ${query}`, async () => (await total(hub, query)) === agents, 60_000);
  const have = (credential: string) => total(hub, `${query} credential:${credential}`);
  await until(
    "credentials were taken",
    async () => (await have("bearer")) === agents && (await have("offered")) === 0,
    60_000,
    async () => ({ taken: await have("bearer"), offered: await have("offered") }),
  );
}
