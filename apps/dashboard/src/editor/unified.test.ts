import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { diffLines } from "../parts/code/diff-lines";
import { unified } from "./unified";

describe("the difference of two texts", () => {
  it("is empty where they are the same", () => {
    expect(unified("a\nb\n", "a\nb\n")).toBe("");
  });

  it("shows three lines around a change and numbers both sides", () => {
    const before = Array.from({ length: 12 }, (_, at) => `line ${at + 1}`).join("\n");
    const after = before.replace("line 6", "line six").replace("line 12", "line 12\nline 13");
    expect(unified(before, after).split("\n")).toEqual([
      "@@ -3,10 +3,11 @@",
      " line 3",
      " line 4",
      " line 5",
      "-line 6",
      "+line six",
      " line 7",
      " line 8",
      " line 9",
      " line 10",
      " line 11",
      " line 12",
      "+line 13",
    ]);
  });

  it("gives back both texts, whatever they are", () => {
    const text = fc.array(fc.constantFrom("a", "b", "", "  c: 1"), { maxLength: 24 });
    fc.assert(
      fc.property(text, text, (one, two) => {
        const lines = diffLines(unified(one.join("\n"), two.join("\n")));
        const [before, after] = [one.length ? one : [""], two.length ? two : [""]];
        for (const line of lines) {
          if (line.old !== null) expect(before[line.old - 1]).toBe(line.text);
          if (line.now !== null && line.kind !== "hunk")
            expect(after[line.now - 1]).toBe(line.text);
        }
        const removed = lines.filter(({ kind }) => kind === "del").length;
        const added = lines.filter(({ kind }) => kind === "add").length;
        expect(after.length - before.length).toBe(added - removed);
      }),
      { seed: 41, numRuns: 200 },
    );
  });
});
