import type { AgentPage } from "@fleethub/api";
import { afterEach, describe, expect, it } from "vitest";
import { Console, hasChromium } from "../real/console.js";
import { openHub, openSimulator } from "../real/house.js";
import type { Hub } from "../real/hub.js";
import { until } from "../real/wait.js";

const opened: { remove(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

const TEXT = `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: localhost:4317
processors:
  batch:
    timeout: 5s
  redaction/prompts:
    allow_all_keys: true
exporters:
  debug:
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [redaction/prompts, batch]
      exporters: [debug]
`;
const UNMASKED = TEXT.replace("[redaction/prompts, batch]", "[batch]");
const FRAGMENT = `processors:
  memory_limiter:
    check_interval: 1s
    limit_mib: \${fleethub:LIMIT_MIB}
service:
  pipelines:
    traces:
      processors:
        - insert: memory_limiter
          before: batch
`;

/** A hub with a configuration of one revision, a fragment, and a few agents that report. */
async function workplace(): Promise<{ hub: Hub; console: Console }> {
  const hub = await openHub();
  openSimulator(hub, "--agents=4");
  await hub.must("POST", "/configurations", { name: "gateway" });
  await hub.must("POST", "/configurations/gateway/revisions", { content: TEXT });
  await hub.must("POST", "/configurations", { name: "limits", kind: "fragment" });
  await hub.must("POST", "/configurations/limits/revisions", { content: FRAGMENT });
  await until("four agents are listed", async () => {
    const agents = await hub.must<AgentPage>("GET", "/agents?query=presence:connected");
    return agents.total === 4;
  });
  const console = await Console.open(hub);
  opened.push(console);
  return { hub, console };
}

describe.runIf(hasChromium())("a configuration in the workspace", () => {
  it("is completed, judged, drawn against its revision, and mended by a button", async () => {
    const { console } = await workplace();
    const { page } = console;
    await page.goto("/configurations/one?name=gateway");
    await page.locator(".cm-content[contenteditable=true]").waitFor();

    await console.write(UNMASKED.replace("timeout: 5s", "timeot: 5s"));
    const problems = page.getByRole("region", { name: "Problems" });
    await problems
      .getByText(/timeot/)
      .first()
      .waitFor();
    await problems
      .getByRole("button", { name: /timeout/ })
      .first()
      .click();
    await problems
      .getByText(/timeot/)
      .first()
      .waitFor({ state: "detached" });

    const map = page.getByRole("group", { name: /against r1/ });
    await map.locator("text", { hasText: "no longer on any path" }).waitFor();
    await map.locator("text", { hasText: "unmasked" }).waitFor();
    await console.picture("workspace-changes");
    expect(await console.axe()).toEqual([]);

    // A box leads to the line that defines it, by keyboard too.
    await map.getByRole("button", { name: /^batch, processor/ }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".cm-activeLine", { hasText: "batch:" }).waitFor();

    await page.keyboard.press("End");
    await page.keyboard.type("\n  ");
    await page.keyboard.press("Control+Space");
    const offered = page.getByRole("listbox", { name: "Completions" });
    await offered.getByText("send_batch_size", { exact: true }).waitFor();
    await console.picture("workspace-completion");
    await page.keyboard.press("Escape");
    expect(console.complaints).toEqual([]);
  });

  it("stands on a fragment, says which line comes from it, and is saved as a revision", async () => {
    const { hub, console } = await workplace();
    const { page } = console;
    await page.goto("/configurations/one?name=gateway");
    await page.getByRole("tab", { name: /Layers/ }).click();
    await page.getByRole("button", { name: "Lay it over" }).click();
    await page.getByRole("button", { name: "LIMIT_MIB" }).click();
    await page.getByLabel("Type of LIMIT_MIB").selectOption("number");
    await page.getByLabel("Default of LIMIT_MIB").fill("512");

    const merged = page.getByLabel("Merged configuration", { exact: true });
    await merged.getByText("memory_limiter").first().waitFor();
    await merged
      .locator("xpath=..")
      .getByText("limits r1")
      .filter({ visible: true })
      .first()
      .waitFor();
    await console.picture("workspace-layers");
    expect(await console.axe()).toEqual([]);

    const save = page.getByRole("button", { name: "Save as r2" });
    await until(
      "it can be saved",
      async () => (await save.getAttribute("aria-disabled")) !== "true",
    );
    await save.click();
    await page.getByText("Saved r2").waitFor();
    const saved = await hub.must<{ content: string; source: string; layers: unknown[] }>(
      "GET",
      "/configurations/gateway/revisions/2",
    );
    expect(saved.layers).toEqual([{ configuration: "limits", revision: 1 }]);
    expect(saved.source).toBe(TEXT);
    expect(saved.content).toContain("memory_limiter");
    expect(console.complaints).toEqual([]);
  });

  it("judges a long text beside the page", async () => {
    const { hub, console } = await workplace();
    const { page } = console;
    const lines = Array.from({ length: 2_100 }, (_, at) => `# line ${at}`).join("\n");
    await hub.must("POST", "/configurations/gateway/revisions", { content: `${TEXT}${lines}\n` });
    const workers: string[] = [];
    page.on("worker", (worker) => workers.push(worker.url()));
    await page.goto("/configurations/one?name=gateway");
    await page.locator(".cm-line", { hasText: "timeout" }).click();
    await page.keyboard.press("Home");
    await page.keyboard.type("x");
    await page
      .getByRole("region", { name: "Problems" })
      .getByText(/xtimeout/)
      .first()
      .waitFor();
    expect(workers).toHaveLength(1);
    expect(console.complaints).toEqual([]);
  });

  it("draws what an agent runs, and drafts a configuration of it", async () => {
    const { hub, console } = await workplace();
    const { page } = console;
    const { items } = await hub.must<AgentPage>("GET", "/agents");
    await page.goto(`/agents/one?uid=${items[0]?.uid}#pipelines`);
    const map = page.getByRole("img", { name: /^Pipelines, effective/ });
    await map.waitFor();
    await page.getByText("In words").click();
    await page.getByText(/→/).first().waitFor();
    await console.picture("agent-pipelines");
    expect(await console.axe()).toEqual([]);

    await page.getByRole("tab", { name: /Configuration/ }).click();
    await page.getByRole("button", { name: "Make a configuration of what runs here" }).click();
    await page.getByLabel("Name").fill("imported");
    await page.getByRole("button", { name: "Open it as a draft" }).click();
    await page.getByRole("heading", { name: "imported" }).waitFor();
    await page
      .locator(".cm-content[contenteditable=true]")
      .getByText("receivers")
      .first()
      .waitFor();
    await console.picture("workspace-imported");
    expect(console.complaints).toEqual([]);
  });
});
