import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../testing/cli.js";
import { AS_SCRIPT, GOOD_CONFIG, startTestHub, type TestHub } from "../testing/test-hub.js";

let folder: string;
const run = (args: readonly string[]) => runCli(["check", ...args], folder, "", AS_SCRIPT);

let running: TestHub;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "fleethub-against-"));
  writeFileSync(join(folder, "good.yaml"), GOOD_CONFIG);
  running = await startTestHub();
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true });
});

test("who cannot run it, and why", async () => {
  const simulation = running.simulate({ seed: 7 });
  const uid = simulation.agents[0]?.instanceUid ?? "";
  await expect
    .poll(async () => {
      const answer = await running.client.getAgentComponents({ params: { uid } });
      return answer.ok && answer.data.components !== null;
    })
    .toBe(true);
  const hub = ["--hub", running.hub.consoleUrl, "--against"];
  const good = await run(["good.yaml", ...hub, "fleet"]);
  expect(good.out).toContain("good.yaml: 1 of 1 agents of the fleet can run it");
  expect(good.code).toBe(0);
  const rare = GOOD_CONFIG.replaceAll("otlp", "flinkmetrics").replace(
    /\n {4}protocols[\s\S]*?4317/,
    "",
  );
  writeFileSync(join(folder, "rare.yaml"), rare.replace("traces:", "metrics:"));
  const bad = await run(["rare.yaml", ...hub, "os:*"]);
  expect(bad.out).toContain("0 of 1 agents that match os:* can run it");
  expect(bad.out).toContain("cannot run it");
  expect(bad.code).toBe(1);
  const wrong = await run(["good.yaml", ...hub, "nonsense:1"]);
  expect([wrong.code, wrong.out]).toEqual([3, expect.stringContaining("refused")]);
});

test("a hub that is not there", async () => {
  const { code, out } = await run([
    "good.yaml",
    "--against",
    "fleet",
    "--hub",
    "http://127.0.0.1:9",
  ]);
  expect([code, out]).toEqual([3, expect.stringContaining("refused")]);
});
