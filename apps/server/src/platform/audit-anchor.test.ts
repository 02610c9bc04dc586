import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { openAuditAnchor } from "./audit-anchor.js";

const folder = mkdtempSync(join(tmpdir(), "fleethub-anchor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a file gets a line more each time, is for its owner alone, and what cannot be written is said", async () => {
  expect(openAuditAnchor(null)).toBeUndefined();
  const place = join(folder, "anchor.jsonl");
  const anchor = openAuditAnchor(place);
  expect(anchor?.place).toBe(place);
  await anchor?.write("one");
  await openAuditAnchor(place)?.write("two");
  expect(readFileSync(place, "utf8")).toBe("one\ntwo\n");
  expect(statSync(place).mode & 0o777).toBe(0o600);
  await expect(openAuditAnchor(join(folder, "none", "anchor"))?.write("x")).rejects.toThrow(
    "ENOENT",
  );
});

test("- is standard output", async () => {
  const anchor = openAuditAnchor("-");
  const printed: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text, ...rest) => {
    printed.push(String(text));
    for (const done of rest) if (typeof done === "function") done();
    return true;
  });
  try {
    await anchor?.write("one");
  } finally {
    spy.mockRestore();
  }
  expect(printed).toEqual(["one\n"]);
  expect(anchor?.place).toBe("standard output");
});
