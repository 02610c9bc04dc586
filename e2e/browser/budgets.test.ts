import { gzipSync } from "node:zlib";
import type { AgentPage } from "@fleethub/api";
import type { Response } from "@playwright/test";
import { afterEach, describe, expect, it } from "vitest";
import { Console, hasChromium } from "../real/console.js";
import { openHub, openSimulator } from "../real/house.js";
import { startRollout } from "../real/rollouts.js";
import { until } from "../real/wait.js";

const opened: { remove(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

const KB = 1024;
/** Gzip, of what a page loads until it shows what it is for. */
const SCRIPT_MAX = {
  inventory: 205 * KB,
  agent: 240 * KB,
  // Every page carries who may do what, with the grammar of reaches.
  workspace: 455 * KB,
  groups: 240 * KB,
  rollouts: 240 * KB,
  rollout: 240 * KB,
  people: 205 * KB,
  approvals: 205 * KB,
  approval: 240 * KB,
  audit: 205 * KB,
  connect: 205 * KB,
  "sign-in": 205 * KB,
};
const STYLE_MAX = 14 * KB;

const TEXT = `receivers:
  otlp:
    protocols:
      grpc:
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`;

describe.runIf(hasChromium())("what a page loads", () => {
  it("stays within the budgets of script and style", async () => {
    const hub = await openHub();
    openSimulator(hub, "--agents=2");
    await hub.must("POST", "/configurations", { name: "gateway" });
    await hub.must("POST", "/configurations/gateway/revisions", { content: TEXT });
    const uid = await until("an agent is listed", async () => {
      const { items } = await hub.must<AgentPage>("GET", "/agents?query=presence:connected");
      return items[0]?.uid;
    });
    await hub.must("POST", "/groups", { name: "all", query: "name:*", configuration: "gateway" });
    const { id } = await startRollout(hub, { group: "all", revision: 1 });

    await hub.must("PUT", "/groups/all/protection", { approvals: 1 });
    const input = { group: "all", configuration: "gateway", revision: 1 };
    const wish = { verb: "start-rollout", input, message: "a look at the request" };
    const request = await hub.must<{ id: string }>("POST", "/approvals", wish);

    const pages = [
      ["inventory", "/agents", ".g-row"],
      ["agent", `/agents/one?uid=${uid}`, "[role=tabpanel]"],
      // Judged, with its map drawn.
      ["workspace", "/configurations/one?name=gateway", ".flowmap"],
      ["groups", "/groups", ".grp-selector"],
      ["rollouts", "/rollouts", ".ro-list"],
      // With its gates, judged or not.
      ["rollout", `/rollouts/one?id=${id}`, "[aria-label=Gates]"],
      ["people", "/settings/people", ".set-tbl"],
      ["approvals", "/approvals", "table"],
      // With its dry run.
      ["approval", `/approvals/one?id=${request.id}`, ".ap-said"],
      ["audit", "/audit", "table"],
      ["connect", "/connect", "pre"],
      ["sign-in", "/sign-in", "#password"],
    ] as const;
    const sizes: string[] = [];
    const over: string[] = [];
    for (const [name, path, shown] of pages) {
      const console = await (name === "sign-in" ? Console.atTheDoor(hub) : Console.open(hub));
      opened.push(console);
      const files = new Map<string, Promise<{ kind: string; bytes: number }>>();
      console.page.on("response", (response) => {
        const { pathname } = new URL(response.url());
        if (/^\/_next\/static\/.*\.(js|css)$/.test(pathname)) files.set(pathname, sizeOf(response));
      });
      await console.page.goto(path);
      await console.page.locator(shown).first().waitFor();
      await console.page.waitForLoadState("networkidle").catch(() => undefined);
      const found = await Promise.all(files.values());
      const total = (kind: string) =>
        found.filter((one) => one.kind === kind).reduce((sum, { bytes }) => sum + bytes, 0);
      sizes.push(`${name}: script ${total("js")}, style ${total("css")}`);
      if (total("js") > SCRIPT_MAX[name]) over.push(`${name}: script`);
      if (total("css") > STYLE_MAX) over.push(`${name}: style`);
    }
    globalThis.console.info(sizes.join("\n"));
    expect(over, sizes.join("\n")).toEqual([]);
  });
});

async function sizeOf(response: Response): Promise<{ kind: string; bytes: number }> {
  const kind = response.url().endsWith(".css") ? "css" : "js";
  return { kind, bytes: gzipSync(await response.body(), { level: 9 }).length };
}
