import { readFileSync } from "node:fs";
import { join } from "node:path";
import { judgeRow } from "./judge.js";
import { measureAgreement, missedTargets } from "./measure.js";
import { reportOf } from "./report.js";
import { corpusFolder, corpusRows } from "./rows.js";

// Prints how findings agree with the real Collector's verdicts; exits with 1 below the targets.
const folder = corpusFolder();
if (folder === undefined) {
  process.stderr.write(
    "Set COLLECTOR_CORPUS to the folder of configurations with the real Collector's verdict (index.jsonl).\n",
  );
  process.exitCode = 2;
} else {
  const judge = await judgeRow();
  const agreement = measureAgreement(
    corpusRows(folder),
    (row) => readFileSync(join(folder, row.file), "utf8"),
    judge,
  );
  process.stdout.write(reportOf(agreement));
  if (missedTargets(agreement).length > 0) process.exitCode = 1;
}
