import type { Gate, GateVerdict, Rollout } from "@fleethub/api";
import { MEASURE_FACTS } from "@fleethub/fleet";
import { chart } from "./chart.js";
import { type Markup, markup } from "./markup.js";
import { table } from "./table.js";
import { amount, percent } from "./words.js";
import { spoken } from "../../spoken.js";

const AGAINST: Readonly<Record<Gate["against"], string>> = {
  limit: "at most",
  rest: "above the rest",
  past: "above their own past",
  "rest-and-past": "beyond past and rest",
};

/** Every gate with its threshold, verdict, course and evidence. */
export function gateSection({ gates }: Rollout): Markup {
  if (gates.length === 0) return markup`<h2>Gates</h2><p>It had none.</p>`;
  const rows = gates.map(({ spec, verdict, points }) => {
    const { label } = MEASURE_FACTS[spec.measure];
    const course = chart(points, `${label} over time`, limitOf(spec));
    return markup`<td>${label}</td><td>${thresholdOf(spec)}</td>${verdictCells(verdict)}<td>${course}</td>`;
  });
  const heads = ["Measure", "Threshold", "Verdict", "In words", "Course"];
  const caption = "Agents with the revision solid, the rest dashed, a limit dotted";
  return markup`<h2>Gates</h2>
${table(caption, heads, rows)}${evidence(gates)}`;
}

function verdictCells(verdict: GateVerdict | null): Markup {
  const word = verdict?.verdict ?? "not-judged";
  const tone = word === "breached" ? "bad" : word === "holds" ? "ok" : "soft";
  return markup`<td class="${tone}">${spoken(word)}</td><td>${verdict?.words ?? "Not judged yet."}</td>`;
}

/** The line that a value must stay below, where it is one. */
const limitOf = ({ against, threshold }: Gate) => (against === "limit" ? threshold : null);

function thresholdOf({ measure, against, threshold }: Gate): string {
  const { kind, harm } = MEASURE_FACTS[measure];
  if (against === "limit" && kind === "amount") {
    return `${harm === "less" ? "at least" : "at most"} ${amount(threshold)} ${MEASURE_FACTS[measure].unit}`;
  }
  const side = harm === "less" ? AGAINST[against].replace("above", "below") : AGAINST[against];
  return against === "limit" ? `${side} ${percent(threshold)}` : `${percent(threshold)} ${side}`;
}

function evidence(gates: Rollout["gates"]): Markup {
  const rows = gates.flatMap(({ verdict }) =>
    verdict === null
      ? []
      : [
          markup`<td>${MEASURE_FACTS[verdict.measure].label}</td><td>${verdict.reporting} of ${verdict.agents}</td><td><code>${evidenceOf(verdict)}</code></td><td>${verdict.at}</td>`,
        ],
  );
  if (rows.length === 0) return markup``;
  const heads = ["Measure", "Agents that report it", "Evidence", "Judged at"];
  return markup`<h2>What the verdicts rest on</h2>
${table("Natural logarithms of likelihood ratios, counts and error rates", heads, rows)}`;
}

const evidenceOf = ({ evidence: numbers }: GateVerdict) =>
  Object.entries(numbers)
    .map(([name, value]) => `${name} ${amount(value)}`)
    .join(", ");
