import { type Agreement, missedTargets, type Share, TARGETS, type TableRow } from "./measure.js";

/** The agreement as text: the table, the shares, and every configuration that disagrees. */
export function reportOf(agreement: Agreement): string {
  const missed = missedTargets(agreement);
  return [
    "real verdict              | fault                            | files | error found",
    "------------------------- | -------------------------------- | ----: | ----------:",
    ...[...agreement.table].sort(byName).map(line),
    "",
    total("valid ones without a false error", agreement.valid, 1),
    total("invalid ones found", agreement.invalid, TARGETS.invalid),
    total("faults of structure found", agreement.structural, TARGETS.structural),
    total("agreement about structure", agreement.structure, TARGETS.structure),
    total("planted faults on the right line", agreement.lines, TARGETS.lines),
    ...listed("False errors", agreement.valid),
    ...listed("Not found", agreement.invalid),
    ...listed("On another line", agreement.lines),
    "",
    missed.length === 0 ? "All targets are reached." : `Missed: ${missed.join("; ")}.`,
    "",
  ].join("\n");
}

function line({ verdict, fault, files, withErrors }: TableRow): string {
  return `${verdict.padEnd(25)} | ${fault.padEnd(32)} | ${`${files}`.padStart(5)} | ${`${withErrors}`.padStart(11)}`;
}

function byName(a: TableRow, b: TableRow): number {
  const [one, two] = [`${a.verdict} ${a.fault}`, `${b.verdict} ${b.fault}`];
  return one < two ? -1 : one > two ? 1 : 0;
}

function total(name: string, { right, of }: Share, target: number): string {
  const percent = of === 0 ? 100 : (100 * right) / of;
  return `${name.padEnd(34)} ${right} of ${of} (${percent.toFixed(1)} %, wanted ${100 * target} %)`;
}

function listed(title: string, { misses }: Share): string[] {
  return misses.length === 0 ? [] : ["", `${title}:`, ...misses.map((miss) => `  ${miss}`)];
}
