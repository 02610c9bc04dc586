import type { Catalogue } from "../../catalogue/catalogue.js";
import type { ReportedComponents } from "../../components/reported.js";
import type { Finding } from "../../finding.js";
import { checkConfig } from "../../findings/check-config.js";
import { RULE_LEVELS, type RuleLevel } from "../../findings/rule-level.js";
import { DOCUMENTED_RULES, type DocumentedRule } from "../../findings/documented-rules.js";
import { OTHER_FINDINGS } from "./other-findings.js";
import { READING_FAULTS, type ReadingFault } from "./reading-faults.js";

const LEVELS: Readonly<Record<RuleLevel, string>> = {
  structure:
    "What the Collector refuses whatever its build, and names that it does not have. Looked at always.",
  options:
    "What components take and what they refuse of themselves. Most of it needs a catalogue of the Collector version; where the version is another one, errors become warnings.",
  practice:
    "What the Collector runs, and what hurts later. Advice: switch off what does not apply.",
};

/** The pages of the rules by file name, `README.md` among them. */
export function rulePages(catalogue: Catalogue): ReadonlyMap<string, string> {
  const pages = new Map<string, string>([["README.md", indexPage()]]);
  for (const rule of DOCUMENTED_RULES) pages.set(`${rule.code}.md`, pageOf(rule, catalogue));
  for (const fault of READING_FAULTS) pages.set(`${fault.code}.md`, faultPage(fault, "reading"));
  for (const fault of OTHER_FINDINGS)
    pages.set(`${fault.code}.md`, faultPage(fault, "layers, variables and policies"));
  return pages;
}

function indexPage(): string {
  const sections = RULE_LEVELS.map((level) => {
    const rows = DOCUMENTED_RULES.filter((rule) => rule.level === level).map(row);
    return `## ${level.charAt(0).toUpperCase()}${level.slice(1)}\n\n${LEVELS[level]}\n\n| rule | severity | finds |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return `# Rules about configurations

An **error** is what the real Collector refuses, or a value that is lost; a **warning** runs and hurts; an **info** is
worth knowing. Every rule can be switched off or given another severity by its code:

\`\`\`sh
fleethub check --rule listens-everywhere=off --rule memory-limiter-missing=warning config.yaml
\`\`\`

\`\`\`js
checkConfig(text, { rules: { "listens-everywhere": "off", "memory-limiter-missing": "warning" } });
\`\`\`

${sections.join("\n")}
## Reading

Told whatever the rules, and not to be switched off: nothing behind such a fault is known.

| code | severity | says |
| --- | --- | --- |
${READING_FAULTS.map(row).join("\n")}

## Layers, variables and policies

Told by what merges layers, fills in variables and keeps policies.

| code | severity | says |
| --- | --- | --- |
${OTHER_FINDINGS.map(row).join("\n")}
`;
}

function row({
  code,
  severity,
  summary,
}: Pick<DocumentedRule, "code" | "severity" | "summary">): string {
  return `| [${code}](${code}.md) | ${severity} | ${cell(summary)} |`;
}

function faultPage(fault: ReadingFault, level: string): string {
  const { code, severity, summary, why, bad, settings } = fault;
  const { findings } = checkConfig(bad ?? "", settings);
  const given = settings === undefined ? "" : `\n\nWith \`${JSON.stringify(settings)}\`:`;
  const example =
    bad === undefined
      ? ""
      : `
## Example${given}

\`\`\`yaml
${bad.trimEnd()}
\`\`\`

\`\`\`text
${said(findings, code)}
\`\`\`
`;
  return `# ${code}

${summary}

**${severity}**, ${level} · [all rules](README.md)

## Why

${why}
${example}`;
}

function said(findings: readonly Finding[], wanted: string): string {
  return findings
    .filter((each) => each.code === wanted)
    .map(
      ({ line, column, severity, message, remedy }) =>
        `${line}:${column} ${severity}: ${message}\n${indented(remedy)}`,
    )
    .join("\n");
}

function pageOf(rule: DocumentedRule, catalogue: Catalogue): string {
  const { code, level, severity, summary, why, example } = rule;
  const { findings } = checkConfig(example.bad, { catalogue, ...example.options });
  const told =
    example.options?.components === undefined
      ? ""
      : `\n\nThe agent in question has: ${reported(example.options.components)}.`;
  return `# ${code}

${summary}

**${severity}**, ${level} · [all rules](README.md)

## Why

${why}

## Example${told}

\`\`\`yaml
${example.bad.trimEnd()}
\`\`\`

\`\`\`text
${said(findings, code)}
\`\`\`

Repaired:

\`\`\`yaml
${example.good.trimEnd()}
\`\`\`

## Switch

\`fleethub check --rule ${code}=off\`, or \`rules: { "${code}": "off" }\` in the options of \`checkConfig\`.
\`error\`, \`warning\` and \`info\` set another severity.
`;
}

function reported(components: ReportedComponents): string {
  return Object.entries(components)
    .filter(([, types]) => Object.keys(types).length > 0)
    .map(([section, types]) => `${section} \`${Object.keys(types).join("`, `")}\``)
    .join("; ");
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
