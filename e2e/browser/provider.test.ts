import { afterEach, describe, expect, it } from "vitest";
// Made for the hub's own tests; nothing that is published has it.
import { TEST_CLIENT, TestProvider } from "../../apps/server/src/testing/oidc-provider.js";
import { Console, hasChromium } from "../real/console.js";
import { openHub } from "../real/house.js";
import { leave } from "../real/people.js";
import { SimulatedFleet } from "../real/simulated-fleet.js";

const STORES = 3;
const GATEWAYS = 2;

const opened: { remove(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

describe.runIf(hasChromium())("people of an OpenID provider, in a browser", () => {
  it("come in by its groups, may what those may, and leave it together with the hub", async () => {
    const hub = await openHub();
    const fleet = await SimulatedFleet.open(hub, { agents: STORES + GATEWAYS });
    opened.push(fleet);
    await fleet.part({ stores: STORES, gateways: GATEWAYS });
    const provider = new TestProvider(`${hub.console}/sign-in/oidc/acme/callback`);
    await provider.start();
    opened.push({ remove: async () => provider.stop() });

    const administrator = await Console.open(hub);
    opened.push(administrator);
    const settings = administrator.page;
    await settings.goto("/settings/providers");
    await settings.getByRole("button", { name: "Add a provider" }).first().click();
    await settings.getByLabel("Name", { exact: true }).fill("acme");
    await settings.getByLabel("Title").fill("Acme");
    await settings.getByLabel("Issuer").fill(provider.issuer);
    await settings.getByLabel("Client id").fill(TEST_CLIENT.id);
    await settings.getByLabel("Client secret").fill(TEST_CLIENT.secret);
    await settings.getByLabel("Scopes").fill("openid profile groups");
    await settings.getByRole("button", { name: "Give a group a role" }).click();
    await settings.getByLabel("Group 1", { exact: true }).fill("sre");
    await settings.getByLabel("Role of group 1").selectOption("operator");
    await settings
      .getByRole("group", { name: "How far group 1 reaches" })
      .getByRole("button", { name: "A part" })
      .click();
    await settings.getByLabel("Reach of group 1").fill("label.lane:stores");
    await settings.getByText(`${STORES} agents`).waitFor();
    await administrator.picture("provider-new");
    await settings.getByRole("button", { name: "Add it" }).click();
    await settings.getByRole("heading", { name: "Acme" }).waitFor();
    await settings.getByText(`${hub.console}/sign-in/oidc/acme/callback`).waitFor();

    const console = await Console.atTheDoor(hub, "light", administrator.browser);
    const { page } = console;
    const signIn = () => page.getByRole("link", { name: "Continue with Acme" }).click();
    await page.goto("/rollouts?show=all");
    await page.waitForURL(/\/sign-in\?return=/);
    await console.picture("sign-in-provider");
    expect(await console.axe()).toEqual([]);
    await signIn();
    await page.waitForURL(/\/rollouts\?show=all$/);
    await page.locator(".who-am-i").getByText("Operator of label.lane:stores").waitFor();
    await page.goto("/agents");
    await page.getByRole("row").nth(STORES).waitFor();
    expect(await page.getByRole("row").count()).toBe(STORES + 1);

    // Other groups, other roles: the sign-in after tells.
    provider.groups = ["guests"];
    await leave(page);
    await page.getByRole("button", { name: "Sign out here too" }).click();
    await page.waitForURL(/\/sign-in/);
    await page.getByRole("link", { name: "Continue with Acme" }).waitFor();
    await signIn();
    await page.getByText("The provider did not sign you in.").waitFor();
    await page.getByText(/none of your groups may do anything/).waitFor();
    await console.picture("sign-in-no-grants");

    provider.groups = ["sre", "leads"];
    await settings.getByRole("button", { name: "Actions for Acme" }).click();
    await settings.getByRole("menuitem", { name: "Edit" }).click();
    await settings.getByRole("button", { name: "Another group" }).click();
    await settings.getByLabel("Group 2", { exact: true }).fill("leads");
    await settings.getByLabel("Role of group 2").selectOption("administrator");
    await settings.getByRole("button", { name: "Save" }).click();
    await settings.getByRole("dialog").waitFor({ state: "detached" });
    await signIn();
    await page.locator(".who-am-i").getByText("Administrator").waitFor();
    await page.goto("/settings/people");
    await page.getByRole("cell", { name: "through acme" }).waitFor();

    // Whoever loses the group that let him in is shown out at once.
    await settings.getByRole("button", { name: "Actions for Acme" }).click();
    await settings.getByRole("menuitem", { name: "Remove" }).click();
    await settings
      .getByRole("dialog")
      .getByRole("button", { name: /^Remove/ })
      .click();
    await page.getByRole("heading", { name: "Sign in again" }).waitFor();
    const elsewhere = (one: string) =>
      one.startsWith("outside request") && one.includes(provider.issuer);
    expect(console.complaints.filter((one) => !elsewhere(one))).toEqual([]);
    expect(administrator.complaints).toEqual([]);
  });
});
