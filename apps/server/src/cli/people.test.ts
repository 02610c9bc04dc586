import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../testing/cli.js";
import { AS_SCRIPT, startTestHub, type TestHub } from "../testing/test-hub.js";

let folder: string;
let running: TestHub;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "fleethub-people-"));
  running = await startTestHub();
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true });
});

const run = (args: readonly string[], variables: Record<string, string> = AS_SCRIPT) =>
  runCli([...args, "--server", running.hub.consoleUrl], folder, "", variables);

test("people are made with a link, and a token is piped into a file that commands read", async () => {
  const nobody = await run(["agents"], { FLEETHUB_TOKEN: "" });
  expect([nobody.code, nobody.err]).toEqual([3, expect.stringContaining("FLEETHUB_TOKEN_FILE")]);
  const role = "operator:label.squad:edge";
  const added = await run(["people", "add", "bob", "--role", role]);
  expect(added.out).toMatch(
    /bob may act as operator of label\.squad:edge\.\nThis link .*\n {2}http.*\/invitation#token=fhi_/,
  );
  const listed = await run(["people"]);
  expect(listed.out).toMatch(/^bob +- +operator of label\.squad:edge +link +-$/m);
  const made = await run(["tokens", "create", "ci", "--role", "viewer", "--expires", "1d"]);
  expect(made.out).toMatch(/^fha_[0-9a-f]{16}_\S{43}\n$/);
  writeFileSync(join(folder, "ci-token"), made.out);
  const file = ["--token-file", "ci-token"];
  expect((await run(["agents", ...file], {})).code).toBe(0);
  const refused = await run(["people", ...file], {});
  expect([refused.code, refused.err]).toEqual([3, expect.stringContaining("administrator")]);
  expect((await run(["tokens", "create", "x", "--role", "king"])).code).toBe(2);
}, 120_000);

test("a token that was made with the one of the settings is listed and revoked by its name", async () => {
  const made = await run(["tokens", "create", "nightly", "--role", "viewer"]);
  writeFileSync(join(folder, "nightly"), made.out);
  const file = ["--token-file", "nightly"];
  const [all, own] = await Promise.all([run(["tokens"]), run(["tokens", ...file], {})]);
  expect(all.out).toMatch(/^nightly .*^admin-token-file /ms);
  expect([own.code, own.out.match(/^\S+/gm)]).toEqual([0, ["NAME", "nightly"]]);
  expect((await run(["tokens", "revoke", "nightly"])).out).toBe("nightly is revoked.\n");
  expect((await run(["agents", ...file], {})).code).toBe(3);
}, 120_000);
