import type { RevisionRecord } from "@fleethub/control-plane";
import type { ConfigHash } from "@fleethub/fleet";
import { expect, test } from "vitest";
import { presentDifference } from "./difference.js";

const revision = (number: number, content: string, fingerprint: string): RevisionRecord => ({
  configuration: "edge",
  number,
  content,
  message: "",
  fingerprint,
  hash: "" as ConfigHash,
  createdAt: 0,
  createdBy: "operator",
});

test("a unified diff with its counts", () => {
  const from = revision(1, "a: 1\nb: 2\nc: 3\n", "f1:x");
  const to = revision(2, "a: 1\nb: 5\nc: 3\nd: 4\n", "f1:y");
  expect(presentDifference(from, to)).toEqual({
    from: 1,
    to: 2,
    effect: true,
    added: 2,
    removed: 1,
    text: "--- edge r1\n+++ edge r2\n@@ -1,3 +1,4 @@\n a: 1\n-b: 2\n+b: 5\n c: 3\n+d: 4\n",
  });
});

test("the same text, and a text that means the same", () => {
  const one = revision(1, "a: 1\n", "f1:x");
  expect(presentDifference(one, revision(2, "a: 1\n", "f1:x"))).toMatchObject({
    effect: false,
    text: "",
    added: 0,
  });
  expect(presentDifference(one, revision(2, "# note\na: 1\n", "f1:x"))).toMatchObject({
    effect: false,
    added: 1,
    removed: 0,
  });
});
