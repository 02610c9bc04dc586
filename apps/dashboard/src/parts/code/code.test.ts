import { checkConfig } from "@fleethub/collector-config";
import { describe, expect, it } from "vitest";
import { diffLines } from "./diff-lines";
import { remedyLabel } from "./remedy-label";

const BROKEN = `receivers:
  otlp:
    protocols:
      grpc:
exporters:
  logging:
service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [logging]
`;

describe("a unified difference", () => {
  it("numbers lines in both texts and leaves file headers out", () => {
    const lines = diffLines("--- r1\n+++ r2\n@@ -3,3 +3,4 @@\n a\n-b\n+B\n+c\n d\n");
    expect(lines.map(({ kind, old, now, text }) => [kind, old, now, text])).toEqual([
      ["hunk", null, 3, "@@ -3,3 +3,4 @@"],
      ["same", 3, 3, "a"],
      ["del", 4, null, "b"],
      ["add", null, 4, "B"],
      ["add", null, 5, "c"],
      ["same", 5, 6, "d"],
    ]);
  });

  it("keeps lines that begin with dashes inside a hunk", () => {
    expect(
      diffLines("@@ -1 +1 @@\n----\n+++++\n")
        .map(({ text }) => text)
        .slice(1),
    ).toEqual(["---", "++++"]);
  });

  it("has no lines where the texts are the same", () => {
    expect(diffLines("")).toEqual([]);
  });
});

describe("the button of a remedy", () => {
  it("says what it changes where that is short", () => {
    const found = checkConfig(BROKEN).findings.find((one) => one.edit !== undefined);
    expect(found).toBeDefined();
    const base = {
      severity: "error",
      code: "x",
      path: [],
      message: "",
      remedy: "",
      line: 1,
      column: 1,
    } as const;
    const label = (length: number, replacement: string) =>
      remedyLabel({ ...base, edit: { offset: 0, length, replacement } });
    expect(label(7, "debug")).toBe("Change to debug");
    expect(label(0, "env:")).toBe("Insert env:");
    expect(label(0, ", batch")).toBe("Insert batch");
    expect(label(4, "")).toBe("Remove it");
    expect(label(4, "a\nb")).toBe("Change it");
  });
});
