import { afterEach, describe, expect, it } from "vitest";
import { good, unknownExporter } from "../real/configs.js";
import { Console, hasChromium } from "../real/console.js";
import {
  agentWhere,
  binaries,
  firstAgent,
  openHub,
  openSupervisor,
  receives,
} from "../real/house.js";
import { freePort, until } from "../real/wait.js";

const opened: Console[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.remove();
});

describe.runIf(hasChromium() && binaries)("an operator in a browser", () => {
  it("sees a Collector arrive, mends a finding, deploys, and reads what it runs", async () => {
    const hub = await openHub();
    const console = await Console.open(hub);
    opened.push(console);
    const { page } = console;

    await page.goto("/agents");
    await page.getByRole("link", { name: "Connect" }).last().waitFor();
    await console.picture("inventory-empty");

    openSupervisor(hub);
    const { uid, name } = await firstAgent(hub);
    const row = page.getByRole("row").filter({ hasText: name });
    await row.waitFor();
    await console.picture("inventory-first");

    await row.getByRole("link").first().click();
    await page.getByRole("heading", { name }).waitFor();
    await agentWhere(hub, uid, "lists what it can run", (agent) => agent.health === "healthy");
    await page.getByRole("tab", { name: /Health/ }).click();
    await page.getByRole("treeitem").filter({ hasText: "opamp" }).last().waitFor();
    await console.picture("agent-health");

    await page.getByRole("tab", { name: /Configuration/ }).click();
    await page.getByRole("button", { name: "Write a configuration" }).click();
    const port = await freePort();
    await console.write(unknownExporter(port));
    const deploy = page.getByRole("button", { name: /to this agent$/ });
    await page.getByRole("region", { name: "Problems" }).getByText(/kafka/).first().waitFor();
    expect(await deploy.getAttribute("aria-disabled")).toBe("true");
    await console.picture("agent-finding");

    await console.write(good(port));
    await until(
      "the draft may be deployed",
      async () =>
        (await deploy.getAttribute("aria-disabled")) !== "true" && (await deploy.isEnabled()),
    );
    await deploy.click();
    await page.getByText("In sync").first().waitFor({ timeout: 30_000 });
    await agentWhere(hub, uid, "is in sync", (agent) => agent.sync === "in-sync");
    expect(await receives(port)).toBe(true);
    const effective = page.getByLabel("Effective configuration", { exact: true });
    await effective.getByText("exporters").first().waitFor();
    await effective.getByText("debug").first().waitFor();
    await console.picture("agent-in-sync");

    await page.getByRole("tab", { name: /History/ }).click();
    await page
      .getByText(/Applied/)
      .first()
      .waitFor();
    await console.picture("agent-history");
    expect(console.complaints).toEqual([]);
  });
});
