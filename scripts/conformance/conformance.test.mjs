import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../launch/run.mjs";
import { rowsNamedBy, rowsNamedIn } from "./ids.mjs";
import { judge } from "./judge.mjs";
import { pageOf } from "./page.mjs";
import { readRegister } from "./register.mjs";
import { resultsOf } from "./results.mjs";

const REGISTER = `# Rows

## Transport

Said of all.

| Row | Level | Statement | Kept by | Not shown, because |
| --- | --- | --- | --- | --- |
| T-01 | MUST | One thing | packages/x/src/one.ts | |
| T-02 | MAY | Another | | Nobody asks for it |
`;
const { sections } = readRegister(REGISTER);
const result = (row, status = "passed", file = "packages/x/src/one.test.ts") => ({
  row,
  file,
  name: "does it",
  status,
});
const faultsOf = (unit, endToEnd = []) => judge(sections, unit, endToEnd).faults;

describe("the register", () => {
  test("is read by section", () => {
    expect(readRegister(REGISTER)).toEqual({
      faults: [],
      sections: [
        {
          title: "Transport",
          text: "Said of all.",
          rows: [
            {
              id: "T-01",
              level: "MUST",
              statement: "One thing",
              keptBy: "packages/x/src/one.ts",
              reason: "",
            },
            expect.objectContaining({ id: "T-02", keptBy: "", reason: "Nobody asks for it" }),
          ],
        },
      ],
    });
  });

  test.each([
    ["| T-01 | MUST | Once more | | |", "T-01 stands there twice"],
    ["| T-1 | MUST | No such id | | |", '"T-1" is no id'],
    ["| T-03 | SHALL | No such level | | |", 'T-03 has the level "SHALL"'],
    ["| T-03 | MUST | | | |", "T-03 states nothing"],
    ["| T-03 | MUST | A | bar | too | many |", "a row has 5 cells"],
  ])("refuses %s", (line, fault) => {
    const { faults } = readRegister(REGISTER + line);
    expect(faults).toEqual([expect.stringContaining(fault)]);
    expect(faults[0]).toMatch(/^line 11 /);
  });

  test("of the repository has no fault", () => {
    const text = readFileSync(join(root, "scripts/conformance/rows.md"), "utf8");
    expect(readRegister(text).faults).toEqual([]);
  });
});

describe("names", () => {
  test.each([
    ["T-03 a frame", ["T-03"]],
    ["F5 Q-09 a gap", ["Q-09"]],
    ["Q-12b M-01 F2 alone", ["Q-12b", "M-01"]],
    ["a frame like T-03", []],
    ["T-03", []],
    ["UTF-8 text", []],
  ])("%s", (name, rows) => {
    expect(rowsNamedBy(name)).toEqual(rows);
  });

  test("are found in source text, and nothing else is", () => {
    const source = `describe("Q-01 replies", () => {
      it.each([["T-01"]])(\`F4 G-12 an agent \${x}\`, () => {}); // T-09 in passing
      test('T-01 once', () => {}); test("T-01 twice", () => {});`;
    expect(rowsNamedIn(source)).toEqual(["G-12", "Q-01", "T-01"]);
  });

  test("of tests and of what they stand in count", () => {
    const report = {
      testResults: [
        {
          name: "/home/hub/packages/x/src/one.test.ts",
          assertionResults: [
            { ancestorTitles: ["T-01 one"], title: "T-02 T-01 does", status: "passed" },
            { ancestorTitles: [], title: "no row", status: "failed" },
            { ancestorTitles: [], title: "T-02 not yet", status: "pending" },
          ],
        },
      ],
    };
    const read = resultsOf(report, (file) => file.replace("/home/hub/", ""));
    expect(read.map(({ row, status }) => `${row} ${status}`)).toEqual([
      "T-01 passed",
      "T-02 passed",
      "T-02 not-run",
    ]);
    expect(read[0]?.file).toBe("packages/x/src/one.test.ts");
  });
});

describe("the judgement", () => {
  test("is content where each row has a test or a reason", () => {
    expect(faultsOf([result("T-01")])).toEqual([]);
    expect(faultsOf([], [result("T-01", "listed", "e2e/x.test.ts")])).toEqual([]);
  });

  test("names rows with neither test nor reason", () => {
    const fault = ["T-01 has neither a test that passes nor a reason: One thing"];
    expect(faultsOf([])).toEqual(fault);
    expect(faultsOf([result("T-01", "not-run")])).toEqual(fault);
  });

  test("names tests that fail, here or end to end", () => {
    const fails = expect.stringContaining("T-01 fails in packages/x/src/one.test.ts");
    expect(faultsOf([result("T-01"), result("T-01", "failed")])).toEqual([fails]);
    expect(faultsOf([result("T-01")], [result("T-01", "failed")])).toEqual([fails]);
  });

  test("names tests of rows that are none", () => {
    expect(faultsOf([result("T-01"), result("T-99")])).toEqual([
      expect.stringContaining("names T-99, which is no row"),
    ]);
  });

  test("takes a test beside a reason that says what it leaves out, and asks for that test", () => {
    const part = readRegister(REGISTER.replace("Nobody asks", "In part: nobody asks")).sections;
    const { judged, faults } = judge(part, [result("T-01"), result("T-02")], []);
    expect(faults).toEqual([]);
    expect(judged[0]?.rows[1]?.shown).toBe("in part");
    expect(pageOf(judged)).toContain(
      "| passes in part | [x/one](../packages/x/src/one.test.ts). In part: nobody asks for it |",
    );
    expect(judge(part, [result("T-01")], []).faults).toEqual([
      "T-02 has neither a test that passes nor a reason: Another",
    ]);
  });

  test("names rows with both a test and a reason why not", () => {
    expect(faultsOf([result("T-01"), result("T-02")])).toEqual([
      "T-02 has a reason why not, and a test that passes: packages/x/src/one.test.ts",
    ]);
  });
});

test("the page says each row with its result, its tests or its reason, alike whatever the order of results", () => {
  const other = result("T-01", "passed", "apps/y/src/two.test.ts");
  const listed = [result("T-01", "listed", "e2e/journeys/three.test.ts")];
  const page = pageOf(judge(sections, [result("T-01"), other], listed).judged);
  expect(page).toContain(
    "| [T-01](../packages/x/src/one.ts) | MUST | One thing | passes | " +
      "[y/two](../apps/y/src/two.test.ts), [x/one](../packages/x/src/one.test.ts), " +
      "[e2e/journeys/three](../e2e/journeys/three.test.ts) |",
  );
  expect(page).toContain("| T-02 | MAY | Another | not shown | Nobody asks for it |");
  expect(page).toContain("## Transport\n\nSaid of all.\n\n| Row |");
  expect(page).toContain("Of 2 rows 1 are shown by tests that pass, 0 in part; 1 are not.");
  expect(pageOf(judge(sections, [other, result("T-01"), other], listed).judged)).toBe(page);
});
