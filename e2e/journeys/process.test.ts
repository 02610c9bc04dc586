import { describe, expect, it } from "vitest";
import {
  agentWhere,
  binaries,
  firstAgent,
  onPostgres,
  openHub,
  openSupervisor,
} from "../real/house.js";
import { Hub } from "../real/hub.js";
import { freePort } from "../real/wait.js";

describe.runIf(binaries)("the hub as a process", () => {
  it("drains on SIGTERM within ten seconds, and its agents come back to the next one", async () => {
    const hub = await openHub();
    openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    const startedAt = performance.now();
    expect(await hub.stop()).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    await hub.start();
    await agentWhere(hub, uid, "is connected again", (one) => one.presence === "connected");
  });
});

// A data directory is the embedded database's alone; on PostgreSQL there is nothing to hold.
if (!onPostgres)
  describe("a data directory has one holder", () => {
    it("refuses the second hub with one clear line, and frees it at once when the first is killed", async () => {
      const first = await openHub();
      const second = new Hub({ dataDir: first.dataDir });
      second.agentsPort = await freePort();
      second.consolePort = await freePort();
      const refused = second.spawn();
      expect(await refused.exited).toBe(1);
      expect(refused.output).toContain(first.dataDir);
      expect(refused.output).toContain(String(first.pid));

      await first.kill();
      await second.start();
      expect(await second.stop()).toBe(0);
    });
  });
