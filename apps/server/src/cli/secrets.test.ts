import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../testing/cli.js";
import { AS_SCRIPT, startTestHub, type TestHub } from "../testing/test-hub.js";
import { EXIT_MISUSE } from "./exit.js";

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

const VALUE = "planted by the command line";

const run = (args: readonly string[], input = "") =>
  runCli([...args, "--server", hub.hub.consoleUrl], tmpdir(), input, AS_SCRIPT);

test("a value goes in by standard input and is shown by nobody", { timeout: 120_000 }, async () => {
  const missing = await run(["secrets", "set", "backend-token"]);
  expect(missing).toMatchObject({ code: EXIT_MISUSE });
  expect(missing.err).toContain("give its value with --file");
  const whose = await run(["secrets", "set", "backend-token", "--file", "-"], VALUE);
  expect(whose).toMatchObject({ code: EXIT_MISUSE });
  expect(whose.err).toContain("--every-agent");
  const reach = ["--reach", "label.squad:edge"];
  const made = await run(
    ["secrets", "set", "backend-token", "--file", "-", ...reach],
    `${VALUE}\n`,
  );
  expect(made).toMatchObject({ code: 0, out: "backend-token is kept\n" });
  const listed = await run(["secrets", "list"]);
  expect(listed.out).toMatch(/backend-token +label.squad:edge/);
  const described = await run(["secrets", "set", "backend-token", "--description", "for traces"]);
  expect(described).toMatchObject({ code: 0, out: "backend-token is changed\n" });
  const key = await run(["key", "show"]);
  expect(key.out).toContain("from    FLEETHUB_KEY");
  const rotated = await run(["key", "rotate"]);
  expect(rotated.err).toContain("openssl rand -base64 32");
  const all = [missing, whose, made, listed, described, key, rotated];
  expect(JSON.stringify([all, hub.log])).not.toContain(VALUE);
});
