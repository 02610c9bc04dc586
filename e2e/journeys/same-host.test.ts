import type { AgentPage, BulkAnswer, Problem } from "@fleethub/api";
import { describe, expect, it } from "vitest";
import { good } from "../real/configs.js";
import { HealthWatch } from "../real/health-watch.js";
import {
  addRevision,
  agentWhere,
  binaries,
  firstAgent,
  openHub,
  openSupervisor,
  pin,
  receives,
  runGood,
  story,
  timeline,
} from "../real/house.js";
import type { Hub } from "../real/hub.js";
import { freePort, until } from "../real/wait.js";

/** Each Collector takes a port of its own. */
const ANY_PORT = 0;

const connected = async (hub: Hub) =>
  (await hub.must<AgentPage>("GET", "/agents?query=presence:connected")).items;

describe.runIf(binaries)("two supervisors on one host", () => {
  it("are two agents, changed apart and changed together, and only as many as the operator expects", async () => {
    const hub = await openHub();
    const first = openSupervisor(hub, { attributes: { which: "one" } });
    const one = (await firstAgent(hub, "attr.which:one")).uid;
    const port = await freePort();
    await pin(hub, one, "gateway", await addRevision(hub, "gateway", good(port)));
    await agentWhere(hub, one, "is in sync", (agent) => agent.sync === "in-sync");
    const second = openSupervisor(hub, { attributes: { which: "two" } });
    const two = (await firstAgent(hub, "attr.which:two")).uid;
    expect(two).not.toBe(one);
    expect((await agentWhere(hub, two, "is known", () => true)).sync).toBe("unmanaged");

    const both = await addRevision(hub, "gateway", good(ANY_PORT));
    const request = (expectedAgents: number) => ({
      query: "os:linux",
      verb: "pin",
      input: { configuration: "gateway", revision: both },
      expectedAgents,
    });
    const refused = await hub.api<Problem>("POST", "/agents/bulk", request(3));
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain("2");
    expect((await agentWhere(hub, two, "is untouched", () => true)).sync).toBe("unmanaged");

    const answer = await hub.must<BulkAnswer>("POST", "/agents/bulk", request(2), 202);
    expect(answer).toMatchObject({ agents: 2, done: 2 });
    for (const uid of [one, two])
      await agentWhere(
        hub,
        uid,
        "runs the common one",
        (agent) => agent.sync === "in-sync" && agent.revision === both,
      );
    for (const supervisor of [first, second]) expect(supervisor.collectors).toHaveLength(1);
  });

  it("with one instance UID, from a copied image: the older one gets a UID of its own, and nothing is mixed", async () => {
    const hub = await openHub();
    const first = openSupervisor(hub, { attributes: { which: "first" } });
    const { uid } = await firstAgent(hub, "attr.which:first");
    const port = await freePort();
    await runGood(hub, uid, port);

    openSupervisor(hub, { attributes: { which: "second" }, cloneOf: first });
    await agentWhere(hub, uid, "the newest speaks", (one) => one.attributes["which"] === "second");
    const watch = new HealthWatch(hub, uid);
    // The older one speaks when something happens to it, here at once instead of with its next heartbeat.
    first.killCollector();
    const other = await until(
      "the older one has a UID of its own",
      async () => (await connected(hub)).find((row) => row.uid !== uid),
      40_000,
      () => timeline(hub, uid),
    );
    await firstAgent(hub, "attr.which:first");
    expect((await connected(hub)).map((row) => row.uid).sort()).toEqual([uid, other.uid].sort());
    const [newest, older] = [
      await agentWhere(hub, uid, "is known", () => true),
      await agentWhere(hub, other.uid, "is healthy", (one) => one.health === "healthy"),
    ];
    expect(newest.attributes["which"]).toBe("second");
    expect(older.attributes["which"]).toBe("first");
    expect(older.sync, "what was pinned stays with the UID").toBe("unmanaged");
    await story(hub, uid, "duplicate-uid");
    await watch.stop();
    expect(watch.words, "the older one's trouble is not the newest's").not.toContain("unhealthy");
    expect(await receives(port)).toBe(true);
  });
});
