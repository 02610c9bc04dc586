import type { AgentPage, Policy } from "@fleethub/api";
import { afterEach, describe, expect, it } from "vitest";
import { Console, hasChromium } from "../real/console.js";
import { openHub, openSimulator } from "../real/house.js";
import type { Hub } from "../real/hub.js";
import { until } from "../real/wait.js";

const AGENTS = 12;
const PROMISE = "Prompts are masked before they leave";

const opened: { remove(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

/** A small fleet whose exporters send to hosts elsewhere. */
async function fleet(): Promise<{ hub: Hub; uid: string }> {
  const hub = await openHub();
  openSimulator(hub, `--agents=${AGENTS}`);
  const page = await until("all agents are listed", async () => {
    const agents = await hub.must<AgentPage>("GET", "/agents?query=presence:connected");
    return agents.total === AGENTS && agents;
  });
  return { hub, uid: page.items[0]?.uid ?? "" };
}

describe.runIf(hasChromium())("policies in a browser", () => {
  it("puts a ready-made promise in force, sees who breaks it, accepts that for a while, lifts it, removes it", async () => {
    const { hub, uid } = await fleet();
    const console = await Console.open(hub);
    opened.push(console);
    const { page } = console;
    const faults: string[] = [];
    const look = async (name: string) => {
      await console.picture(name);
      faults.push(...(await console.axe()).map((fault) => `${name}: ${fault}`));
    };

    await page.goto("/policies");
    await page.getByRole("heading", { name: "A policy is a promise about every path" }).waitFor();
    await look("policies-first");
    await page.getByRole("button", { name: new RegExp(`^${PROMISE}`) }).click();
    const trial = page.getByRole("region", { name: "What the fleet says to it" });
    await trial.getByText(`${AGENTS} of ${AGENTS} would break it`).waitFor();
    await look("policies-form");
    await page.getByRole("button", { name: "Put it in force" }).click();

    const row = page.getByRole("row").filter({ hasText: PROMISE });
    await row.getByText(`${AGENTS} broken`).waitFor();
    await page.getByText(`1 policy is broken on ${AGENTS} agents right now.`).waitFor();
    await page.getByRole("link", { name: /^Policies.*1 broken/ }).waitFor();
    await page.getByText("not masked").first().waitFor();
    await page.getByText("Nothing is desired of them").waitFor();
    await look("policies");

    await page.getByRole("link", { name: `Show the ${AGENTS}` }).click();
    await page.getByRole("checkbox", { name: /^gen-ai-content/ }).waitFor();
    await page.goto(`/agents/one?uid=${uid}`);
    await page.getByRole("heading", { name: "Breaks 1 policy" }).waitFor();
    await look("agent-breaks-policy");
    await page.getByRole("link", { name: PROMISE }).click();

    await page.getByRole("button", { name: "Accept until" }).click();
    await page.getByLabel("For agents").fill("name:*");
    const accept = page.getByRole("button", { name: `Accept for ${AGENTS}` });
    await accept.click();
    await page.getByText("Say why: the audit keeps it").waitFor();
    await page.getByLabel("Reason").fill("the partner moves its feed");
    await accept.click();
    await row.getByText(`Holds, ${AGENTS} accepted`).waitFor();
    await page.getByText("the partner moves its feed").waitFor();
    await look("policies-accepted");

    await page.getByRole("button", { name: /^Lift the exception/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Lift the exception" }).click();
    await row.getByText(`${AGENTS} broken`).waitFor();

    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("group", { name: "At release" }).getByText("Warns").click();
    await page.getByRole("button", { name: "Save the policy" }).click();
    await row.getByText(`${AGENTS} warned`).waitFor();
    const { severity, version } = await hub.must<Policy>("GET", "/policies/gen-ai-content");
    expect({ severity, version }).toEqual({ severity: "warn", version: 4 });

    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("button", { name: "Remove…" }).click();
    await page.getByText("Nothing guards this any more").waitFor();
    await page.getByRole("button", { name: "Remove the policy" }).click();
    await page.getByRole("heading", { name: "A policy is a promise about every path" }).waitFor();

    await page.goto("/audit");
    await page.getByText("accepted breaches of").waitFor();
    expect(faults).toEqual([]);
    expect(console.complaints).toEqual([]);
  });

  it("follows what others do, works at 320 px and in the dark, and says what is unknown", async () => {
    const { hub } = await fleet();
    const console = await Console.open(hub, "dark");
    opened.push(console);
    const { page } = console;
    await page.setViewportSize({ width: 320, height: 800 });
    await page.goto("/policies");
    await page.getByRole("heading", { name: "A policy is a promise about every path" }).waitFor();

    const body = { title: "TLS to every exporter", rule: { kind: "tls-required" } };
    await hub.must("POST", "/policies", { name: "tls", ...body });
    await page.getByRole("link", { name: body.title }).waitFor();
    await page.getByText(`${AGENTS} of ${AGENTS}`).first().waitFor();
    const wide = await page.evaluate("document.documentElement.scrollWidth");
    expect(wide).toBe(320);
    await console.picture("policies-narrow-dark");
    const faults = await console.axe();

    await page.goto("/policies?name=gone");
    await page.getByRole("heading", { name: "No policy has this name" }).waitFor();
    faults.push(...(await console.axe()));
    expect(faults).toEqual([]);
    expect(console.complaints).toEqual([]);
  });
});
