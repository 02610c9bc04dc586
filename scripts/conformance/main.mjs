// `npm run conformance` runs the tests that name a row and writes docs/conformance.md. With `--check` it runs nothing: it
// reads what `npm test` left, and what end-to-end suites left since then, and fails where the page is not what follows.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { root } from "../launch/run.mjs";
import { rowsNamedIn } from "./ids.mjs";
import { judge } from "./judge.mjs";
import { pageOf } from "./page.mjs";
import { readRegister } from "./register.mjs";
import { resultsOf } from "./results.mjs";

const PAGE = "docs/conformance.md";
const REGISTER = "scripts/conformance/rows.md";
const RESULTS = "test-results";

const check = process.argv.includes("--check");
const read = (path) => readFileSync(join(root, path), "utf8");
const pathOf = (file) => relative(root, file).replaceAll("\\", "/");

const { sections, faults: misread } = readRegister(read(REGISTER));
const lost = sections
  .flatMap(({ rows }) => rows)
  .filter(({ keptBy }) => keptBy !== "" && !existsSync(join(root, keptBy)))
  .map(({ id, keptBy }) => `${id} is kept by ${keptBy}, which is not there`);

const naming = testsThatNameRows([
  ...childrenOf("packages").flatMap((path) => [`${path}/src`, `${path}/test`]),
  ...childrenOf("apps").map((path) => `${path}/src`),
]);
const unit = ofThese(naming, check ? leftByTests() : runTests());
const broken = unit.testResults
  .filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0)
  .map(({ name, message }) => `${pathOf(name)} does not run: ${message}`);
const { judged, faults } = judge(sections, resultsOf(unit, pathOf), endToEnd(unit.startTime));
fail([...misread, ...lost, ...broken, ...faults]);

const page = pageOf(judged);
if (!check) writeFileSync(join(root, PAGE), page);
else if (!existsSync(join(root, PAGE)) || read(PAGE) !== page)
  fail([`${PAGE} is stale: run \`npm run conformance\` and commit it`]);
console.log(page.split("\n").find((line) => line.startsWith("Of ")));

function childrenOf(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .map(({ name }) => `${folder}/${name}`);
}

/** Test files with the rows that their text names. */
function testsThatNameRows(folders) {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true })
        .map((name) => `${folder}/${name}`.replaceAll("\\", "/"))
        .filter((file) => /\.test\.tsx?$/.test(file)),
    )
    .map((file) => ({ file, rows: rowsNamedIn(read(file)) }))
    .filter(({ rows }) => rows.length > 0)
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Without the tests of these scripts, which also name rows. */
function ofThese(files, report) {
  const wanted = new Set(files.map(({ file }) => file));
  return {
    ...report,
    testResults: report.testResults.filter(({ name }) => wanted.has(pathOf(name))),
  };
}

function runTests() {
  mkdirSync(join(root, RESULTS), { recursive: true });
  const output = join(root, RESULTS, "rows.json");
  rmSync(output, { force: true });
  spawnSync(
    process.execPath,
    [
      join(root, "node_modules", "vitest", "vitest.mjs"),
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${output}`,
      ...naming.map(({ file }) => file),
    ],
    { cwd: root, stdio: "inherit" },
  );
  if (!existsSync(output)) fail(["The tests that name rows did not run to their end."]);
  return JSON.parse(readFileSync(output, "utf8"));
}

function leftByTests() {
  const path = `${RESULTS}/unit.json`;
  if (!existsSync(join(root, path))) fail([`${path} is not there: run \`npm test\` first`]);
  const report = JSON.parse(read(path));
  const ran = new Set(report.testResults.map(({ name }) => pathOf(name)));
  fail(
    naming.flatMap(({ file }) => {
      if (!ran.has(file)) return [`${path} has no results of ${file}: run \`npm test\` again`];
      const isNewer = statSync(join(root, file)).mtimeMs > report.startTime;
      return isNewer ? [`${file} changed since the tests ran: run \`npm test\` again`] : [];
    }),
  );
  return report;
}

/** What their source says there is; what they came to where they ran after the unit tests. */
function endToEnd(unitStartedAt) {
  const listed = testsThatNameRows(childrenOf("e2e")).flatMap(({ file, rows }) =>
    rows.map((row) => ({ row, file, name: row, status: "listed" })),
  );
  const failed = readdirSync(join(root, RESULTS))
    .filter((name) => /^e2e-.*\.json$/.test(name))
    .map((name) => JSON.parse(read(`${RESULTS}/${name}`)))
    .filter(({ startTime }) => startTime > unitStartedAt)
    .flatMap((report) => resultsOf(report, pathOf))
    .filter(({ status }) => status === "failed");
  return [...listed, ...failed];
}

function fail(faults) {
  if (faults.length === 0) return;
  console.error(faults.join("\n"));
  process.exit(1);
}
