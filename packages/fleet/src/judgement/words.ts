import type { Finding, Tally } from "./finding.js";
import { number } from "../rollout/words.js";
import type { GateSpec, Measure } from "./gate.js";
import { MEASURE_FACTS } from "./measures.js";

/** Agents of the rest that must report a measure before anything is held against them. */
export const REST_MIN = 5;

/** One sentence without full stop: how many agents, what they show, what that is held against, and why it counts. */
export function wordsOf(finding: Finding): string {
  const { gate, wave, rest, agents, cause } = finding;
  const name = MEASURE_FACTS[gate.measure].label.toLowerCase();
  if (cause === "few") {
    const needed = gate.sampleMin === 1 ? "1 is" : `${number(gate.sampleMin)} are`;
    const reports = wave.judged === 1 ? "reports" : "report";
    return `${counted(wave.judged, agents)} ${reports} ${name}; ${needed} needed`;
  }
  if (cause === "no-rest") {
    const others = rest.judged === 1 ? "1 agent" : `${number(rest.judged)} agents`;
    const reports = rest.judged === 1 ? "reports" : "report";
    return `${others} without the revision ${reports} ${name}; ${REST_MIN} are needed to compare with`;
  }
  return `${shown(finding)}${because(finding)}`;
}

/** A share as people read it: "10 %", "0.4 %", "0.04 %", "0 %". */
export function percent(share: number): string {
  const points = share * 100;
  const digits = points === 0 || points >= 10 ? 0 : points >= 0.1 ? 1 : 2;
  return `${trimmed(points, digits)} %`;
}

/** An amount with its unit: "8.4k/s", "41 s", "212 MiB". */
export function amount(measure: Measure, value: number): string {
  const { unit } = MEASURE_FACTS[measure];
  if (unit === "share") return percent(value);
  if (unit === "seconds") return `${trimmed(value, value < 10 ? 1 : 0)} s`;
  if (unit === "bytes") return `${trimmed(value / 2 ** 20, value < 10 * 2 ** 20 ? 1 : 0)} MiB`;
  if (value >= 1e6) return `${trimmed(value / 1e6, 1)}M/s`;
  return value >= 1e3 ? `${trimmed(value / 1e3, 1)}k/s` : `${trimmed(value, value < 10 ? 1 : 0)}/s`;
}

function shown({ gate, against, cause, wave, rest, values }: Finding): string {
  const { measure, threshold } = gate;
  const { kind } = MEASURE_FACTS[measure];
  const compared = against === "rest" || against === "rest-and-past";
  if (kind === "agents") {
    const said = `${counted(wave.harmed, wave.judged)} ${DID[measure]} (${shareOf(wave)})`;
    if (against === "limit") return `${said}, limit ${percent(threshold)}`;
    const past = values.past === null ? "before not known" : `before ${percent(values.past)}`;
    return `${said}, ${compared ? `rest ${shareOf(rest)}` : past}, holds at ${percent(threshold)} above`;
  }
  const numbers = [
    ...told(measure, kind === "amount" ? "median" : "together", values.wave),
    ...told(measure, "rest", compared ? values.rest : null),
    ...told(measure, "before", against === "limit" ? null : values.past),
  ];
  const inAll = numbers.length === 0 ? "" : ` (${numbers.join(", ")})`;
  const plainly = (wave.plain === 1 ? PLAINLY_ONE : PLAINLY)[measure];
  if (cause === "plain" && plainly !== undefined)
    return `${counted(wave.plain, wave.seen)} ${plainly}${inAll}`;
  const others = compared ? `, of the rest ${counted(rest.harmed, rest.judged)}` : "";
  return `${counted(wave.harmed, wave.judged)} ${effect(gate, against, wave)}${others}${inAll}`;
}

function because({ gate, cause, verdict }: Finding): string {
  if (cause === "stop-at") return `; ${number(gate.stopAt ?? 0)} stop it in any case`;
  if (cause === "kept") return "; held while there was a rest to compare with";
  if (verdict === "undecided") return "; not yet enough to tell";
  if (cause === "soak-over") return "; nothing spoke for harm during the soak";
  return "";
}

function effect(
  { measure, threshold }: GateSpec,
  against: Finding["against"],
  { harmed }: Tally,
): string {
  const { kind, harm } = MEASURE_FACTS[measure];
  const doing = harmed === 1 ? DID[measure].replace(/^\w+/, "$&s") : DID[measure];
  if (against === "limit") {
    const side = kind === "items" || harm === "more" ? "more" : "less";
    return `${doing} ${side} than ${amount(measure, threshold)}`;
  }
  const than = {
    rest: "than the rest",
    past: "than before",
    "rest-and-past": "than before and than the rest",
  }[against];
  return `${doing} over ${percent(threshold)} ${harm} ${than}`;
}

const DID: Record<Measure, string> = {
  "failed-to-apply": "failed to apply",
  rejected: "rejected it",
  disconnects: "disconnected",
  flaps: "came and went",
  unhealthy: "turned unhealthy",
  restarts: "restarted unexpectedly",
  "time-to-apply": "take",
  "send-failures": "fail to send",
  drops: "drop",
  refused: "refuse",
  throughput: "take in",
  memory: "hold",
};

const PLAINLY: Partial<Record<Measure, string>> = {
  "send-failures": "lose more than half of what they send",
  drops: "drop more than half of what they take",
  refused: "refuse more than half of what arrives",
  throughput: "take in next to nothing",
};

const PLAINLY_ONE: Partial<Record<Measure, string>> = {
  "send-failures": "loses more than half of what it sends",
  drops: "drops more than half of what it takes",
  refused: "refuses more than half of what arrives",
};

function counted(some: number, all: number): string {
  return `${number(some)} of ${number(all)}`;
}

function shareOf({ harmed, judged }: Tally): string {
  return percent(judged === 0 ? 0 : harmed / judged);
}

function told(measure: Measure, name: string, value: number | null): readonly string[] {
  return value === null ? [] : [`${name} ${amount(measure, value)}`];
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
