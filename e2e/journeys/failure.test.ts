import { createServer } from "node:net";
import type { AgentDetail, Problem } from "@fleethub/api";
import { describe, expect, it } from "vitest";
import { good, local, unknownExporter } from "../real/configs.js";
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
import { freePort, until } from "../real/wait.js";

describe.runIf(binaries)("a configuration is bad", () => {
  it("is flagged against the agent's own components before it leaves", async () => {
    const hub = await openHub();
    openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    await until("components are known", async () =>
      JSON.stringify(await hub.must("GET", `/agents/${uid}/components`)).includes("otlp"),
    );
    const content = unknownExporter(await freePort());

    const check = await hub.must("POST", "/check", { content, query: `uid:${uid}` });
    expect(JSON.stringify(check)).toContain("kafka");
    const revision = await addRevision(hub, "gateway", content);
    const refused = await hub.api<Problem>("PUT", `/agents/${uid}/configuration`, {
      configuration: "gateway",
      revision,
    });
    expect(refused.status).toBe(409);
    expect(refused.headers.get("content-type")).toContain("application/problem+json");
    expect(JSON.stringify(refused.body.errors)).toContain("kafka");
    expect((await hub.must<AgentDetail>("GET", `/agents/${uid}`)).config.desired.kind).toBe("none");
  });

  it("forced: fails, and the hub brings the Collector back to the last good one", async () => {
    const hub = await openHub();
    const supervisor = openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    const port = await freePort();
    const goodRevision = await runGood(hub, uid, port);
    const bad = await addRevision(hub, "gateway", unknownExporter(port));
    const watch = new HealthWatch(hub, uid);
    await until("the watch looks", () => watch.words.length > 0);
    await pin(hub, uid, "gateway", bad, true);

    await until("the Collector went down", async () => !(await receives(port)));
    const agent = await agentWhere(hub, uid, "is rolled back", (one) => one.sync === "rolled-back");
    await until("the port answers again", () => receives(port));
    await until("it is healthy again", () => watch.words.at(-1) === "healthy");
    await watch.stop();
    const seen = `health seen: ${watch.words.join(", ")}`;
    expect(
      watch.settledChanges,
      `${seen}; one by the failure, one by the return`,
    ).toBeLessThanOrEqual(2);
    expect(agent.config.desired.revision).toBe(bad);
    expect(agent.config.acknowledged.revision).toBe(goodRevision);
    expect(supervisor.collectors).toHaveLength(1);

    const told = await story(hub, uid, "config-failed", "returning", "returned");
    expect(told.filter((entry) => entry.kind === "health")).toHaveLength(2);
    expect(JSON.stringify(told), "says why the cause is not known").toContain("validate_config");

    // Offered again it fails again; the supervisor's word "applied" for a hash that crash-loops is not believed.
    await hub.must("POST", `/agents/${uid}/offer-again`, undefined, 202);
    await until(
      "a second failure is on record",
      async () =>
        (await timeline(hub, uid)).filter((entry) => entry.kind === "config-failed").length >= 2,
      40_000,
      () => timeline(hub, uid),
    );
    await agentWhere(hub, uid, "is rolled back again", (one) => one.sync === "rolled-back");
    await until("the port answers again", () => receives(port));
  });

  it("as the very first one: the agent is handed back to nothing", async () => {
    const hub = await openHub();
    openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    const bad = await addRevision(hub, "gateway", unknownExporter(await freePort()));
    await agentWhere(hub, uid, "is healthy", (one) => one.health === "healthy");
    await pin(hub, uid, "gateway", bad, true);
    await agentWhere(hub, uid, "is rolled back", (one) => one.sync === "rolled-back");
    await story(hub, uid, "handed-back");
    await agentWhere(hub, uid, "is healthy again", (one) => one.health === "healthy");
  });

  it("as the very first one: the agent is handed back to its local files", async () => {
    const hub = await openHub();
    const port = await freePort();
    openSupervisor(hub, { localConfig: local(port) });
    const { uid } = await firstAgent(hub);
    await until("the local configuration runs", () => receives(port));
    const bad = await addRevision(hub, "gateway", unknownExporter(await freePort()));
    await pin(hub, uid, "gateway", bad, true);
    await agentWhere(hub, uid, "is rolled back", (one) => one.sync === "rolled-back");
    await until("the local configuration runs again", () => receives(port));
  });

  it("with a port in use: fails although every static check passes, and comes back", async () => {
    const hub = await openHub();
    openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    const port = await freePort();
    await runGood(hub, uid, port);
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const address = taken.address();
    const takenPort = typeof address === "object" && address ? address.port : 0;
    const bad = await addRevision(hub, "gateway", good(takenPort));
    await pin(hub, uid, "gateway", bad);
    await agentWhere(hub, uid, "is rolled back", (one) => one.sync === "rolled-back");
    await until("the port answers again", () => receives(port));
    taken.close();
  });

  it("under validate_config: the full cause is shown and the Collector never stops", async () => {
    const hub = await openHub();
    const supervisor = openSupervisor(hub, { validateConfig: true });
    const { uid } = await firstAgent(hub);
    const port = await freePort();
    await runGood(hub, uid, port);
    const before = supervisor.collectors;
    const bad = await addRevision(hub, "gateway", unknownExporter(port));
    await pin(hub, uid, "gateway", bad, true);
    const agent = await agentWhere(hub, uid, "has failed", (one) => one.sync === "failed");
    expect(agent.reason).toContain("unknown type");
    expect(agent.config.acknowledged.error).toContain('unknown type: "kafka"');
    expect(supervisor.collectors).toEqual(before);
    expect(await receives(port)).toBe(true);
  });
});
