import type { AuditPage, Difference, EffectiveConfig, RevisionPage } from "@fleethub/api";
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
  story,
} from "../real/house.js";
import { freePort, until } from "../real/wait.js";

describe.runIf(binaries)("a configuration is changed", () => {
  it("is offered, applied, seen in the effective config, and does not flicker", async () => {
    const hub = await openHub();
    openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    await agentWhere(hub, uid, "is healthy", (one) => one.health === "healthy");
    const port = await freePort();

    const watch = new HealthWatch(hub, uid);
    const first = await addRevision(hub, "gateway", good(port));
    const asked = await pin(hub, uid, "gateway", first);
    expect(asked.uid).toBe(uid);

    const agent = await agentWhere(
      hub,
      uid,
      "is in sync",
      (one) => one.sync === "in-sync" && one.verified === "effective",
    );
    expect(agent.config.desired).toMatchObject({ configuration: "gateway", revision: first });
    expect(agent.config.acknowledged.hash).toBe(agent.config.desired.hash);
    expect(await receives(port)).toBe(true);
    const effective = await hub.must<EffectiveConfig>("GET", `/agents/${uid}/effective-config`);
    expect(effective.content).toContain(`127.0.0.1:${port}`);
    await agentWhere(hub, uid, "has settled", (one) => one.health === "healthy");
    await watch.stop();
    expect(watch.settledChanges, `health seen: ${watch.words.join(", ")}`).toBeLessThanOrEqual(1);

    const told = await story(hub, uid, "config-offered", "config-applying", "config-applied");
    expect(told.map((entry) => entry.kind)).not.toContain("health");
  });

  it("goes back to an earlier revision, and lifts the pin", async () => {
    const hub = await openHub();
    openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    const [one, two] = [await freePort(), await freePort()];
    const first = await addRevision(hub, "gateway", good(one));
    await pin(hub, uid, "gateway", first);
    await agentWhere(hub, uid, "runs the first", (agent) => agent.sync === "in-sync");
    const second = await addRevision(hub, "gateway", good(two));
    expect(second).toBe(first + 1);
    await pin(hub, uid, "gateway", second);
    await agentWhere(
      hub,
      uid,
      "runs the second",
      (agent) => agent.sync === "in-sync" && agent.revision === second,
    );
    expect(await receives(two)).toBe(true);
    await pin(hub, uid, "gateway", first);
    await agentWhere(
      hub,
      uid,
      "is back",
      (agent) => agent.sync === "in-sync" && agent.revision === first,
    );
    await until("the first port answers", () => receives(one));

    const acts = async () => (await hub.must<AuditPage>("GET", "/audit")).total;
    const before = await acts();
    await pin(hub, uid, "gateway", first);
    expect(await acts(), "a PUT equal to the pin in force is a no-op").toBe(before);

    await hub.must("DELETE", `/agents/${uid}/configuration`, undefined, 202);
    const free = await agentWhere(hub, uid, "is unmanaged", (agent) => agent.sync === "unmanaged");
    expect(free.config.desired.kind).toBe("none");
  });

  it("says what an edit changes, and that a cosmetic one changes nothing", async () => {
    const hub = await openHub();
    const port = await freePort();
    await addRevision(hub, "gateway", good(port));
    await addRevision(hub, "gateway", `# only a remark\n${good(port)}`);
    await addRevision(hub, "gateway", good(port, "detailed"));
    const list = await hub.must<RevisionPage>("GET", "/configurations/gateway/revisions");
    expect(list.items.map((revision) => revision.number)).toEqual([3, 2, 1]);
    const [third, second, first] = list.items.map((revision) => revision.fingerprint);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    const diff = await hub.must<Difference>("GET", "/configurations/gateway/diff?from=1&to=3");
    expect(diff.text).toContain("+    verbosity: detailed");
    expect(diff.effect).toBe(true);
    expect(diff.changes).toMatchObject([
      {
        kind: "component-options-changed",
        component: "debug",
        options: [{ path: ["verbosity"], after: "detailed" }],
      },
    ]);
    expect(diff.consequences).toContainEqual({ kind: "restart", severity: "none" });
    const remark = await hub.must<Difference>("GET", "/configurations/gateway/diff?from=1&to=2");
    expect([remark.effect, remark.changes, remark.consequences]).toEqual([false, [], []]);
  });
});
