import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { expandConfig } from "../parse/expand.js";
import { parseConfig } from "../parse/parse.js";
import { judgeRow } from "../testing/agreement/judge.js";
import { measureAgreement, missedTargets } from "../testing/agreement/measure.js";
import { corpusFolder, corpusRows } from "../testing/agreement/rows.js";

/** Real configurations with the real Collector's verdict; outside the repository. */
const folder = corpusFolder();

test("verdicts agree with the real Collector's", async () => {
  if (folder === undefined) {
    process.stdout.write(
      "COLLECTOR_CORPUS names no corpus: agreement with the real Collector is not measured.\n",
    );
    return;
  }
  const agreement = measureAgreement(
    corpusRows(folder),
    (row) => readFileSync(join(folder, row.file), "utf8"),
    await judgeRow(),
  );
  expect(agreement.valid.misses).toEqual([]);
  expect(missedTargets(agreement)).toEqual([]);
});

test("trees agree with the Collector's reading", () => {
  if (folder === undefined) return;
  const different = corpusRows(folder).flatMap((row) => {
    const { config } = parseConfig(readFileSync(join(folder, row.file)));
    if (row.resolved === undefined || config === null || config.text.includes("${file:")) return [];
    const wanted: unknown = JSON.parse(readFileSync(join(folder, row.resolved), "utf8"));
    // Those of valid files were printed with every default filled in: nothing to compare here.
    if (row.verdict === "valid" && JSON.stringify(wanted).includes('"keep_alives_enabled"'))
      return [];
    const read: unknown = JSON.parse(
      JSON.stringify(expandConfig(config, row.env), (_key, value: unknown) =>
        typeof value === "bigint" ? Number(value) : value,
      ),
    );
    return isDeepStrictEqual(read, wanted) ? [] : [`${row.verdict} ${row.file}`];
  });
  expect(different.filter((each) => !each.startsWith("valid"))).toEqual([]);
});
