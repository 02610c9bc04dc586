import type { AgentPage, Rollout } from "@fleethub/api";
import { afterEach, describe, expect, it } from "vitest";
import { good } from "../real/configs.js";
import { Console, hasChromium } from "../real/console.js";
import { addRevision, openHub, openSimulator } from "../real/house.js";
import type { Hub } from "../real/hub.js";
import { until } from "../real/wait.js";

const opened: { remove(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

/** Twelve agents in one group, and a rollout whose canary is watched for an hour. */
async function rolling(): Promise<{ hub: Hub; rollout: Rollout; uid: string }> {
  const hub = await openHub();
  openSimulator(hub, "--agents=12", "--apply-delay-ms=200", "--heartbeat-seconds=1");
  const revision = await addRevision(hub, "gateway", good(4318));
  const uid = await until("twelve agents are listed", async () => {
    const { total, items } = await hub.must<AgentPage>("GET", "/agents?query=presence:connected");
    return total === 12 && items[0]?.uid;
  });
  await hub.must("POST", "/groups", { name: "all", query: "name:*", configuration: "gateway" });
  const rollout = await hub.must<Rollout>("POST", "/rollouts", {
    group: "all",
    revision,
    waves: [{ count: 3 }],
    soakSeconds: 3_600,
  });
  await until("a member of the canary has applied it", async () => {
    const { steps } = await hub.must<Rollout>("GET", `/rollouts/${rollout.id}`);
    return (steps.healthy ?? 0) + (steps.settled ?? 0) > 0;
  });
  return { hub, rollout, uid };
}

describe.runIf(hasChromium())("rollouts in the console", () => {
  it.each(["light", "dark"] as const)("have no accessibility fault, %s", async (theme) => {
    const { hub, rollout, uid } = await rolling();
    const console = await Console.open(hub, theme);
    opened.push(console);
    const { page } = console;
    const faults: string[] = [];
    const pages = {
      rollouts: ["/rollouts", ".ro-list"],
      rollout: [`/rollouts/one?id=${rollout.id}`, ".ro-members"],
      "rollout-unknown": ["/rollouts/one?id=999", ".empty"],
      "agent-telemetry": [`/agents/one?uid=${uid}#telemetry`, ".empty"],
    } as const;
    for (const [name, [path, shown]] of Object.entries(pages)) {
      await page.goto("about:blank");
      await page.goto(path);
      await page.locator(shown).first().waitFor();
      await console.picture(`${theme}-${name}`);
      faults.push(...(await console.axe()).map((fault) => `${path}: ${fault}`));
    }
    expect(faults).toEqual([]);
    expect(console.complaints).toEqual([]);
  });

  it("are paused and resumed after a question, and fit a narrow window", async () => {
    const { hub, rollout } = await rolling();
    const console = await Console.open(hub);
    opened.push(console);
    const { page } = console;
    await page.goto(`/rollouts/one?id=${rollout.number}`);
    await page.getByRole("button", { name: "Pause" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Nobody new is offered").waitFor();
    await dialog.getByRole("textbox", { name: "Reason" }).fill("lunch");
    await dialog.getByRole("button", { name: "Pause" }).click();
    await page.getByText("lunch").first().waitFor();
    expect((await hub.must<Rollout>("GET", `/rollouts/${rollout.id}`)).phase).toBe("paused");
    // The address of the number has become that of the id, by which changes are told.
    expect(new URL(page.url()).searchParams.get("id")).toBe(rollout.id);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Resume" }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    expect(console.complaints).toEqual([]);
  });
});
