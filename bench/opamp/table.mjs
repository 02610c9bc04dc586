// Records become a table in Markdown: a row for each measure, a column for each server.
import { ARMS } from "./arms.mjs";
import { median, spread } from "./numbers.mjs";
import { ROWS } from "./rows.mjs";

const OURS = ["A", "H"];

export function tableOf(records, arms) {
  const lines = [
    `| | ${arms.map((arm) => ARMS[arm]).join(" | ")} | ÷ opamp-go | ÷ plain | aim | met |`,
    `| --- | ${arms.map(() => "---: | ").join("")}---: | ---: | --- | --- |`,
  ];
  for (const row of ROWS) {
    const mine = records.filter((each) => each.measure === row.measure && row.member in each);
    if (mine.length === 0) continue;
    const valuesOf = (arm) =>
      mine.filter((each) => each.arm === arm).map((each) => each[row.member]);
    const cells = arms.map((arm) => cell(valuesOf(arm), row.unit));
    const ours = OURS.map(valuesOf).find((values) => values.length > 0) ?? [];
    const ratios = { G: ratio(ours, valuesOf("G")), N: ratio(ours, valuesOf("N")) };
    const said = [ratios.G, ratios.N].map((value) => (value === null ? "" : times(value)));
    const { aim, met } = aimOf(row, ours, ratios);
    lines.push(`| ${[row.name, ...cells, ...said, aim, met].join(" | ")} |`);
  }
  return lines.join("\n");
}

function cell(values, unit) {
  if (values.length === 0) return "";
  const { median: middle, min, max } = spread(values);
  const range = values.length > 1 ? ` (${digits(min)}-${digits(max)})` : "";
  return `${digits(middle)} ${unit}${range}`;
}

const ratio = (ours, theirs) =>
  ours.length === 0 || theirs.length === 0 ? null : median(ours) / median(theirs);

/** What is aimed at, in words, and how much of it was reached: `yes`, `no`, or both where aims differ. */
function aimOf({ of = {}, atMost, unit }, ours, ratios) {
  const aims = [
    of.G && { says: `${times(of.G)} opamp-go`, value: ratios.G, limit: of.G },
    of.N && { says: `${times(of.N)} plain`, value: ratios.N, limit: of.N },
    atMost && {
      says: `${atMost} ${unit}`,
      value: ours.length === 0 ? null : median(ours),
      limit: atMost,
    },
  ].filter(Boolean);
  const judged = aims.map(({ value, limit }) =>
    value === null ? "-" : value <= limit ? "yes" : "no",
  );
  return {
    aim: aims.map(({ says }) => says).join(", "),
    met: new Set(judged).size === 1 ? judged[0] : judged.join(", "),
  };
}

const times = (value) => `${value.toFixed(value < 0.1 ? 3 : 2)}x`;

const digits = (value) =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value >= 10 ? 1 : 2);

/** What each measure rests on: rounds, and how busy the generator's core and the rest of the machine were. */
export function evidenceOf(records) {
  const lines = [
    "| measure | rounds | load generator, of its core at most | others took, cores: median, most |",
    "| --- | ---: | ---: | ---: |",
  ];
  for (const measure of [...new Set(records.map((each) => each.measure))].sort()) {
    const mine = records.filter((each) => each.measure === measure);
    const rounds = mine.filter(({ arm }) => arm === mine[0].arm).length;
    const share = Math.max(...mine.map(({ loadShare }) => loadShare));
    const { median: middle, max } = spread(mine.map(({ others }) => others));
    lines.push(
      `| ${measure} | ${rounds} | ${Math.round(100 * share)} % | ${middle.toFixed(2)}, ${max.toFixed(2)} |`,
    );
  }
  return lines.join("\n");
}
