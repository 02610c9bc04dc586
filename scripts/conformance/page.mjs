/** The page for readers. Nothing in it changes from run to run or from machine to machine. */
export function pageOf(judged) {
  const rows = judged.flatMap((section) => section.rows);
  return `${[INTRODUCTION, summaryOf(rows), ...judged.map(sectionOf)].join("\n\n")}\n`;
}

const INTRODUCTION = `# Conformance

What a hub that speaks OpAMP has to do, row by row, and the tests that show it. The levels are the words of the
[specification](https://opentelemetry.io/docs/specs/opamp/); \`PROJECT\` marks what it leaves open and real agents make needful. An id
links to the code that keeps the row, a file to the tests whose names begin with its id.

This page is made by \`npm run conformance\` from \`scripts/conformance/rows.md\` and the results of the tests: edit those, not this.`;

function summaryOf(rows) {
  const count = (wanted) => rows.filter(({ shown }) => shown === wanted).length;
  const [part, not] = [count("in part"), count("no")];
  return `Of ${rows.length} rows ${rows.length - part - not} are shown by tests that pass, ${part} in part; ${not} are not. What is left out has its reason.`;
}

function sectionOf({ title, text, rows }) {
  return `## ${title}
${text === "" ? "" : `\n${text}\n`}
| Row | Level | Statement | Result | Tests |
| --- | --- | --- | --- | --- |
${rows.map(lineOf).join("\n")}`;
}

const RESULTS = {
  yes: "passes",
  "end to end": "passes end to end",
  "in part": "passes in part",
  no: "not shown",
};

function lineOf({ id, level, statement, keptBy, reason, shown, files }) {
  const name = keptBy === "" ? id : `[${id}](../${keptBy})`;
  const tests = [files.map(linkOf).join(", "), reason].filter((part) => part !== "").join(". ");
  return `| ${name} | ${level} | ${statement} | ${RESULTS[shown]} | ${tests} |`;
}

/** Without the folders that every test of its kind has. */
function linkOf(file) {
  const short = file.replace(/^(?:packages|apps)\//, "").replace("/src/", "/");
  return `[${short.replace(/\.test\.\w+$/, "")}](../${file})`;
}
