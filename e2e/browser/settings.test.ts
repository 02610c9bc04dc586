import type { ApiTokenPage, EnrolmentTokenPage, Person, SecretPage } from "@fleethub/api";
import { afterEach, describe, expect, it } from "vitest";
import { Console, hasChromium } from "../real/console.js";
import { openHub } from "../real/house.js";

const REACH = "label.squad:edge";
const SECRET = "s3cr3t-value-of-tempo";

const opened: { remove(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

describe.runIf(hasChromium())("the settings in a browser", () => {
  it("are worked by keyboard alone: invite, give a reach, make tokens and a secret, revoke, remove", async () => {
    const hub = await openHub();
    const console = await Console.open(hub);
    opened.push(console);
    const { page } = console;
    const { keyboard } = page;
    const dialog = page.getByRole("dialog");
    const button = (name: string | RegExp, within: typeof dialog | typeof page = page) =>
      within.getByRole("button", { name, exact: true });
    const press = async (name: string | RegExp, within: typeof dialog | typeof page = page) => {
      await button(name, within).first().waitFor();
      await console.tabTo(button(name, within));
      await keyboard.press("Enter");
    };
    const write = async (label: string, text: string) => {
      await console.tabTo(dialog.getByLabel(label, { exact: true }));
      await keyboard.type(text);
    };
    const walkTo = async (heading: string) => {
      await keyboard.press("]");
      await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
    };
    const keep = async (of: string) => {
      await page.getByRole("heading", { name: of }).waitFor();
      const value = await dialog.locator("pre").first().innerText();
      await press("It is kept, close", dialog);
      await dialog.waitFor({ state: "detached" });
      return value;
    };

    await page.goto("/agents");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.locator(".who-am-i").waitFor();
    await keyboard.press("g");
    await keyboard.press("s");
    await page.waitForURL(/\/settings\/people$/);

    await press("Invite somebody");
    await write("Name to sign in with", "grace");
    await console.tabTo(dialog.getByLabel("Role 1", { exact: true }));
    await keyboard.type("Oper");
    await press("A part", dialog);
    await write("Reach of role 1", REACH);
    await press("Make the invitation", dialog);
    const link = await keep("Invitation for grace");
    expect(link).toMatch(/\/invitation#token=fhi_/);
    const grace = await hub.must<Person>("GET", "/people/grace");
    expect(grace.grants).toEqual([{ role: "operator", reach: REACH }]);

    await keyboard.press("[");
    await page.getByRole("heading", { name: "API tokens", level: 1 }).waitFor();
    await press("New token");
    await write("Name", "prometheus");
    await keyboard.press("Enter");
    expect(await keep("API token prometheus")).toMatch(/^fha_/);
    await press("Revoke prometheus");
    await press("Revoke", dialog);
    await dialog.waitFor({ state: "detached" });
    const tokens = await hub.must<ApiTokenPage>("GET", "/api-tokens?person=*");
    expect(tokens.items.map(({ name }) => name)).not.toContain("prometheus");

    for (const heading of ["People", "Roles", "Providers", "Enrolment tokens"])
      await walkTo(heading);
    await press("New token");
    await write("Name", "edge-sites");
    await write("Labels that new agents get", "squad=edge");
    await press("Make the token", dialog);
    expect(await keep("Enrolment token edge-sites")).toMatch(/^fhe_/);
    const enrolment = await hub.must<EnrolmentTokenPage>("GET", "/enrolment-tokens");
    expect(enrolment.items[0]?.labels).toEqual({ squad: "edge" });

    for (const heading of ["Certificates", "Secrets"]) await walkTo(heading);
    await press("New secret");
    await write("Name", "tempo-token");
    await write("Value", SECRET);
    await press("Seal and keep it", dialog);
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("cell", { name: /^tempo-token/ }).waitFor();
    expect((await hub.must<SecretPage>("GET", "/secrets")).items).toHaveLength(1);
    expect(await page.content()).not.toContain(SECRET);

    await page.goto("/settings/people");
    await press("Actions for grace");
    const remove = page.getByRole("menuitem", { name: "Remove" });
    await remove.waitFor();
    for (let step = 0; step < 3; step += 1) await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await press("Remove grace", dialog);
    await dialog.waitFor({ state: "detached" });
    expect((await hub.api("GET", "/people/grace")).status).toBe(404);
    expect(console.complaints).toEqual([]);
  });
});
