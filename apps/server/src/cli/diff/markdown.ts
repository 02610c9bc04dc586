import {
  describeChange,
  describeConsequence,
  type Description,
  type Difference,
  type Impact,
  worstImpact,
} from "@fleethub/collector-config";

const RANK: Readonly<Record<Impact, number>> = { high: 0, medium: 1, low: 2, none: 3 };
const MARKS: Readonly<Record<Description["tone"], string>> = {
  added: "added",
  removed: "removed",
  changed: "changed",
};

/** A difference for a pull request: the worst first in a table, the changes folded. */
export function toMarkdown(
  found: Difference,
  names: { readonly before: string; readonly after: string },
): readonly string[] {
  const title = `${escaped(names.before)} to ${escaped(names.after)}`;
  if (!found.effect) return [`**${title}**: no effect, both mean the same to a Collector.`];
  const follows = found.consequences
    .map(describeConsequence)
    .toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
  const changes = found.changes.flatMap(describeChange);
  const worst = worstImpact(found.consequences);
  const told = follows.filter(({ severity }) => severity !== "none");
  const plain = follows.filter(({ severity }) => severity === "none");
  return [
    `**${title}**: ${plural(changes.length, "change")}${worst === "none" ? "" : `, severity **${worst}**`}`,
    "",
    ...(told.length === 0
      ? []
      : ["| severity | what follows |", "| --- | --- |", ...told.map(row), ""]),
    ...plain.map(({ title: what }) => `${escaped(what)}.`),
    ...(plain.length === 0 ? [] : [""]),
    "<details>",
    `<summary>${plural(changes.length, "change")}</summary>`,
    "",
    ...changes.map(item),
    ...(found.truncated ? ["- There is more than is listed here."] : []),
    "",
    "</details>",
  ];
}

function row({ title, detail, severity }: Description): string {
  const strong = severity === "high" ? `**${severity}**` : severity;
  return `| ${strong} | **${escaped(title)}.** ${escaped(detail)} |`;
}

function item({ title, detail, tone }: Description): string {
  return `- ${MARKS[tone]}: **${escaped(title)}.** ${escaped(detail)}`.trimEnd();
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** Text as text, whatever a configuration names: no markup, no mention of people, one line. */
function escaped(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]|#~]/g, (each) => `\\${each}`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", "&#64;");
}
