import { readFile } from "node:fs/promises";
import type { AgentPage, Group } from "@fleethub/api";
import type { Page } from "@playwright/test";
import { afterEach, describe, expect, it } from "vitest";
import { Console, hasChromium } from "../real/console.js";
import { good } from "../real/configs.js";
import { addRevision, openHub } from "../real/house.js";
import { phaseIs, readRollout, startRollout } from "../real/rollouts.js";
import { SimulatedFleet } from "../real/simulated-fleet.js";
import { until } from "../real/wait.js";

const AGENTS = 18;
/** Short enough for a journey; the canary is watched long enough to be paused. */
const PLAN = {
  waves: [{ count: 1, soakSeconds: 4 }, { count: 3 }],
  soakSeconds: 1,
  answerSeconds: 90,
};
const WINDOW_MS = 1_500;
const TITLE = "stores: edge r1 to r2";
const CAUSE = "exited unexpectedly";
const R1 = good(4318);
const R2 = good(4318, "detailed");

const opened: { remove(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

/** A group of one kind of host, all of which run r1. `first`: whoever is offered r2 first crashes on it. */
async function place({
  theme = "light",
  crashes = false,
}: {
  theme?: "light" | "dark";
  crashes?: boolean;
} = {}) {
  const hub = await openHub({ failureWindowMs: WINDOW_MS });
  let crashing: string | undefined;
  const fleet = await SimulatedFleet.open(hub, {
    agents: AGENTS,
    failsOn(text, { name }) {
      if (!crashes || !text.includes("detailed")) return null;
      crashing ??= name;
      return name === crashing ? "a file is missing" : null;
    },
  });
  opened.push(fleet);
  await addRevision(hub, "edge", R1);
  const query = "os:linux version:0.149.0";
  const { agents } = await hub.must<Group>("POST", "/groups", {
    name: "stores",
    query,
    configuration: "edge",
    plan: PLAN,
  });
  const begun = await startRollout(hub, {
    group: "stores",
    revision: 1,
    waves: [{ percent: 100 }],
    soakSeconds: 0,
    expectedAgents: agents,
  });
  await phaseIs(hub, begun.id, "complete");
  const console = await Console.open(hub, theme);
  opened.push(console);
  const faults: string[] = [];
  const look = async (name: string) => {
    await console.picture(name);
    faults.push(...(await console.axe()).map((fault) => `${name}: ${fault}`));
  };
  return { hub, fleet, agents, console, page: console.page, faults, look };
}

type Place = Awaited<ReturnType<typeof place>>;

/** How many members run a revision, by what they report. */
async function running({ hub }: Place, revision: number): Promise<number> {
  const query = encodeURIComponent(`group:stores config:edge rev:${revision} sync:in-sync`);
  return (await hub.must<AgentPage>("GET", `/agents?query=${query}`)).total;
}

/** The newest rollout that a page shows. */
const shownRollout = (page: Page): string => new URL(page.url()).searchParams.get("id") ?? "";

const wave = (page: Page, name: string) =>
  page.getByRole("group", { name: /^Waves/ }).getByRole("button", { name: new RegExp(`^${name}`) });

/** A button or link by its whole name. */
const acting = (page: Page, name: string | RegExp) => {
  const called = { name, exact: true };
  return page.getByRole("button", called).or(page.getByRole("link", called));
};

describe.runIf(hasChromium())("rollouts in a browser", () => {
  it("begin in the workspace with a dry run, and are paused, resumed and watched to their end", async () => {
    const here = await place();
    const { hub, agents, console, page, faults, look } = here;
    await page.goto("/configurations/one?name=edge");
    await page.locator(".cm-content[contenteditable=true]").waitFor();
    const rollOut = page.getByRole("button", { name: "Roll out", exact: true });
    await console.write(R2);
    await until("rolling out waits for the draft", async () =>
      (await rollOut.getAttribute("title"))?.includes("waits for the draft to be saved"),
    );
    const save = page.getByRole("button", { name: "Save as r2" });
    await until(
      "it can be saved",
      async () => (await save.getAttribute("aria-disabled")) !== "true",
    );
    await save.click();
    await page.getByText("Saved r2").waitFor();

    await page.getByRole("button", { name: "Dry run" }).click();
    const question = page.getByRole("dialog");
    await question.getByText("edge r1 to r2").waitFor();
    await look("rollout-dry-run");
    await question.getByRole("button", { name: "Close" }).click();
    await rollOut.click();
    await question.getByText(`${agents} agents get it in 3 waves`).waitFor();
    await look("rollout-start");
    await question.getByRole("button", { name: `Start the rollout to ${agents} agents` }).click();
    await page.getByRole("button", { name: /^Open rollout/ }).click();

    await page.getByRole("heading", { name: TITLE }).waitFor();
    const id = shownRollout(page);
    await wave(page, "Canary").getByText("1 of 1 applied").waitFor();
    await look("rollout-canary");
    await page.getByRole("button", { name: "Pause" }).click();
    await question.getByText("Nobody new is offered r2.").waitFor();
    await question.getByLabel("Reason").fill("a look at the canary first");
    await look("rollout-pause");
    await question.getByRole("button", { name: "Pause" }).click();
    await question.waitFor({ state: "detached" });
    await page
      .getByText(/a look at the canary first/)
      .first()
      .waitFor();
    await look("rollout-paused");
    expect((await readRollout(hub, id)).phase).toBe("paused");
    await page.goto("/rollouts");
    await page.getByRole("row").filter({ hasText: "Paused" }).waitFor();
    await look("rollouts");
    await page.getByRole("link", { name: TITLE }).click();

    await page.getByRole("button", { name: "Resume" }).click();
    await question.getByText(/^It goes on:/).waitFor();
    await look("rollout-resume");
    await question.getByRole("button", { name: "Resume" }).click();
    await question.waitFor({ state: "detached" });
    const events = page.getByRole("list", { name: "Events" });
    await events.getByText(/Wave 2 began/).waitFor();
    await wave(page, "Wave 2").getByText("3 of 3 applied").waitFor();
    await look("rollout-wave");
    await wave(page, "Rest")
      .getByText(`${agents - 4} of ${agents - 4} applied`)
      .waitFor();
    await page.locator(".page-head .badge", { hasText: "Complete" }).waitFor({ timeout: 60_000 });
    await look("rollout-complete");
    expect(await running(here, 2)).toBe(agents);

    const [report] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Report" }).click(),
    ]);
    expect(report.suggestedFilename()).toBe("rollout-2.html");
    const text = await readFile(await report.path(), "utf8");
    expect(text).toContain(TITLE);
    expect(text).toContain("a look at the canary first");
    expect(faults).toEqual([]);
    expect(console.complaints).toEqual([]);
  });

  it("stop at a canary that crashes, name the cause, go on without it, and go back when asked", async () => {
    const here = await place({ theme: "dark", crashes: true });
    const { hub, agents, console, page, faults, look } = here;
    const revision = await addRevision(hub, "edge", R2);
    const slow = { waves: [{ count: 1 }, { count: 3, soakSeconds: 120 }] };
    const { id } = await startRollout(hub, { group: "stores", revision, ...slow });
    await page.goto("/rollouts/one?id=999");
    await page.getByRole("heading", { name: "No such rollout" }).waitFor();
    await look("rollout-unknown-dark");
    await page.goto("/rollouts/one?id=2");
    const without = page.getByRole("button", { name: "Exclude this agent and resume" });
    await without.waitFor({ timeout: 60_000 });
    // The address of the number has become that of the id, by which changes are told.
    expect(shownRollout(page)).toBe(id);
    await page.getByText(new RegExp(CAUSE)).first().waitFor();
    await page.getByRole("region", { name: "Gates" }).waitFor();
    await page.getByRole("heading", { name: "1 failure, 1 cause" }).waitFor();
    await look("rollout-crashed-dark");
    await page.goto("/groups?name=stores");
    await page.getByText("Running now").waitFor();
    await look("groups-running-dark");
    await page.getByRole("link", { name: "Open rollout 2" }).click();

    await without.click();
    const question = page.getByRole("dialog");
    await question.getByText(/The hold outlives this rollout/).waitFor();
    await look("rollout-exclude-dark");
    await question.getByLabel("Reason").fill("its disk is full");
    await question.getByRole("button", { name: "Exclude this agent and resume" }).click();
    await question.waitFor({ state: "detached" });
    await wave(page, "Wave 2").getByText("3 of 3 applied").waitFor({ timeout: 60_000 });
    await look("rollout-excluded-dark");
    const back = page.getByRole("button", { name: "Roll back 3 to r1" });
    await back.click();
    await question.getByText(/3 agents get edge r1 again/).waitFor();
    await look("rollout-back-asked-dark");
    await question.getByRole("button", { name: "Roll back 3 to r1" }).click();
    await page
      .locator(".page-head .badge", { hasText: "Rolled back" })
      .waitFor({ timeout: 60_000 });
    await look("rollout-rolled-back-dark");
    await until("everyone runs r1 again", async () => (await running(here, 1)) === agents);

    await page.setViewportSize({ width: 320, height: 800 });
    await look("rollout-narrow-dark");
    expect(await console.tooWide()).toEqual([]);
    await page.goto("/rollouts");
    await page.getByRole("link", { name: TITLE }).waitFor();
    await look("rollouts-narrow-dark");
    expect(await console.tooWide()).toEqual([]);
    expect(faults).toEqual([]);
    expect(console.complaints).toEqual([]);
  });

  it("are begun, paused, resumed and aborted by keyboard alone", async () => {
    const here = await place();
    const { hub, agents, console, page } = here;
    await addRevision(hub, "edge", R2);
    await page.goto("/agents");
    await page.getByRole("row").nth(3).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await page.getByRole("heading", { name: "Rollouts" }).waitFor();
    await console.tabTo(acting(page, "Rollout"));
    await page.keyboard.press("Enter");
    await console.tabTo(acting(page, /^Start the rollout to/));
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await console.tabTo(acting(page, TITLE));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: TITLE }).waitFor();
    const id = shownRollout(page);

    const ask = async (verb: string) => {
      await console.tabTo(acting(page, verb));
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor();
      await page.getByLabel("Reason").focus();
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    };
    await wave(page, "Canary").getByText("1 of 1 applied").waitFor();
    await ask("Pause");
    await phaseIs(hub, id, "paused");
    await ask("Resume");
    await wave(page, "Canary").getByText("Passed", { exact: true }).waitFor({ timeout: 60_000 });
    await ask("Abort");
    const aborted = await phaseIs(hub, id, "aborted");
    const stayed = (aborted.steps.settled ?? 0) + (aborted.steps.healthy ?? 0);
    expect(stayed).toBeGreaterThan(0);
    await until("they stay as they are", async () => (await running(here, 2)) >= stayed);
    expect(await running(here, 1)).toBeGreaterThan(0);
    expect(agents).toBeGreaterThan(stayed);
    expect(console.complaints).toEqual([]);
  });
});
