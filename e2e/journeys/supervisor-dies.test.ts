import { describe, expect, it } from "vitest";
import { good, unknownExporter } from "../real/configs.js";
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
  receives,
  runGood,
  story,
  timeline,
} from "../real/house.js";
import { catchSight, freePort, until } from "../real/wait.js";

describe.runIf(binaries)("a supervisor or its Collector dies", () => {
  it("a supervisor killed while it applies comes back, and the change is settled", async () => {
    const hub = await openHub();
    const supervisor = openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    const port = await freePort();
    await pin(hub, uid, "gateway", await addRevision(hub, "gateway", good(port)));
    await agentWhere(
      hub,
      uid,
      "is applying",
      (one) => one.config.acknowledged.status === "applying",
    );
    await supervisor.kill();
    await agentWhere(hub, uid, "is gone", (one) => one.presence === "disconnected");

    supervisor.start();
    const agent = await agentWhere(
      hub,
      uid,
      "is in sync and healthy",
      (one) => one.sync === "in-sync" && one.health === "healthy",
      60_000,
    );
    expect(agent.verified).toBe("effective");
    await until("the port answers", () => receives(port));
    expect(supervisor.collectors).toHaveLength(1);
    expect(await countOf(hub, uid, "config-failed")).toBe(0);
  });

  it("a supervisor killed before it could say that the change failed is brought back, and stays there when it starts anew", async () => {
    const hub = await openHub();
    const supervisor = openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    const [one, two] = [await freePort(), await freePort()];
    for (const port of [one, two]) {
      const revision = await addRevision(hub, "gateway", good(port));
      await pin(hub, uid, "gateway", revision);
      await agentWhere(
        hub,
        uid,
        "runs it",
        (agent) => agent.sync === "in-sync" && agent.revision === revision,
      );
    }
    const bad = await addRevision(hub, "gateway", unknownExporter(two));
    await supervisor.stop();
    await pin(hub, uid, "gateway", bad, true);
    supervisor.start();
    await catchSight("the bad one has arrived", () => supervisor.received.includes("kafka"));
    await supervisor.kill();
    supervisor.start();
    await agentWhere(hub, uid, "is brought back", (agent) => agent.sync === "rolled-back", 60_000);
    await until("the first port answers", () => receives(one));

    const offers = await countOf(hub, uid, "config-offered");
    const since = new Date().toISOString();
    await supervisor.stop();
    supervisor.start();
    const back = await agentWhere(
      hub,
      uid,
      "is back and healthy",
      (agent) => (agent.connectedAt ?? "") > since && agent.health === "healthy",
    );
    expect(back.sync).toBe("rolled-back");
    await until("the first port answers", () => receives(one));
    expect(await countOf(hub, uid, "config-offered"), "nothing is offered").toBe(offers);
  });

  it("an agent that was away while it was pinned gets its configuration when it returns", async () => {
    const hub = await openHub();
    const supervisor = openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    await supervisor.stop();
    await agentWhere(hub, uid, "is disconnected", (one) => one.presence === "disconnected");
    const port = await freePort();
    await pin(hub, uid, "gateway", await addRevision(hub, "gateway", good(port)));
    await agentWhere(hub, uid, "waits", (one) => one.sync === "pending");
    supervisor.start();
    await agentWhere(hub, uid, "is in sync", (one) => one.sync === "in-sync");
    expect(await receives(port)).toBe(true);
  });

  it("a Collector that is killed is shown unhealthy once and healthy again when its supervisor restarted it", async () => {
    const hub = await openHub();
    const supervisor = openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    await agentWhere(hub, uid, "is healthy", (one) => one.health === "healthy");
    const watch = new HealthWatch(hub, uid);
    await until("the watch sees it", () => watch.words.length > 0);
    const killed = supervisor.killCollector();
    await agentWhere(hub, uid, "is unhealthy", (one) => one.health === "unhealthy");
    await until(
      "the watch has seen it unhealthy and healthy again",
      () => watch.words.includes("unhealthy") && watch.words.at(-1) === "healthy",
    );
    expect(supervisor.collectors).toHaveLength(1);
    expect(supervisor.collectors).not.toContain(killed);
    await watch.stop();
    expect(watch.settledChanges, `health seen: ${watch.words.join(", ")}`).toBe(2);
    const told = await story(hub, uid, "health", "restarted");
    expect(told.filter((entry) => entry.kind === "health")).toHaveLength(2);
    expect(JSON.stringify(told)).toContain("exited unexpectedly");
  });

  it("a Collector that dies within a minute of a change is brought back to what ran before", async () => {
    const hub = await openHub();
    const supervisor = openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    const [before, after] = [await freePort(), await freePort()];
    await runGood(hub, uid, before);
    const second = await addRevision(hub, "gateway", good(after));
    await pin(hub, uid, "gateway", second);
    await agentWhere(
      hub,
      uid,
      "runs the second",
      (one) => one.sync === "in-sync" && one.revision === second,
    );
    supervisor.killCollector();
    await agentWhere(hub, uid, "is rolled back", (one) => one.sync === "rolled-back");
    await until(
      "the first port answers",
      () => receives(before),
      20_000,
      () => timeline(hub, uid),
    );
  });
});
