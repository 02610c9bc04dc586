import type { AgentPage, BulkAnswer } from "@fleethub/api";
import { describe, expect, it } from "vitest";
import {
  comesWithItsOwn,
  credentialsWhere,
  enrolmentToken,
  makeSecureHub,
  openSecureSupervisor,
} from "../real/door.js";
import { agentWhere, binaries, ended, firstAgent } from "../real/house.js";

describe.runIf(binaries)("rotation", () => {
  it("S-09 S-10 old and new overlap: who is there takes the new one, who is not is listed and keeps the old", async () => {
    const hub = ended(await makeSecureHub());
    await hub.start();
    const token = await enrolmentToken(hub, { name: "edge" });
    const attributes = (role: string) => ({ role });
    openSecureSupervisor(hub, token, { attributes: attributes("brisk") });
    const slow = openSecureSupervisor(hub, token, { attributes: attributes("slow") });
    const { uid: brisk } = await firstAgent(hub, "attr.role:brisk");
    const { uid: late } = await firstAgent(hub, "attr.role:slow");
    const own = (uid: string) => credentialsWhere(hub, uid, "has its own", comesWithItsOwn);
    const [first, second] = [await own(brisk), await own(late)];

    slow.freeze();
    const asked = { query: "enrolment:edge", verb: "rotate-credential", expectedAgents: 2 };
    const rotated = await hub.must<BulkAnswer>("POST", "/agents/bulk", asked);
    expect(rotated).toMatchObject({ agents: 2, done: 2, refused: [] });
    const taken = await credentialsWhere(
      hub,
      brisk,
      "came with the next one",
      (one) => comesWithItsOwn(one) && one.credentials[0]?.id !== first.credentials[0]?.id,
    );
    expect(taken.credentials, "the one before counts no more").toHaveLength(1);
    const listed = await hub.must<AgentPage>("GET", "/agents?query=credential:offered");
    expect(listed.items.map(({ uid }) => uid)).toEqual([late]);
    const both = await credentialsWhere(
      hub,
      late,
      "has both",
      (one) => one.credentials.length === 2,
    );
    expect(both.credentials.map(({ state }) => state)).toEqual(["offered", "retiring"]);
    expect(both.credentials[1]?.id).toBe(second.credentials[0]?.id);
    await agentWhere(hub, late, "is let in still", ({ admission }) => admission === "admitted");

    slow.thaw();
    const caught = await own(late);
    expect(caught.credentials[0]?.id).toBe(both.credentials[0]?.id);
    expect(caught.shared).toBeNull();
    expect((await hub.must<AgentPage>("GET", "/agents?query=credential:offered")).total).toBe(0);
  });
});
