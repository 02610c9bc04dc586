import { describe, expect, it } from "vitest";
import {
  agentWhere,
  binaries,
  firstAgent,
  openHub,
  openSupervisor,
  receives,
  runGood,
  timeline,
} from "../real/house.js";
import { freePort } from "../real/wait.js";

describe.runIf(binaries)("the hub starts anew while its agents run on", () => {
  it("Q-11 G-15 finds its agent in sync, offers nothing, and sees no change of health, after a drain and after a kill", async () => {
    const hub = await openHub();
    const supervisor = openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    const port = await freePort();
    await runGood(hub, uid, port);
    await agentWhere(hub, uid, "is healthy", ({ health }) => health === "healthy");
    const collectors = supervisor.collectors;

    for (const end of ["drained", "killed"] as const) {
      const endedAt = new Date().toISOString();
      await (end === "drained" ? hub.stop() : hub.kill());
      await hub.start();
      const back = await agentWhere(
        hub,
        uid,
        `is connected to the hub that was ${end}`,
        (one) => one.presence === "connected" && (one.connectedAt ?? "") > endedAt,
      );
      expect(back.sync).toBe("in-sync");
      expect(back.health, `right after the hub was ${end}`).toBe("healthy");
      const since = (await timeline(hub, uid)).filter((entry) => entry.at > endedAt);
      const kinds = since.map((entry) => entry.kind);
      expect(kinds).not.toContain("config-offered");
      expect(kinds).not.toContain("health");
      expect(supervisor.collectors, "the Collector was left alone").toEqual(collectors);
      expect(await receives(port)).toBe(true);
    }
  });
});
