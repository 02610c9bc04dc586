import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { runCli } from "../testing/cli.js";
import { AS_SCRIPT, GOOD_CONFIG, startTestHub, type TestHub } from "../testing/test-hub.js";

let running: TestHub;
let folder: string;

const AGENTS = 2;

const run = (args: readonly string[]) =>
  runCli([...args, "--server", running.hub.consoleUrl], folder, "", AS_SCRIPT);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "fleethub-rollout-"));
  running = await startTestHub({}, null, { failureWindowMs: 500 });
  running.simulate({ seed: 51, agents: AGENTS });
  const reported = async () => {
    const list = await running.client.listAgents({ query: { query: "presence:connected" } });
    return list.ok && list.data.items.filter(({ version }) => version !== "").length === AGENTS;
  };
  await vi.waitUntil(reported, { timeout: 20_000, interval: 50 });
  await running.client.createConfiguration({ body: { name: "edge" } });
  const params = { name: "edge" };
  await running.client.createRevision({ params, body: { content: GOOD_CONFIG } });
  const group = { name: "edge", query: "type:*", configuration: "edge" };
  await running.client.createGroup({ body: group });
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true });
});

const START = ["rollout", "start", "--group", "edge", "--revision", "1", "--wave", "1"];
const QUICK = ["--soak", "0", "--no-gates"];

test("what a rollout would do is told first, and nothing is done", async () => {
  const { code, out } = await run([...START, ...QUICK, "--dry-run"]);
  expect(out).toContain("Nothing was done.");
  expect(out).toContain("canary:");
  expect(code).toBe(0);
  const list = await run(["rollout", "list"]);
  expect([list.code, list.out]).toEqual([0, "No rollouts\n"]);
});

test("a rollout is started and followed to its end", async () => {
  const begun = await run([...START, ...QUICK, "--watch"]);
  expect(begun.err).toBe("");
  expect(begun.out).toContain("Rollout 1: edge r1");
  expect(begun.out).toContain(`complete: ${AGENTS} settled`);
  expect(begun.code).toBe(0);
  const [watched, shown, groups, agents, one] = await Promise.all([
    run(["rollout", "watch", "1"]),
    run(["rollout", "show", "1", "-o", "json"]),
    run(["groups"]),
    run(["agents", "-q", "group:edge", "-o", "yaml"]),
    run(["agents", "--limit", "1"]),
  ]);
  expect(watched.code).toBe(0);
  expect(JSON.parse(shown.out)).toMatchObject({ number: 1, phase: "complete" });
  expect(groups.out).toMatch(/1 +edge +2 +edge r1 +2 in-sync/);
  expect(parse(agents.out)).toHaveLength(AGENTS);
  expect(one.out).toMatch(/^NAME +GROUP +PRESENCE/);
  expect(one.out).toContain("1 more are not shown");
  const uid = (parse(agents.out) as readonly { readonly uid: string }[])[0]?.uid ?? "";
  const agent = await run(["agent", uid]);
  expect(agent.out).toMatch(/Desired: +edge r1\. It is the stable revision of its group edge/);
});

test("a rollout that is aborted ends a watch with 1", async () => {
  const params = { name: "edge" };
  const content = GOOD_CONFIG.replace("debug:", "debug:\n    verbosity: detailed");
  await running.client.createRevision({ params, body: { content } });
  const second = ["rollout", "start", "--group", "edge", "--revision", "2", ...QUICK];
  const far = await run([...second, "--start-at", "2099-01-01T00:00:00Z"]);
  expect([far.code, far.err]).toEqual([3, expect.stringContaining("/startAt")]);
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const begun = await run([...second, "--start-at", soon, "-o", "json"]);
  const number = String((JSON.parse(begun.out) as { number: number }).number);
  const paused = await run(["rollout", "pause", number, "--reason", "lunch"]);
  expect(paused.out).toContain("(paused)");
  const waiting = await run(["rollout", "status", number, "--fail-on-pause"]);
  expect(waiting.code).toBe(1);
  const dry = await run(["rollout", "abort", number, "--dry-run"]);
  expect([dry.code, dry.out]).toEqual([0, expect.stringContaining("Nothing was done.")]);
  expect((await run(["rollout", "abort", number])).out).toContain("(aborted)");
  expect((await run(["rollout", "watch", number])).code).toBe(1);
  const again = await run(["rollout", "resume", number]);
  expect(again.code).toBe(3);
  expect(again.err).not.toBe("");
});

test("misuse and absence have codes of their own", async () => {
  const [start, exclude, tickle, unknown, cause, away, wrong] = await Promise.all([
    run(["rollout", "start", "--group", "edge"]),
    run(["rollout", "exclude", "1"]),
    run(["rollout", "tickle", "1"]),
    run(["rollout", "show", "99"]),
    run(["rollout", "exclude", "1", "--cause", "7"]),
    runCli(["groups", "--server", "http://127.0.0.1:9"], folder),
    runCli(["groups", "--server", "hub"], folder),
  ]);
  expect([start.code, exclude.code, tickle.code, wrong.code]).toEqual([2, 2, 2, 2]);
  expect([cause.code, cause.err]).toEqual([2, expect.stringContaining("0 causes")]);
  expect([unknown.code, unknown.err]).toEqual([3, expect.stringContaining("99")]);
  expect([away.code, away.err]).toEqual([3, expect.stringContaining("cannot be reached")]);
});
