import type { AgentPage, EnrolmentToken } from "@fleethub/api";
import { describe, expect, it } from "vitest";
import {
  attempt,
  comesWithItsOwn,
  credentialsWhere,
  enrolmentToken,
  makeSecureHub,
  openSecureSupervisor,
} from "../real/door.js";
import { agentWhere, binaries, ended, firstAgent, story } from "../real/house.js";
import type { Hub } from "../real/hub.js";
import { until } from "../real/wait.js";

/** Long enough for one supervisor to come in and for another to be refused, and not much longer. */
const TOKEN_LIFETIME_MS = 20_000;

/** An agent that lost its settings in less is told again as soon as it has come back. */
const RECONNECT_MS = 8_000;

const tokenWhere = (
  hub: Hub,
  name: string,
  what: string,
  holds: (token: EnrolmentToken) => boolean,
): Promise<EnrolmentToken> =>
  until(
    `the token ${name}: ${what}`,
    async () => {
      const token = await hub.must<EnrolmentToken>("GET", `/enrolment-tokens/${name}`);
      return holds(token) && token;
    },
    30_000,
  );

describe.runIf(binaries)("a supervisor enrols over wss", () => {
  it("S-06 S-09 S-14 comes with a token, goes on with a credential of its own, and outlives token, restarts and hub", async () => {
    const hub = ended(await makeSecureHub({ settingsReconnectMs: RECONNECT_MS }));
    await hub.start();
    const token = await enrolmentToken(hub, {
      name: "edge",
      labels: { site: "berlin" },
      usesMax: 1,
      expiresAt: new Date(Date.now() + TOKEN_LIFETIME_MS).toISOString(),
    });
    const supervisor = openSecureSupervisor(hub, token);
    const { uid, labels } = await firstAgent(hub, "enrolment:edge");
    expect(labels).toEqual({ site: "berlin" });
    const first = await credentialsWhere(hub, uid, "has its own", comesWithItsOwn);
    expect(first).toMatchObject({ enrolment: "edge", admission: "admitted", withheld: "" });
    await story(hub, uid, "enrolled", "credential-taken");
    const [collector] = supervisor.collectors;

    // The same token, and another instance UID: nobody else comes in with its one use.
    const second = openSecureSupervisor(hub, token);
    const spent = await attempt(hub, "used-up");
    expect(spent.step).toBe("credential");
    expect(spent.remedy).toContain("make another one");
    await until("it is told why", () => second.output.includes("as many agents as it may"));
    const past = await tokenWhere(hub, "edge", "expired", ({ state }) => state === "expired");
    expect(past).toMatchObject({ uses: 1, agents: 1, usesMax: 1 });
    await second.stop();
    expect((await hub.must<AgentPage>("GET", "/agents")).total).toBe(1);

    // What it was told in this life is lost with it: the token of the first hour lets this instance UID in again.
    expect(supervisor.collectors, "a new credential restarts no Collector").toEqual([collector]);
    // That it came with the token lasts only until it has its own again, so the token's last use is looked at.
    await supervisor.stop();
    supervisor.start();
    await tokenWhere(hub, "edge", "used again", (token) => token.lastUsedAt !== past.lastUsedAt);
    const again = await credentialsWhere(hub, uid, "took its own again", comesWithItsOwn);
    expect(again.credentials[0]?.id).toBe(first.credentials[0]?.id);
    expect(again.shared).toBeNull();

    await hub.stop();
    await hub.start();
    await agentWhere(hub, uid, "is back", ({ presence }) => presence === "connected", 60_000);
    await credentialsWhere(hub, uid, "still comes with its own", comesWithItsOwn);
    expect((await hub.must<AgentPage>("GET", "/agents")).total).toBe(1);
    expect(hub.output).not.toContain(token.slice(-20));
  });
});
