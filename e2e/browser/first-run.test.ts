import type { Page } from "@playwright/test";
import { afterEach, describe, expect, it } from "vitest";
import { Console, hasChromium } from "../real/console.js";
import { makeHub } from "../real/house.js";
import { enter, leave } from "../real/people.js";
import { until } from "../real/wait.js";

const NAME = "ada";
const PASSWORD = "analytical engine no 1";
const DRAFT = "half-written";

const opened: { remove(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

/** A hub that nobody administers, a browser before it, and the link that it printed. */
async function place() {
  const hub = await makeHub({ adminToken: false });
  opened.push(hub);
  await hub.start();
  const console = await Console.atTheDoor(hub);
  opened.push(console);
  const link = await until(
    "the hub prints its link",
    () => /^\s*(http:\S+\/first-run#token=fhi_\S+)$/m.exec(hub.output)?.[1],
    20_000,
    () => hub.output,
  );
  return { hub, console, page: console.page, link };
}

async function becomeAdministrator(page: Page, link: string): Promise<void> {
  // The page may stand there already, and another fragment alone loads nothing anew.
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByLabel("Name to sign in with").fill(NAME);
  await page.getByLabel("Name that others read").fill("Ada Lovelace");
  await page.locator("#password").fill(PASSWORD);
  await page.getByRole("button", { name: "Become administrator" }).click();
  await page.locator(".who-am-i").getByText("Ada Lovelace").waitFor();
}

describe.runIf(hasChromium())("a hub that nobody administers, in a browser", () => {
  it("is set up once by the link that it prints, signed out of, and signed in to again", async () => {
    const { hub, console, page, link } = await place();
    expect(link.startsWith(hub.console)).toBe(true);
    expect((await fetch(`${hub.console}/api/v1/agents`)).status).toBe(401);
    await page.goto("/agents");
    await page.waitForURL(/\/first-run$/);
    await page.getByText("Nobody is an administrator of this hub yet").waitFor();

    await page.goto("about:blank");
    await page.goto(link);
    const password = page.locator("#password");
    await page.getByLabel("Name to sign in with").fill(NAME);
    expect(page.url()).not.toContain("token");
    await password.fill("short");
    await page.getByRole("button", { name: "Become administrator" }).click();
    await page.getByText("7 characters are missing").waitFor();
    await becomeAdministrator(page, link);
    await page.waitForURL(/\/agents$/);

    await leave(page);
    await page.waitForURL(/\/sign-in$/);
    await page.goto("about:blank");
    await page.goto(link);
    await page.getByText("This hub has an administrator").waitFor();
    const again = { token: link.split("=")[1], name: "eve", displayName: "", password: PASSWORD };
    const second = await page.context().request.post("/api/v1/first-run", { data: again });
    expect(second.status(), await second.text()).toBeGreaterThanOrEqual(400);

    // Back to where one wanted to go, and nowhere else.
    await page.goto("/groups?name=stores");
    await page.waitForURL(/\/sign-in\?return=/);
    await enter(page, NAME, "not the password at all");
    await page.getByText("Name and password do not fit.").waitFor();
    expect(page.url()).toContain("/sign-in");
    await page.locator("#password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/groups\?name=stores$/);
    await leave(page);
    await page.waitForURL(/\/sign-in$/);
    await page.goto(`/sign-in?return=${encodeURIComponent("https://example.com/agents")}`);
    await enter(page, NAME, PASSWORD);
    await page.locator(".who-am-i").waitFor();
    expect(page.url().startsWith(hub.console)).toBe(true);

    // A text without a script of its own may not run one either.
    const policy = (await page.goto("/audit"))?.headers()["content-security-policy"] ?? "";
    expect(policy).toMatch(/script-src [^;]*'sha256-/);
    expect(policy).not.toMatch(/script-src [^;]*'unsafe-inline'/);
    const log = page.getByRole("table").first();
    await log
      .getByText(/signed out/i)
      .first()
      .waitFor();
    expect(console.complaints).toEqual([]);
  });

  it("asks who works there again when the session was ended elsewhere, and keeps what was written", async () => {
    const { hub, console, page, link } = await place();
    await becomeAdministrator(page, link);
    await page.goto("/configurations");
    await page.getByRole("button", { name: "New configuration" }).click();
    const name = page.getByRole("dialog").getByLabel("Name");
    await name.fill(DRAFT);

    const elsewhere = await Console.atTheDoor(hub, "dark", console.browser);
    await elsewhere.page.goto("/settings/sessions");
    await enter(elsewhere.page, NAME, PASSWORD);
    await elsewhere.page.waitForURL(/\/settings\/sessions$/);
    await elsewhere.page.getByRole("button", { name: "End all others" }).click();

    await page.getByRole("heading", { name: "Sign in again" }).waitFor();
    expect(await console.axe()).toEqual([]);
    await console.picture("sign-in-again");
    await page.keyboard.press("Escape");
    await page.locator("#again-password").fill("not the password at all");
    await page.keyboard.press("Enter");
    await page.getByText("Name and password do not fit.").waitFor();
    await page.locator("#again-password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Sign in again" }).waitFor({ state: "detached" });
    expect(await name.inputValue()).toBe(DRAFT);
    await page.getByRole("button", { name: "Make the configuration" }).click();
    await page.getByRole("heading", { name: DRAFT }).waitFor();
    await page.getByText("Live", { exact: true }).waitFor();
    expect(console.complaints).toEqual([]);
    expect(elsewhere.complaints).toEqual([]);
  });
});
