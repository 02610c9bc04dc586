// Records become a table in Markdown: a row for each measure, a column for each server.
import { ARMS } from "./arms.mjs";
import { median, spread } from "./numbers.mjs";

const REFERENCE = "G";

/** What each row says: which member of the records, in which unit, and what is aimed at, relative to G and N. */
export const ROWS = [
  {
    measure: "P1",
    member: "costUs",
    name: "P1 processor time per heartbeat",
    unit: "µs",
    of: { G: 1, N: 0.5 },
  },
  {
    measure: "P3",
    member: "slopeKb",
    name: "P3 resident memory per agent",
    unit: "KB",
    of: { G: 1 / 13 },
  },
  { measure: "P3", member: "wholeMb", name: "P3 whole server, all agents", unit: "MB", of: {} },
  {
    measure: "P4",
    member: "costUs",
    name: "P4 processor time per full report",
    unit: "µs",
    of: { G: 0.36, N: 0.15 },
  },
  {
    measure: "P5",
    member: "costUs",
    name: "P5a storm: connect and full report, processor time per agent",
    unit: "µs",
    of: { G: 0.45, N: 0.17 },
  },
  { measure: "P5", member: "wallMs", name: "P5a storm: all answered", unit: "ms", of: {} },
  {
    measure: "P6",
    member: "costUs",
    name: "P6 push: processor time per agent, acknowledged and answered",
    unit: "µs",
    of: { G: 0.7, N: 0.4 },
  },
  {
    measure: "P6",
    member: "wallMs",
    name: "P6 push: all acknowledged and answered",
    unit: "ms",
    of: { G: 0.7, N: 0.4 },
  },
  {
    measure: "P7",
    member: "p99Ms",
    name: "P7 heartbeat of others meanwhile, p99",
    unit: "ms",
    of: { G: 1 / 20 },
  },
  {
    measure: "P5b",
    member: "costUs",
    name: "P5b storm until durable: processor time per agent",
    unit: "µs",
    of: { N: 1 / 12 },
  },
  {
    measure: "P5b",
    member: "wallUs",
    name: "P5b storm until durable: time per agent",
    unit: "µs",
    of: { N: 1 / 12 },
  },
  { measure: "P5b", member: "loopP99Ms", name: "P5b event loop p99 meanwhile", unit: "ms", of: {} },
  { measure: "P5b", member: "peakMb", name: "P5b most resident memory", unit: "MB", of: {} },
];

export function tableOf(records, arms) {
  const lines = [
    `| | ${arms.map((arm) => ARMS[arm]).join(" | ")} | against ${ARMS[REFERENCE]}, aim | against ${ARMS.N}, aim |`,
    `| --- | ${arms.map(() => "---: |").join(" ")} ---: | ---: |`,
  ];
  for (const row of ROWS) {
    const mine = records.filter((each) => each.measure === row.measure && row.member in each);
    if (mine.length === 0) continue;
    const valuesOf = (arm) =>
      mine.filter((each) => each.arm === arm).map((each) => each[row.member]);
    const cells = arms.map((arm) => cell(valuesOf(arm), row.unit));
    const first = arms.find((arm) => valuesOf(arm).length > 0 && (arm === "A" || arm === "H"));
    const against = ["G", "N"].map((other) =>
      ratio(valuesOf(first), valuesOf(other), row.of[other]),
    );
    lines.push(`| ${row.name} | ${[...cells, ...against].join(" | ")} |`);
  }
  return lines.join("\n");
}

function cell(values, unit) {
  if (values.length === 0) return "";
  const { median: middle, min, max } = spread(values);
  const range = values.length > 1 ? ` (${digits(min)} to ${digits(max)})` : "";
  return `${digits(middle)} ${unit}${range}`;
}

function ratio(ours, theirs, aim) {
  if (!ours?.length || theirs.length === 0) return "";
  const value = median(ours) / median(theirs);
  return `${value.toFixed(2)}x${aim === undefined ? "" : `, aim ${aim.toFixed(2)}x`}`;
}

const digits = (value) =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value >= 10 ? 1 : 2);

/** What each measure's numbers rest on: rounds, and how busy the generator's core and the rest of the machine were. */
export function evidenceOf(records) {
  const lines = [
    "| measure | rounds | load generator, share of its core at most | others took, cores |",
    "| --- | ---: | ---: | ---: |",
  ];
  for (const measure of [...new Set(records.map((each) => each.measure))].sort()) {
    const mine = records.filter((each) => each.measure === measure);
    const rounds = mine.filter(({ arm }) => arm === mine[0].arm).length;
    const share = Math.max(...mine.map(({ loadShare }) => loadShare ?? 0));
    const { median: middle, max } = spread(mine.map(({ others }) => others));
    lines.push(
      `| ${measure} | ${rounds} | ${Math.round(100 * share)} % | ${middle.toFixed(2)}, at most ${max.toFixed(2)} |`,
    );
  }
  return lines.join("\n");
}
