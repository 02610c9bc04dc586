import type { AgentDetail, AgentPage, AuditPage } from "@fleethub/api";
import { describe, expect, it } from "vitest";
import { good } from "../real/configs.js";
import { HealthWatch } from "../real/health-watch.js";
import {
  addRevision,
  agentWhere,
  binaries,
  countOf,
  firstAgent,
  openHub,
  openSupervisor,
  pin,
  story,
  timeline,
} from "../real/house.js";
import { freePort, until } from "../real/wait.js";

describe.runIf(binaries)("an agent is operated", () => {
  it("restarts, is labelled, takes a new instance UID and is forgotten", async () => {
    const hub = await openHub();
    const supervisor = openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    await agentWhere(hub, uid, "is healthy", (one) => one.health === "healthy");

    const before = supervisor.collectors;
    const watch = new HealthWatch(hub, uid);
    await until("the watch looks", () => watch.words.length > 0);
    await hub.must("POST", `/agents/${uid}/restart`, undefined, 202);
    await until(
      "another Collector process runs",
      () => supervisor.collectors.length === 1 && supervisor.collectors[0] !== before[0],
    );
    await story(hub, uid, "restarted");
    await agentWhere(hub, uid, "is healthy after the restart", (one) => one.health === "healthy");
    await watch.stop();
    expect(watch.settledChanges, `health seen: ${watch.words.join(", ")}`).toBe(0);
    expect(await countOf(hub, uid, "health"), "a restart that was asked for is no trouble").toBe(0);

    await hub.must("PATCH", `/agents/${uid}`, { labels: { env: "prod", team: "platform" } }, 200);
    await hub.must("PATCH", `/agents/${uid}`, { labels: { team: null } }, 200);
    const labelled = await hub.must<AgentPage>(
      "GET",
      `/agents?query=${encodeURIComponent("label.env:prod -label.team:*")}`,
    );
    expect(labelled.items.map((row) => row.uid)).toEqual([uid]);

    await hub.must("POST", `/agents/${uid}/new-uid`, undefined, 202);
    const renamed = await until("it has another instance UID", async () => {
      const { items } = await hub.must<AgentPage>("GET", "/agents?query=presence:connected");
      return items.find((row) => row.uid !== uid);
    });
    expect((await hub.must<AgentPage>("GET", "/agents")).total, "no ghost is left").toBe(1);
    expect(
      (await hub.must<AgentDetail>("GET", `/agents/${uid}`)).uid,
      "the former UID resolves",
    ).toBe(renamed.uid);
    expect(renamed.labels).toEqual({ env: "prod" });
    await story(hub, renamed.uid, "first-seen", "restarted", "renamed");

    expect(
      (await hub.api("DELETE", `/agents/${renamed.uid}`)).status,
      "refused while connected",
    ).toBe(409);
    await supervisor.stop();
    await agentWhere(hub, renamed.uid, "is disconnected", (one) => one.presence === "disconnected");
    await hub.must("DELETE", `/agents/${renamed.uid}`);
    expect((await hub.api("GET", `/agents/${renamed.uid}`)).status).toBe(404);

    const actions = (await hub.must<AuditPage>("GET", "/audit?limit=50")).items.map(
      (entry) => entry.action,
    );
    expect(actions).toEqual(expect.arrayContaining(["restart", "label", "new-uid", "forget"]));
  });

  it("waits for approval where the hub asks for it, and is offered nothing before", async () => {
    const hub = await openHub({ env: { FLEETHUB_ADMISSION: "await-approval" } });
    openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    const revision = await addRevision(hub, "gateway", good(await freePort()));
    const waiting = await agentWhere(
      hub,
      uid,
      "awaits approval",
      (one) => one.sync === "awaiting-approval",
    );
    expect(waiting.admission).toBe("awaiting-approval");
    await hub.api("PUT", `/agents/${uid}/configuration`, { configuration: "gateway", revision });
    expect((await timeline(hub, uid)).map((entry) => entry.kind)).not.toContain("config-offered");

    await hub.must("POST", `/agents/${uid}/approve`, undefined, 202);
    await pin(hub, uid, "gateway", revision);
    await agentWhere(hub, uid, "is in sync", (one) => one.sync === "in-sync");
  });
});
