import type { Finding } from "../../finding.js";
import { SECTIONS } from "../../parse/config.js";
import { expectedLines } from "./expected-lines.js";
import { isStructural } from "./faults.js";
import { type CorpusRow, faultOf, isMutated } from "./rows.js";

/** A part of a whole, and where it fell short. */
export interface Share {
  readonly of: number;
  readonly right: number;
  readonly misses: readonly string[];
}

/** How a checker agrees with the real Collector over a corpus. */
export interface Agreement {
  /** Configurations by verdict and kind of fault, and in how many of them an error was found. */
  readonly table: readonly TableRow[];
  /** Configurations that the Collector takes, and those among them without a false error. */
  readonly valid: Share;
  /** Configurations that the Collector refuses, and those with an error found. */
  readonly invalid: Share;
  /** The same for faults of structure alone. */
  readonly structural: Share;
  /** Valid ones and faults of structure together: same verdict. */
  readonly structure: Share;
  /** Planted faults whose place is told and which were found: an error on the right line. */
  readonly lines: Share;
}

export interface TableRow {
  readonly verdict: string;
  readonly fault: string;
  readonly files: number;
  readonly withErrors: number;
}

/** What agreement has to reach. */
export const TARGETS = {
  falseErrors: 0,
  invalid: 0.93,
  structural: 0.99,
  structure: 0.99,
  lines: 0.95,
} as const;

/** Judges every row with `check` and compares. Errors count, warnings do not. */
export function measureAgreement(
  rows: readonly CorpusRow[],
  textOf: (row: CorpusRow) => string,
  check: (text: string, row: CorpusRow) => readonly Finding[],
): Agreement {
  const table = new Map<string, TableRow>();
  const shares = { valid: share(), invalid: share(), structural: share(), structure: share() };
  const lines = share();
  for (const row of rows) {
    const text = textOf(row);
    const found = check(text, row).filter((each) => each.severity === "error");
    const judged = row.verdict === "invalid" ? found : found.filter((each) => isJudged(each, row));
    const errs = judged.length > 0;
    const key = `${row.verdict} ${faultOf(row)}`;
    const entry = table.get(key);
    table.set(key, {
      verdict: row.verdict,
      fault: faultOf(row),
      files: (entry?.files ?? 0) + 1,
      withErrors: (entry?.withErrors ?? 0) + (errs ? 1 : 0),
    });
    const miss = `${row.file} ${faultOf(row)} ${row.mutation?.detail ?? ""}: ${told(judged, row)}`;
    if (row.verdict === "invalid") {
      shares.invalid.add(errs, miss);
      if (isStructural(row)) shares.structural.add(errs, miss);
      if (isStructural(row)) shares.structure.add(errs, miss);
      if (errs && isMutated(row)) {
        const wanted = expectedLines(row, text);
        const right = judged.some((each) => wanted.has(each.line));
        if (wanted.size > 0) lines.add(right, `${miss} not on ${[...wanted].join("/")}`);
      }
    } else {
      shares.valid.add(!errs, miss);
      shares.structure.add(!errs, miss);
    }
  }
  return { table: [...table.values()], ...shares, lines };
}

/** Names of the targets that are missed, empty when all are reached. */
export function missedTargets(agreement: Agreement): string[] {
  const { valid, invalid, structural, structure, lines } = agreement;
  const falseErrors = valid.of - valid.right;
  return [
    ...(falseErrors > TARGETS.falseErrors ? [`false errors: ${falseErrors}`] : []),
    ...below("invalid configurations found", invalid, TARGETS.invalid),
    ...below("faults of structure found", structural, TARGETS.structural),
    ...below("agreement about structure", structure, TARGETS.structure),
    ...below("right lines", lines, TARGETS.lines),
  ];
}

/** True unless the finding is about a component that was replaced by a neutral one before the Collector judged. */
function isJudged(finding: Finding, row: CorpusRow): boolean {
  const [section = "", key = ""] = finding.path;
  const type = key.split("/")[0]?.trim();
  return !(row.missing ?? []).some((each) => {
    const [kind = "", missing] = (each.split(" ")[0] ?? "").split(":");
    return Object.hasOwn(SECTIONS, kind) && section === `${kind}s` && missing === type;
  });
}

class CountedShare implements Share {
  of = 0;
  right = 0;
  readonly misses: string[] = [];

  add(right: boolean, miss: string): void {
    this.of++;
    if (right) this.right++;
    else this.misses.push(miss);
  }
}

function share(): CountedShare {
  return new CountedShare();
}

function below(name: string, { of, right }: Share, target: number): string[] {
  return of > 0 && right / of < target ? [`${name}: ${right} of ${of}, wanted ${target}`] : [];
}

function told(found: readonly Finding[], row: CorpusRow): string {
  if (found.length > 0)
    return found
      .map((each) => `${each.line}:${each.column} ${each.code} ${each.path.join(".")}`)
      .join("; ");
  return (row.message ?? "").replace(/\s+/g, " ").slice(-160);
}
