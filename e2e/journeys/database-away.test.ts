import type { Problem } from "@fleethub/api";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  postgresIsMissing,
  startTestPostgres,
  type TestPostgres,
} from "../../packages/storage/src/testing/postgres.js";
import { good, unknownExporter } from "../real/configs.js";
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

const canRun = Boolean(binaries) && !postgresIsMissing("the journey with the database away");

describe.runIf(canRun)("the database goes away", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startTestPostgres();
  });
  // A test that failed may have left it down.
  afterEach(async () => {
    await server.stop();
    await server.start();
  });
  afterAll(() => server.dispose());

  it("nothing new is accepted, an agent whose configuration fails is still brought back, and all is written later", async () => {
    const hub = await openHub({ databaseUrl: await server.createDatabase("away") });
    const supervisor = openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    const [before, after] = [await freePort(), await freePort()];
    await runGood(hub, uid, before);
    const second = await addRevision(hub, "gateway", good(after));
    const bad = await addRevision(hub, "gateway", unknownExporter(after));
    await pin(hub, uid, "gateway", second);
    await agentWhere(
      hub,
      uid,
      "runs the second",
      (one) => one.sync === "in-sync" && one.revision === second,
    );

    await server.stop();
    for (const [method, path, body] of [
      [
        "PUT",
        `/agents/${uid}/configuration`,
        { configuration: "gateway", revision: bad, force: true },
      ],
      ["POST", "/configurations", { name: "another" }],
      ["POST", `/agents/${uid}/offer-again`, undefined],
    ] as const) {
      const refused = await hub.api<Problem>(method, path, body);
      expect(refused.status, `${method} ${path}`).toBe(503);
      expect(refused.headers.get("content-type")).toContain("application/problem+json");
      expect(refused.body.detail).toContain("database");
    }

    // The second was applied less than a minute ago: a Collector that dies now has failed it.
    supervisor.killCollector();
    await until("the first port answers, by a return from memory", () => receives(before));
    expect(supervisor.collectors).toHaveLength(1);
    expect((await fetch(`${hub.console}/healthz`)).status, "the hub lives").toBe(200);
    expect((await fetch(`${hub.console}/readyz`)).status, "and says that it is not ready").toBe(
      503,
    );

    await server.start();
    await agentWhere(hub, uid, "is rolled back", (one) => one.sync === "rolled-back", 60_000);
    const told = await story(hub, uid, "config-failed", "returning", "returned");
    const kinds = told.map((entry) => entry.kind);
    expect(kinds, "the agent stayed connected").not.toContain("disconnected");
    expect(kinds.filter((kind) => kind === "returning")).toHaveLength(1);
    await until("writes are accepted again", async () => {
      const answer = await hub.api("PUT", `/agents/${uid}/configuration`, {
        configuration: "gateway",
        revision: second,
      });
      return answer.status === 202;
    });
    expect(
      (await timeline(hub, uid)).some((entry) => entry.detail["revision"] === bad),
      "what was refused was never offered",
    ).toBe(false);
  });

  it("an agent that connects meanwhile is taken in when it is back", async () => {
    const hub = await openHub({ databaseUrl: await server.createDatabase("meanwhile") });
    await server.stop("immediate");
    const supervisor = openSupervisor(hub);
    await until("the supervisor has connected", () =>
      supervisor.output.includes("Connected to the server"),
    );
    await server.start();
    // It was told to come back, and does so with its next heartbeat.
    const { uid } = await firstAgent(hub, "", 60_000);
    await agentWhere(hub, uid, "is healthy", (one) => one.health === "healthy");
  });
});
