import { afterEach, describe, expect, it } from "vitest";
import { good, unknownExporter } from "../real/configs.js";
import { Console, hasChromium } from "../real/console.js";
import { addRevision, openHub, openSimulator } from "../real/house.js";
import type { Hub } from "../real/hub.js";
import { until } from "../real/wait.js";
import { rolloutWhere, startRollout } from "../real/rollouts.js";
import type { AgentPage, AgentTelemetry } from "@fleethub/api";

/** Every page is judged by axe, twice and more. */
const ACCESS_LIMIT_MS = 240_000;

/** Pages that are also looked at in 320 px. */
const NARROW: ReadonlySet<string> = new Set(["groups", "rollouts", "rollout", "agent-telemetry"]);

const opened: { remove(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

interface Fleet {
  readonly hub: Hub;
  /** An agent with something to show. */
  readonly uid: string;
  /** A live rollout, over agents of their own. */
  readonly rollout: string;
}

const IN_ROLLOUT = "name:k8s-*";

/** A small fleet with trouble in it, so that every state has something to show. */
async function fleet(): Promise<Fleet> {
  const hub = await openHub({ failureWindowMs: 1_000 });
  openSimulator(
    hub,
    "--agents=18",
    "--unhealthy-exporter=0.2",
    "--apply-delay-ms=200",
    "--own-metrics-seconds=5",
  );
  const revision = await addRevision(hub, "gateway", good(4318));
  await addRevision(hub, "gateway", good(4318, "detailed"));
  const page = await until("eighteen agents are listed", async () => {
    const agents = await hub.must<AgentPage>("GET", "/agents?query=presence:connected");
    return agents.total === 18 && agents;
  });
  const bulk = (query: string, verb: string, input: object) =>
    hub.must("POST", "/agents/bulk", { query, verb, input });
  await bulk("name:edge-*", "pin", { configuration: "gateway", revision });
  await bulk("name:edge-*", "label", { labels: { team: "stores" } });
  const broken = await addRevision(hub, "ingest", unknownExporter(4318));
  await bulk(`-name:edge-* -${IN_ROLLOUT}`, "pin", {
    configuration: "ingest",
    revision: broken,
    force: true,
  });
  const uid = page.items.find(({ name }) => name.startsWith("edge-"))?.uid ?? "";
  await hub.must("PUT", `/agents/${uid}/connection`, { ownMetrics: true });
  const group = { configuration: "gateway", description: "one to a node" };
  await hub.must("POST", "/groups", { name: "clusters", query: IN_ROLLOUT, ...group });
  await hub.must("POST", "/groups", { name: "everybody", query: "name:*" });
  const begun = await startRollout(hub, { group: "clusters", revision, soakSeconds: 600 });
  await rolloutWhere(hub, begun.id, "soaks", ({ phase }) => phase === "soaking");
  await until("the fleet has settled", async () => {
    const { total } = await hub.must<AgentPage>(
      "GET",
      "/agents?query=sync:pending,offered,applying",
    );
    return total === 0;
  });
  await until("own metrics have come", async () => {
    const { points } = await hub.must<AgentTelemetry>("GET", `/agents/${uid}/telemetry`);
    return points.length > 0;
  });
  return { hub, uid, rollout: begun.id };
}

const pagesOf = (uid: string, rollout: string) => ({
  agents: "/agents",
  "agents-filtered-empty": "/agents?q=name%3Anobody",
  "agent-overview": `/agents/one?uid=${uid}`,
  "agent-health": `/agents/one?uid=${uid}#health`,
  "agent-config": `/agents/one?uid=${uid}#config`,
  "agent-components": `/agents/one?uid=${uid}#components`,
  "agent-history": `/agents/one?uid=${uid}#history`,
  "agent-telemetry": `/agents/one?uid=${uid}#telemetry`,
  "agent-unknown": "/agents/one?uid=0192f0a0-b0c0-7d0e-8f00-112233445566",
  configurations: "/configurations",
  configuration: "/configurations/one?name=gateway",
  connect: "/connect",
  groups: "/groups",
  rollouts: "/rollouts",
  rollout: `/rollouts/one?id=${rollout}`,
  audit: "/audit",
});

/** Looks at pages in both themes and in a narrow window, and keeps what is wrong with them. */
class Judge {
  readonly faults: string[] = [];

  /** `narrow`: how wide a window nobody may have to scroll sideways in, in pixels; null: it is not looked at. */
  async visit(console: Console, name: string, path: string, narrow: number | null): Promise<void> {
    const { page } = console;
    const note = (theme: string, faults: readonly string[]) =>
      this.faults.push(...faults.map((fault) => `${theme} ${name} ${path}: ${fault}`));
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto("about:blank");
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.waitForLoadState("networkidle").catch(() => {});
    await console.picture(`light-${name}`);
    note("light", await console.axe());
    // Themes differ in colours alone.
    await page.emulateMedia({ colorScheme: "dark" });
    await console.picture(`dark-${name}`);
    note("dark", await console.axe("color-contrast"));
    if (narrow === null) return;
    await page.setViewportSize({ width: narrow, height: 844 });
    await console.picture(`dark-${name}-narrow`);
    note("narrow", await console.axe());
    const out = await console.tooWide();
    if (out.length > 0) note("narrow", [`${out.join(", ")} stand out`]);
  }
}

/** Pages of the settings and of approvals, each with something to show. */
const within = (request: string) => ({
  sessions: "/settings/sessions",
  "api-tokens": "/settings/api-tokens",
  people: "/settings/people",
  roles: "/settings/roles",
  providers: "/settings/providers",
  "enrolment-tokens": "/settings/enrolment-tokens",
  certificates: "/settings/certificates",
  secrets: "/settings/secrets",
  about: "/settings/about",
  approvals: "/approvals",
  approval: `/approvals/one?id=${request}`,
  "audit-opened": "/audit?entry=1",
});

/** A hub with a bit of everything that its settings list, and a request that waits. */
async function asking(): Promise<{ readonly hub: Hub; readonly request: string }> {
  const hub = await openHub();
  openSimulator(hub, "--agents=2");
  await until("both are listed", async () => {
    const { total } = await hub.must<AgentPage>("GET", "/agents?query=presence:connected");
    return total === 2;
  });
  const reach = "label.squad:edge";
  const grants = [
    { role: "operator", reach },
    { role: "viewer", reach: null },
  ];
  await hub.must("POST", "/people", { name: "edsger", displayName: "Edsger Dijkstra", grants });
  await hub.must("POST", "/enrolment-tokens", { name: "edge-sites", labels: { squad: "edge" } });
  await hub.must("POST", "/secrets", { name: "tempo-token", value: "a value of tempo", reach });
  await hub.must("POST", "/providers", {
    name: "acme",
    title: "Acme",
    issuer: "https://id.example.net",
    clientId: "fleethub",
    grants: [{ group: "platform", role: "operator", reach }],
  });
  const revision = await addRevision(hub, "gateway", good(4318));
  const group = "everybody";
  await hub.must("POST", "/groups", { name: group, query: "name:*", configuration: "gateway" });
  await hub.must("PUT", `/groups/${group}/protection`, { approvals: 1 });
  const { id } = await hub.must<{ id: string }>("POST", "/approvals", {
    verb: "start-rollout",
    input: { group, configuration: "gateway", revision },
    message: "the receiver of the new backend",
  });
  return { hub, request: id };
}

describe.runIf(hasChromium())("the console for everybody", () => {
  it(
    "has no accessibility fault on any page, in both themes",
    async () => {
      const { hub, uid, rollout } = await fleet();
      const console = await Console.open(hub);
      opened.push(console);
      const judge = new Judge();
      for (const [name, path] of Object.entries(pagesOf(uid, rollout)))
        await judge.visit(console, name, path, NARROW.has(name) ? 320 : null);
      expect(judge.faults).toEqual([]);
      expect(console.complaints).toEqual([]);
    },
    ACCESS_LIMIT_MS,
  );

  it(
    "has no accessibility fault at its doors, in its settings and where one person answers another",
    async () => {
      const { hub, request } = await asking();
      const door = await Console.atTheDoor(hub);
      opened.push(door);
      const judge = new Judge();
      await judge.visit(door, "first-run-no-link", "/first-run", 390);
      await judge.visit(door, "first-run", "/first-run#token=fhi_x", 390);
      const console = await Console.open(hub);
      opened.push(console);
      await judge.visit(door, "sign-in", "/sign-in?problem=no-grants", 390);
      await judge.visit(door, "invitation", "/invitation#token=fhi_x", 390);
      for (const [name, path] of Object.entries(within(request)))
        await judge.visit(console, name, path, 390);
      expect(judge.faults).toEqual([]);
      expect(door.complaints).toEqual([]);
      expect(console.complaints).toEqual([]);
    },
    ACCESS_LIMIT_MS,
  );

  it("is worked by keyboard alone: find, open, move between tabs, come back", async () => {
    const { hub } = await fleet();
    const console = await Console.open(hub);
    opened.push(console);
    const { page } = console;
    await page.goto("/agents");
    await page.getByRole("row").nth(3).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("name:edge-store-0001");
    await page.keyboard.press("Enter");
    await page
      .getByRole("row")
      .filter({ hasText: "edge-store-0002" })
      .waitFor({ state: "detached" });
    await page.getByRole("row").filter({ hasText: "edge-store-0001" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "edge-store-0001" }).waitFor();
    await page.keyboard.press("]");
    await page.getByRole("tab", { name: /Health/, selected: true }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.getByRole("heading", { name: "Configurations" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(console.complaints).toEqual([]);
  });
});
