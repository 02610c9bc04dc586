/**
 * Reads the register: a Markdown file with one table of rows under each `##` heading, and what is to be said of them all
 * between heading and table.
 *
 * @returns {{ sections: { title: string, text: string, rows: Row[] }[], faults: string[] }}
 * @typedef {{ id: string, level: string, statement: string, keptBy: string, reason: string }} Row
 */
export function readRegister(text) {
  const sections = [];
  const faults = [];
  const seen = new Set();
  for (const [index, line] of text.split("\n").entries()) {
    const place = `line ${index + 1} of the register`;
    if (line.startsWith("## ")) sections.push({ title: line.slice(3).trim(), text: "", rows: [] });
    else if (!line.startsWith("|")) noteIn(sections.at(-1), line);
    if (!line.startsWith("|") || /^\| (?:Row|---) /.test(line)) continue;
    const cells = line.split("|").slice(1, -1);
    const [id = "", level = "", statement = "", keptBy = "", reason = ""] = cells.map((cell) =>
      cell.trim(),
    );
    const section = sections.at(-1);
    if (cells.length !== COLUMNS || section === undefined)
      faults.push(`${place}: a row has ${COLUMNS} cells and stands under a heading`);
    else if (!/^[A-Z]-\d{2}[a-z]?$/.test(id)) faults.push(`${place}: "${id}" is no id of a row`);
    else if (seen.has(id)) faults.push(`${place}: ${id} stands there twice`);
    else if (!LEVELS.has(level)) faults.push(`${place}: ${id} has the level "${level}"`);
    else if (statement === "") faults.push(`${place}: ${id} states nothing`);
    else section.rows.push({ id, level, statement, keptBy, reason });
    seen.add(id);
  }
  return { sections, faults };
}

function noteIn(section, line) {
  if (section !== undefined) section.text = `${section.text}\n${line}`.trim();
}

const COLUMNS = 5;
const LEVELS = new Set(["MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "MAY", "PROJECT"]);
