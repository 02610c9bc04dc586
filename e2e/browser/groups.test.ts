import type { Group, GroupPage } from "@fleethub/api";
import { afterEach, describe, expect, it } from "vitest";
import { Console, hasChromium } from "../real/console.js";
import { good } from "../real/configs.js";
import { addRevision, openHub } from "../real/house.js";
import type { Hub } from "../real/hub.js";
import { SimulatedFleet } from "../real/simulated-fleet.js";

const AGENTS = 12;
const STORES = 5;
const GATEWAYS = 4;
const FIRST = "A group is a selector with a stable revision";

const opened: { remove(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

/** A hub with a configuration, and a fleet of which some are labelled as stores and some as gateways. */
async function place(theme: "light" | "dark" = "light") {
  const hub = await openHub();
  const fleet = await SimulatedFleet.open(hub, { agents: AGENTS });
  opened.push(fleet);
  await fleet.part({ stores: STORES, gateways: GATEWAYS });
  await addRevision(hub, "edge", good(4318));
  const console = await Console.open(hub, theme);
  opened.push(console);
  const faults: string[] = [];
  const look = async (name: string) => {
    await console.picture(name);
    faults.push(...(await console.axe()).map((fault) => `${name}: ${fault}`));
  };
  return { hub, fleet, console, page: console.page, faults, look };
}

const make = (hub: Hub, name: string, query: string, over: object = {}) =>
  hub.must<Group>("POST", "/groups", { name, query, ...over });

describe.runIf(hasChromium())("groups in a browser", () => {
  it("are made of what the fleet suggests, and edited after a look at whom that moves", async () => {
    const { console, page, faults, look } = await place();
    await page.goto("/groups");
    await page.getByRole("heading", { name: FIRST }).waitFor();
    const offers = page.getByRole("list", { name: "Selectors that part this fleet" });
    await offers.getByText(`${STORES} agents`).waitFor();
    await look("groups-first");

    await offers.getByRole("button", { name: /lane:\s*stores/ }).click();
    const form = page.getByRole("dialog");
    const dryRun = form.getByRole("region", { name: "Dry run" });
    await dryRun.getByText("as soon as name and selector are written").waitFor();
    await form.getByLabel("Name").fill("stores");
    await form.getByLabel("Configuration").selectOption("edge");
    await dryRun.getByText(`${STORES} agents move from no group to stores`).waitFor();
    await look("groups-new");
    await form.getByRole("button", { name: "Make the group" }).click();
    await form.waitFor({ state: "detached" });
    await page.getByText("Nothing of edge is stable here yet.").waitFor();
    await look("groups-one");

    await page.getByRole("button", { name: "Group", exact: true }).click();
    await form.getByLabel("Name").fill("gateways");
    await form.getByRole("combobox", { name: "Selector" }).fill("label.lane:gateways");
    await dryRun.getByText(`${GATEWAYS} agents move from no group to gateways`).waitFor();
    await form.getByRole("button", { name: "Make the group" }).click();
    await form.waitFor({ state: "detached" });
    const sub = `2 groups, first match wins, ${AGENTS - STORES - GATEWAYS} agents in none`;
    await page.getByText(sub).waitFor();

    // A selector that is not saved says whom it would move.
    await page.getByRole("link", { name: "stores", exact: true }).click();
    const selector = page.getByRole("combobox", { name: "Selector of stores" });
    await selector.fill("label.lane:stores os:windows");
    await page.getByText(/agents to no group/).waitFor();
    await page.getByRole("button", { name: /^Save, \d move$/ }).waitFor();
    await look("groups-unsaved");
    await page.getByRole("button", { name: "Drop the change" }).click();
    expect(await selector.inputValue()).toBe("label.lane:stores");
    await selector.fill("presence:connected");
    await page.getByText(/changes by itself/).waitFor();
    await look("groups-selector-wrong");
    await selector.fill("label.lane:stores");
    expect(faults).toEqual([]);
    expect(console.complaints).toEqual([]);
  });

  it("are put in order by keyboard and removed, each after a look at whom that moves", async () => {
    const { hub, fleet, console, page, faults, look } = await place();
    await make(hub, "stores", "label.lane:stores", { configuration: "edge" });
    await make(hub, "gateways", "label.lane:gateways");
    await page.goto("/groups");

    // Where nobody is reached the order changes at once; where somebody is, it is asked.
    const order = async () =>
      (await hub.must<GroupPage>("GET", "/groups")).items.map(({ name }) => name);
    await page.getByRole("link", { name: "gateways", exact: true }).focus();
    await page.keyboard.press("Alt+ArrowUp");
    await page.getByText("gateways is asked before stores").waitFor();
    expect(await order()).toEqual(["gateways", "stores"]);
    await make(hub, "everybody", "name:*");
    const everybody = page.getByRole("link", { name: "everybody", exact: true });
    await everybody.click();
    await page.getByText(/of them also match stores/).waitFor();
    await look("groups-overlaps");
    await page.keyboard.press("Alt+ArrowUp");
    const question = page.getByRole("dialog", { name: "Move everybody above stores?" });
    await question.getByText(`${STORES} agents move from stores to everybody`).waitFor();
    await look("groups-reorder");
    await question.getByRole("button", { name: "Move it above stores" }).click();
    await page.getByText(`${STORES} agents moved`).waitFor();
    expect(await order()).toEqual(["gateways", "everybody", "stores"]);

    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("button", { name: "Remove…" }).click();
    const removal = page.getByRole("dialog", { name: "Remove everybody?" });
    await removal.getByText(`${STORES} agents move from everybody to stores`).waitFor();
    await look("groups-remove");
    await removal.getByRole("button", { name: "Remove the group" }).click();
    await page.getByText("Group everybody removed").waitFor();
    await everybody.waitFor({ state: "detached" });

    await page.getByRole("link", { name: "Agents in none" }).click();
    await page
      .getByRole("row")
      .filter({ hasText: fleet.rows[0]?.name ?? "" })
      .waitFor({ state: "detached" });
    await page
      .getByRole("row")
      .filter({ hasText: fleet.rows.at(-1)?.name ?? "" })
      .waitFor();
    await look("agents-in-none");
    expect(faults).toEqual([]);
    expect(console.complaints).toEqual([]);
  });

  it("that somebody else changes meanwhile show what, and take nobody's write away", async () => {
    const { hub, page, console, faults, look } = await place("dark");
    const seen = await make(hub, "stores", "label.lane:stores", { configuration: "edge" });
    await page.goto("/groups?name=stores");
    await page.getByRole("button", { name: "Edit" }).click();
    const form = page.getByRole("dialog", { name: "Edit stores" });
    await form.getByLabel("What it is for").fill("shops and their kiosks");

    const theirs = { query: "label.lane:stores,kiosks", configuration: "edge" };
    const written = await hub.api("PUT", "/groups/stores", theirs, {
      "if-match": `"${seen.version}"`,
    });
    expect(written.status, JSON.stringify(written.body)).toBe(200);
    const conflict = form.getByRole("alert");
    await conflict.getByText("Somebody else changed this group meanwhile").waitFor();
    await conflict.getByText(theirs.query).waitFor();
    await look("groups-conflict-dark");
    await conflict.getByRole("button", { name: "Take what is there" }).click();
    await form.getByLabel("What it is for").fill("shops and their kiosks");
    await form.getByRole("button", { name: "Save the group" }).click();
    await form.waitFor({ state: "detached" });
    const now = await hub.must<Group>("GET", "/groups/stores");
    expect(now).toMatchObject({ query: theirs.query, description: "shops and their kiosks" });

    // Not live, so the first that is heard of it is the refusal.
    await page.route("**/api/v1/events*", (route) => route.abort());
    await page.goto("/groups?name=stores");
    const selector = page.getByRole("combobox", { name: "Selector of stores" });
    await selector.fill("label.lane:stores os:linux");
    const save = page.getByRole("button", { name: /^Save/ });
    await page.getByText(/to no group|moves nobody/).waitFor();
    await hub.api(
      "PUT",
      "/groups/stores",
      { ...theirs, description: "shops" },
      {
        "if-match": `"${now.version}"`,
      },
    );
    await save.click();
    await page.getByText("Somebody else changed this group meanwhile").waitFor();
    await page.getByRole("button", { name: "Go on with mine" }).click();
    await save.click();
    await page.getByText("Selector saved").waitFor();
    const last = await hub.must<Group>("GET", "/groups/stores");
    expect(last.query).toBe("label.lane:stores os:linux");
    expect(faults).toEqual([]);
    expect(console.complaints.filter((one) => !one.includes("ERR_FAILED"))).toEqual([]);
  });

  it("follow what others do, at 320 px and in the dark, and say what is unknown", async () => {
    const { hub, page, console, faults, look } = await place("dark");
    await page.setViewportSize({ width: 320, height: 800 });
    await page.goto("/groups");
    await page.getByRole("heading", { name: FIRST }).waitFor();
    await look("groups-first-narrow-dark");
    await make(hub, "stores", "label.lane:stores", { configuration: "edge" });
    await page.getByRole("link", { name: "stores", exact: true }).waitFor();
    await make(hub, "gateways", "label.lane:gateways os:linux", { description: "three zones" });
    await page.getByRole("link", { name: "gateways", exact: true }).waitFor();
    expect(await console.tooWide()).toEqual([]);
    await look("groups-narrow-dark");
    await page.getByRole("link", { name: "gateways", exact: true }).click();
    await page.getByRole("combobox", { name: "Selector of gateways" }).waitFor();
    await look("groups-one-narrow-dark");

    await page.goto("/groups?name=gone");
    await page.getByRole("heading", { name: "No group has this name" }).waitFor();
    await look("groups-unknown-narrow-dark");
    expect(faults).toEqual([]);
    expect(console.complaints).toEqual([]);
  });
});
