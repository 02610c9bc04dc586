import type { AgentPage } from "@fleethub/api";
import { afterEach, describe, expect, it } from "vitest";
import { Console, hasChromium } from "../real/console.js";
import {
  credentialsWhere,
  enrolmentToken,
  makeSecureHub,
  openSecureSimulator,
} from "../real/door.js";
import { ended, openHub } from "../real/house.js";
import { PASSWORD } from "../real/people.js";
import { until } from "../real/wait.js";

const opened: { remove(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

describe.runIf(hasChromium())("forms over a page, in a browser", () => {
  it("tell what is wrong beside its field, lose nothing when the session ends, and give the focus back", async () => {
    const hub = await openHub();
    const console = await Console.open(hub);
    opened.push(console);
    const { page, context } = console;
    const { keyboard } = page;
    const dialog = page.getByRole("dialog");
    const opener = page.getByRole("button", { name: "New token", exact: true });
    const name = dialog.getByLabel("Name", { exact: true });
    const make = dialog.getByRole("button", { name: "Make the token" });
    const hasFocus = (wanted: typeof name) =>
      until("it has the focus", () =>
        wanted.evaluate((one) => one === one.ownerDocument.activeElement),
      );

    await page.goto("/settings/api-tokens");
    await page.getByRole("heading", { name: "No API tokens" }).waitFor();
    await console.tabTo(opener);
    await keyboard.press("Enter");
    await console.tabTo(make);
    await keyboard.press("Enter");
    await dialog.getByRole("alert").getByText("Small letters").waitFor();
    await hasFocus(name);
    expect(await console.axe()).toEqual([]);
    await keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await hasFocus(opener);

    await keyboard.press("Enter");
    await name.waitFor();
    await console.tabTo(name);
    await keyboard.type("nightly");
    await context.clearCookies();
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "Sign in again" }).waitFor();
    // There is no way around it: Chromium closes a dialog by the second Esc whatever a page says to the first.
    await keyboard.press("Escape");
    await keyboard.press("Escape");
    await hasFocus(page.getByLabel("Password", { exact: true }));
    await keyboard.type(PASSWORD);
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "Sign in again" }).waitFor({ state: "detached" });
    await hasFocus(name);
    expect(await name.inputValue()).toBe("nightly");
    expect(await dialog.getByRole("alert").count()).toBe(0);
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "API token nightly" }).waitFor();

    const value = await dialog.getByRole("region", { name: "the token", exact: true }).innerText();
    expect(value).toMatch(/^fha_/);
    await console.tabTo(dialog.getByRole("button", { name: "Copy the token", exact: true }));
    await keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(value);
    await console.tabTo(dialog.getByRole("button", { name: "It is kept, close" }));
    await keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    expect(await page.content()).not.toContain(value);
    await hasFocus(opener);

    await console.tabTo(page.getByRole("button", { name: "Revoke nightly" }));
    await keyboard.press("Enter");
    await console.tabTo(dialog.getByRole("button", { name: "Revoke", exact: true }));
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "No API tokens" }).waitFor();
    await hasFocus(page.locator("#main"));
    expect(console.complaints).toEqual([]);
  });

  it("end one credential of an agent, which comes back with its enrolment token", async () => {
    const hub = ended(await makeSecureHub());
    await hub.start();
    const token = await enrolmentToken(hub, { name: "edge" });
    openSecureSimulator(hub, token, hub.opamp("wss"), "--agents=1");
    const agent = await until(
      "an agent is listed",
      async () => (await hub.must<AgentPage>("GET", "/agents")).items[0],
    );
    const own = await credentialsWhere(
      hub,
      agent.uid,
      "has its own",
      ({ credentials }) => credentials[0]?.state === "in-use",
    );
    const id = own.credentials[0]?.id ?? "";
    const console = await Console.open(hub);
    opened.push(console);
    const { page } = console;
    const dialog = page.getByRole("dialog");
    await page.goto(`/agents/one?uid=${agent.uid}`);
    const revoke = page.getByRole("button", { name: `Revoke token ${id}` });
    await revoke.waitFor();
    expect(await console.axe()).toEqual([]);
    await console.picture("agent-credentials");
    await console.tabTo(revoke);
    await page.keyboard.press("Enter");
    await dialog.getByText("enrolment token edge").waitFor();
    await console.tabTo(dialog.getByLabel("Why", { exact: true }));
    await page.keyboard.type("seen in a log file");
    expect(await console.axe()).toEqual([]);
    await console.picture("agent-credential-revoke");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await revoke.waitFor({ state: "detached" });
    await credentialsWhere(hub, agent.uid, "counts no more", ({ credentials }) =>
      credentials.every((one) => one.id !== id),
    );
    expect(console.complaints).toEqual([]);
  });
});
