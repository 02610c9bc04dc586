import {
  describeChange,
  describeConsequence,
  type Description,
  type Difference,
  type Impact,
} from "@fleethub/collector-config";
import { coloured } from "../colour.js";
import { visible } from "../visible.js";

/** A difference for people: what follows, in the package's order, then the changes. */
export function toText(found: Difference): readonly string[] {
  if (!found.effect) return ["No effect: both mean the same to a Collector."];
  const follows = found.consequences.map(describeConsequence);
  const changes = found.changes.flatMap(describeChange);
  return [
    ...(follows.length === 0
      ? []
      : [coloured("bold", "What follows"), ...follows.flatMap(consequence), ""]),
    coloured("bold", "What changes"),
    ...changes.flatMap(change),
    ...(found.truncated ? ["There is more than is listed here."] : []),
  ];
}

const MARKS: Readonly<Record<Description["tone"], string>> = {
  added: "+",
  removed: "-",
  changed: "~",
};

function consequence({ title, detail, severity }: Description): readonly string[] {
  return [
    `  ${severe(severity)} ${visible(title)}`,
    ...(detail === "" ? [] : [`         ${visible(detail)}`]),
  ];
}

function change({ title, detail, tone }: Description): readonly string[] {
  return [
    `  ${MARKS[tone]} ${visible(title)}`,
    ...(detail === "" ? [] : [`    ${visible(detail)}`]),
  ];
}

function severe(severity: Impact): string {
  const padded = severity.padEnd(6);
  if (severity === "high") return coloured("red", padded);
  return severity === "medium" ? coloured("yellow", padded) : padded;
}
