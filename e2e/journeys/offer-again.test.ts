import { describe, expect, it } from "vitest";
import { good, local, unknownExporter } from "../real/configs.js";
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
  timeline,
} from "../real/house.js";
import type { Hub } from "../real/hub.js";
import { freePort, until } from "../real/wait.js";

/** Asks for another attempt and waits until it is on record that it failed too. */
async function failsAgain(hub: Hub, uid: string): Promise<void> {
  const before = await countOf(hub, uid, "config-failed");
  await hub.must("POST", `/agents/${uid}/offer-again`, undefined, 202);
  await until(
    "one more failure is on record",
    async () => (await countOf(hub, uid, "config-failed")) > before,
    40_000,
    () => timeline(hub, uid),
  );
}

/** Revisions that the hub believed to be applied. */
async function believed(hub: Hub, uid: string): Promise<unknown[]> {
  const entries = await timeline(hub, uid);
  return entries
    .filter((entry) => entry.kind === "config-applied")
    .map((entry) => entry.detail["revision"]);
}

describe.runIf(binaries)("a failed configuration is offered again", () => {
  it("as the very first one: it fails again, is never called applied, and the local files run again", async () => {
    const hub = await openHub();
    const port = await freePort();
    openSupervisor(hub, { localConfig: local(port) });
    const { uid } = await firstAgent(hub);
    const bad = await addRevision(hub, "gateway", unknownExporter(await freePort()));
    await pin(hub, uid, "gateway", bad, true);
    await agentWhere(hub, uid, "is handed back", (one) => one.sync === "rolled-back");

    await failsAgain(hub, uid);
    await agentWhere(hub, uid, "is handed back again", (one) => one.sync === "rolled-back");
    await until("the local configuration runs again", () => receives(port));
    expect(await believed(hub, uid)).not.toContain(bad);
    await until(
      "the second hand-back is on record",
      async () => (await countOf(hub, uid, "handed-back")) === 2,
      20_000,
      () => timeline(hub, uid),
    );
  });

  it("to an agent that came from another hub and still reports it: something else goes first, so the truth is told", async () => {
    const former = await openHub();
    const supervisor = openSupervisor(former);
    const { uid } = await firstAgent(former);
    const port = await freePort();
    await pin(former, uid, "gateway", await addRevision(former, "gateway", good(port)));
    await agentWhere(former, uid, "runs the former hub's", (one) => one.sync === "in-sync");
    const { agentsPort } = former;
    await former.stop();

    const hub = await openHub({ agentsPort });
    await firstAgent(hub);
    const bad = await addRevision(hub, "gateway", unknownExporter(port));
    await pin(hub, uid, "gateway", bad, true);
    const failed = await agentWhere(hub, uid, "has failed", (one) => one.sync === "failed");
    expect(failed.config.acknowledged.revision, "it still reports the failed one").toBe(bad);
    await until("it is told that there is no way back", async () =>
      JSON.stringify(await timeline(hub, uid)).includes("Nothing to return to"),
    );

    await failsAgain(hub, uid);
    expect(await believed(hub, uid)).not.toContain(bad);
    const good2 = await addRevision(hub, "gateway", good(port));
    await pin(hub, uid, "gateway", good2);
    await agentWhere(hub, uid, "runs a good one", (one) => one.sync === "in-sync");
    expect(await receives(port)).toBe(true);
    expect(supervisor.collectors).toHaveLength(1);
  });

  it("under validate_config: it is refused again, and the Collector never stops", async () => {
    const hub = await openHub();
    const supervisor = openSupervisor(hub, { validateConfig: true });
    const { uid } = await firstAgent(hub);
    const port = await freePort();
    const goodRevision = await addRevision(hub, "gateway", good(port));
    await pin(hub, uid, "gateway", goodRevision);
    await agentWhere(hub, uid, "runs the good one", (one) => one.sync === "in-sync");
    const before = supervisor.collectors;
    const bad = await addRevision(hub, "gateway", unknownExporter(port));
    await pin(hub, uid, "gateway", bad, true);
    await agentWhere(hub, uid, "was refused", (one) => one.sync === "failed");

    await failsAgain(hub, uid);
    const again = await agentWhere(
      hub,
      uid,
      "was refused again",
      (one) => one.sync === "failed" && one.config.acknowledged.revision === bad,
    );
    expect(again.reason).toContain("unknown type");
    expect(supervisor.collectors, "the Collector never stopped").toEqual(before);
    expect(await believed(hub, uid)).not.toContain(bad);

    // Pinned to what runs, it has nothing to do, and is safe to start anew.
    await pin(hub, uid, "gateway", goodRevision);
    await agentWhere(hub, uid, "is in sync again", (one) => one.sync === "in-sync");
    expect(supervisor.collectors, "nor now").toEqual(before);
    await supervisor.stop();
    supervisor.start();
    await until("the port answers", () => receives(port));
  });
});
