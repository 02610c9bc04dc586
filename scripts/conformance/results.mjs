import { rowsNamedBy } from "./ids.mjs";

/**
 * What a run of vitest says of rows, from what its JSON reporter wrote.
 *
 * @param report the parsed report
 * @param pathOf the path of a test file inside the repository
 * @returns {{ row: string, file: string, name: string, status: "passed" | "failed" | "not-run" }[]}
 */
export function resultsOf(report, pathOf) {
  return report.testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults.flatMap(({ ancestorTitles, title, status }) => {
      const rows = new Set([...ancestorTitles, title].flatMap(rowsNamedBy));
      return [...rows].map((row) => ({
        row,
        file: pathOf(file),
        name: title,
        status: status === "passed" || status === "failed" ? status : "not-run",
      }));
    }),
  );
}
