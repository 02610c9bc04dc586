import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { root } from "../launch/run.mjs";

const SENTENCE = "Agents may say on which machine they were built.";
let copy = "";

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), "fleethub-schema-"));
  for (const folder of ["proto", ".changeset", "packages/opamp/package.json"])
    cpSync(join(root, folder), join(copy, folder), { recursive: true });
  mkdirSync(join(copy, "apps"));
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

function check(...args) {
  const script = join(root, "scripts", "check", "schema.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

const inCopy = (...args) => check("--root", copy, ...args);
const changeTheSchema = () => appendFileSync(join(copy, "proto/opamp/v1/opamp.proto"), "// more\n");
const addChangeset = (name, text) =>
  writeFileSync(join(copy, ".changeset", "news.md"), `---\n"${name}": minor\n---\n\n${text}\n`);

describe("the schemas that travel", () => {
  test("are the ones that were pinned", () => {
    expect(check()).toMatchObject({ status: 0 });
    expect(inCopy()).toMatchObject({ status: 0 });
  });

  test("do not change without a changeset", () => {
    changeTheSchema();
    const { status, said } = inCopy();
    expect(status).toBe(1);
    expect(said).toContain("proto/opamp is not the schema that was pinned last");
    expect(said).toContain("Add a changeset for @fleethub/opamp");
    expect(inCopy("--pin", SENTENCE)).toMatchObject({ status: 1 });
    expect(inCopy(), "nothing was pinned").toMatchObject({ status: 1 });
  });

  test("change with a changeset of their own package that says so", () => {
    changeTheSchema();
    addChangeset("@fleethub/server", SENTENCE);
    expect(inCopy("--pin", SENTENCE).said).toContain("No changeset of @fleethub/opamp");
    addChangeset("@fleethub/opamp", SENTENCE.replace("which machine", "which\nmachine"));
    expect(inCopy("--pin", SENTENCE)).toMatchObject({ status: 0 });
    expect(inCopy()).toMatchObject({ status: 0 });
  });

  test("are told by the changelog once they are released", () => {
    changeTheSchema();
    addChangeset("@fleethub/opamp", SENTENCE);
    inCopy("--pin", SENTENCE);
    rmSync(join(copy, ".changeset", "news.md"));
    expect(inCopy()).toMatchObject({ status: 1 });
    const changelog = join(copy, "packages/opamp/CHANGELOG.md");
    writeFileSync(changelog, `# @fleethub/opamp\n\n## 0.2.0\n\n- 1a2b3c4: ${SENTENCE}\n`);
    expect(inCopy()).toMatchObject({ status: 0 });
  });

  test("need another sentence for every change", () => {
    changeTheSchema();
    const said = "First release: connect OpenTelemetry Collectors over OpAMP";
    expect(inCopy("--pin", said).said).toContain("each needs its own");
  });

  test("are all pinned, also a folder that is new", () => {
    cpSync(join(copy, "proto/opamp"), join(copy, "proto/other"), { recursive: true });
    expect(inCopy().said).toContain("proto/other is not in proto/pinned.json");
  });

  test("do not lose a file unseen", () => {
    rmSync(join(copy, "proto/opamp/v1/anyvalue.proto"));
    expect(inCopy()).toMatchObject({ status: 1 });
  });
});
