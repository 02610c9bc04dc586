/**
 * Holds the register against what the tests came to.
 *
 * @param sections of the register
 * @param unit results of the unit tests; they decide
 * @param endToEnd results of end-to-end tests; `listed` where they did not run here
 * @returns {{ judged: { title: string, text: string, rows: JudgedRow[] }[], faults: string[] }}
 * @typedef {import("./register.mjs").Row & { shown: "yes" | "end to end" | "in part" | "no", files: string[] }} JudgedRow
 */
export function judge(sections, unit, endToEnd) {
  const faults = [];
  const known = new Set(sections.flatMap(({ rows }) => rows.map(({ id }) => id)));
  const all = [...unit, ...endToEnd];
  for (const { row, file, name } of all)
    if (!known.has(row)) faults.push(`${file} names ${row}, which is no row: "${name}"`);
  for (const { row, file, name, status } of all)
    if (status === "failed") faults.push(`${row} fails in ${file}: "${name}"`);
  const judged = sections.map(({ rows, ...section }) => ({
    ...section,
    rows: rows.map((row) => {
      const passed = filesOf(unit, row.id, ["passed"]);
      const beside = filesOf(endToEnd, row.id, ["passed", "listed"]);
      const isPart = row.reason.startsWith(PART);
      const how = passed.length > 0 ? "yes" : "end to end";
      const shown = passed.length + beside.length === 0 ? "no" : isPart ? "in part" : how;
      if (shown === "no" && (row.reason === "" || isPart))
        faults.push(`${row.id} has neither a test that passes nor a reason: ${row.statement}`);
      if (shown !== "no" && row.reason !== "" && !isPart)
        faults.push(
          `${row.id} has a reason why not, and a test that passes: ${passed[0] ?? beside[0]}`,
        );
      return { ...row, shown, files: [...passed, ...beside] };
    }),
  }));
  return { judged, faults: [...new Set(faults)] };
}

/** A reason that begins so says what the tests of its row leave out. */
const PART = "In part:";

function filesOf(results, id, statuses) {
  const files = results
    .filter(({ row, status }) => row === id && statuses.includes(status))
    .map(({ file }) => file);
  return [...new Set(files)].sort();
}
