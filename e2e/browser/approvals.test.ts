import type { ApprovalDetail, Grant } from "@fleethub/api";
import type { Page } from "@playwright/test";
import { afterEach, describe, expect, it } from "vitest";
import { good } from "../real/configs.js";
import { Console, hasChromium } from "../real/console.js";
import { addRevision, openHub, openSimulator } from "../real/house.js";
import type { Hub } from "../real/hub.js";
import { signIn } from "../real/people.js";
import { phaseIs } from "../real/rollouts.js";
import { SimulatedFleet } from "../real/simulated-fleet.js";
import { until } from "../real/wait.js";

const AGENTS = 4;
const PLAN = { waves: [{ percent: 100 }], soakSeconds: 0, answerSeconds: 90 };

const opened: { remove(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

/** Somebody with one role, at a browser that is given or at one of his own. */
async function as(hub: Hub, name: string, role: Grant["role"], beside?: Console): Promise<Console> {
  const console = await Console.atTheDoor(hub, "light", beside?.browser);
  if (beside === undefined) opened.push(console);
  await signIn(hub, console.context, name, [{ role, reach: null }]);
  return console;
}

const readRequest = (hub: Hub, number: number) =>
  hub.must<ApprovalDetail>("GET", `/approvals/${number}`);

const stateIs = (page: Page, word: string) =>
  page.locator(".page-head .badge", { hasText: word }).waitFor();

describe.runIf(hasChromium())("a protected group in a browser", () => {
  it("is rolled out to when a second person approves just that, asks again, and breaks only loudly", async () => {
    const hub = await openHub({ failureWindowMs: 1_000 });
    const fleet = await SimulatedFleet.open(hub, { agents: AGENTS });
    opened.push(fleet);
    await addRevision(hub, "edge", good(4318));
    const group = { name: "stores", query: "name:*", configuration: "edge", plan: PLAN };
    await hub.must("POST", "/groups", group);

    const ada = await as(hub, "ada", "administrator");
    await ada.page.goto("/groups?name=stores");
    await ada.page.getByRole("button", { name: "Protect…" }).click();
    await ada.page.getByRole("button", { name: "Protect the group" }).click();
    await ada.page.getByRole("button", { name: "Lift the protection…" }).waitFor();
    await ada.picture("group-protected");

    // One asks, in the place of the act.
    const olga = await as(hub, "olga", "operator", ada);
    const { page } = olga;
    const ask = async (message: string) => {
      await page.goto("/configurations/one?name=edge");
      await page.getByRole("button", { name: "Roll out", exact: true }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText("stores is protected.").waitFor();
      await dialog.getByLabel("What it is for").fill(message);
      await dialog.getByRole("button", { name: "Ask for approval" }).click();
      await dialog.getByText(/waits for approval/).waitFor();
    };
    await ask("the receiver of the new backend");
    await olga.picture("approval-asked");
    await page.getByRole("link", { name: "Open request 1" }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    const own = page.getByRole("button", { name: "Approve", exact: true });
    await own.waitFor();
    expect(await own.getAttribute("aria-disabled")).toBe("true");
    await page.getByRole("button", { name: "Withdraw" }).waitFor();
    const background = () =>
      own.evaluate((one) => one.ownerDocument.defaultView?.getComputedStyle(one).backgroundColor);
    const locked = await background();
    await own.hover();
    await page.locator(".told > .locked-says").waitFor();
    expect(await olga.axe()).toEqual([]);
    expect(await background()).toBe(locked);
    await page.keyboard.press("Escape");
    await page.locator(".told").waitFor({ state: "detached" });
    await olga.picture("approval-own");

    // Another, in a browser of his own, hears of it and looks.
    const axel = await as(hub, "axel", "approver", ada);
    const answers = axel.page;
    await answers.goto("/approvals");
    await answers.getByRole("link", { name: "Approvals 1 for you" }).waitFor();
    await axel.picture("approvals-for-me");
    await answers.getByRole("table").getByRole("link").first().click();
    const approve = answers.getByRole("button", { name: "Approve", exact: true });
    await approve.waitFor();
    expect(await axel.axe()).toEqual([]);
    await axel.picture("approval-one");

    // Meanwhile it comes to something else: nothing is done, and he is asked again.
    const looked = await readRequest(hub, 1);
    await approve.click();
    const question = answers.getByRole("dialog");
    await question.getByText(/exactly as it is shown here/).waitFor();
    openSimulator(hub, "--agents=1", "--seed=7", "--apply-delay-ms=200");
    await until("one more agent is a member", async () => {
      const { agents } = await hub.must<{ agents: number }>("GET", "/groups/stores");
      return agents === AGENTS + 1;
    });
    await question.getByRole("button", { name: "Approve and do it" }).click();
    await answers.getByText("It comes to something else than was asked for first.").waitFor();
    await axel.picture("approval-changed");
    const changed = await readRequest(hub, 1);
    expect(changed).toMatchObject({ state: "changed", result: null });
    expect(changed.hash).not.toBe(looked.hash);
    await question.getByRole("button", { name: "Look again" }).click();
    await approve.click();
    await question.getByLabel("Comment").fill("the fifth may have it too");
    await question.getByRole("button", { name: "Approve and do it" }).click();
    await stateIs(answers, "Approved");
    await axel.picture("approval-approved");
    const { items } = await hub.must<{ items: { id: string; number: number }[] }>(
      "GET",
      "/rollouts",
    );
    expect(items).toHaveLength(1);
    await phaseIs(hub, items[0]?.id ?? "", "complete");
    await stateIs(page, "Approved");

    // A later edit asks again; whoever cannot wait does it alone, and everybody sees it.
    await addRevision(hub, "edge", good(4318, "detailed"));
    await ask("the same with more words");
    await page.getByRole("link", { name: "Open request 2" }).click();
    await page.getByRole("button", { name: "Break the glass" }).click();
    const emergency = page.getByRole("dialog");
    await emergency.getByText("without anybody's approval").waitFor();
    await emergency.getByLabel("What the emergency is").fill("the disks run full");
    await olga.picture("approval-break-glass");
    await emergency.getByRole("button", { name: "Do it without approval" }).click();
    await emergency.waitFor({ state: "detached" });
    await answers.goto("/agents");
    await answers.getByText("Done without approval:").waitFor();
    await answers
      .getByText(/the disks run full/)
      .first()
      .waitFor();
    await axel.picture("approval-glass-banner");
    expect(await axel.axe()).toEqual([]);
    await answers.getByRole("link", { name: "Look at it" }).click();
    await answers.getByRole("button", { name: "I looked at it" }).click();
    await question.getByRole("button", { name: "I looked at it" }).click();
    await question.waitFor({ state: "detached" });
    await answers.getByText("Done without approval:").waitFor({ state: "detached" });
    expect((await hub.must<{ items: unknown[] }>("GET", "/rollouts")).items).toHaveLength(2);

    await answers.goto("/audit");
    await answers
      .getByText(/acted without approval/)
      .first()
      .waitFor();
    await axel.picture("audit-glass");
    for (const { complaints } of [ada, olga, axel]) expect(complaints).toEqual([]);
  });
});
