import {
  applyEdit,
  type Edit,
  type Finding,
  redact,
  type DocumentedRule,
  DOCUMENTED_RULES,
  type Severity,
} from "@fleethub/collector-config";
import { VERSION } from "../../version.js";
import type { CheckedFile } from "./check-files.js";

const LEVELS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/** A SARIF 2.1.0 log: one run, the rules that found something, a result per finding, its edit as a fix. */
export function toSarif(files: readonly CheckedFile[], rulesUrl: string | undefined): string {
  const codes = [
    ...new Set(files.flatMap(({ findings }) => findings.map((one) => one.code))),
  ].sort();
  const results = files.flatMap((each) =>
    each.findings.map((one) => resultOf(each, one, codes.indexOf(one.code))),
  );
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "fleethub check",
            semanticVersion: VERSION,
            rules: codes.map((code) => descriptorOf(code, rulesUrl)),
          },
        },
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

/** A rule as viewers show it. Faults of reading and policies belong to no rule: they have their page alone. */
function descriptorOf(code: string, rulesUrl: string | undefined) {
  const rule = DOCUMENTED_RULES.find((each) => each.code === code);
  if (rule === undefined) return { id: code, helpUri: pageOf(code, rulesUrl) };
  return {
    id: code,
    shortDescription: { text: rule.summary },
    fullDescription: { text: `${rule.summary} ${rule.why}` },
    help: { text: rule.why, markdown: helpOf(rule) },
    helpUri: pageOf(code, rulesUrl),
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: { tags: [rule.level] },
  };
}

/** The page of a rule: docs/rules of the documentation, under `rulesUrl` where it is served. */
function pageOf(code: string, rulesUrl: string | undefined): string {
  return rulesUrl === undefined
    ? `urn:fleethub:docs/rules/${code}.md`
    : `${rulesUrl.replace(/\/$/, "")}/${code}.md`;
}

function helpOf({ summary, why, example }: DocumentedRule): string {
  const block = (text: string) => `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;
  return `${summary}\n\n${why}\n\nFound in\n\n${block(example.bad)}\n\nRepaired\n\n${block(example.good)}\n`;
}

function resultOf({ file, text }: CheckedFile, finding: Finding, ruleIndex: number) {
  const { code, severity, message, remedy, line, column, path, edit } = finding;
  const artifactLocation = { uri: uriOf(file) };
  const place = path.length === 0 ? [] : [{ fullyQualifiedName: path.join(".") }];
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${message} ${remedy}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation,
          region: { startLine: line, startColumn: column },
        },
        ...(place.length === 0 ? {} : { logicalLocations: place }),
      },
    ],
    ...(edit === undefined || holdsSecret(text, edit)
      ? {}
      : {
          fixes: [
            {
              description: { text: remedy },
              artifactChanges: [
                {
                  artifactLocation,
                  replacements: [
                    {
                      deletedRegion: { charOffset: edit.offset, charLength: edit.length },
                      insertedContent: { text: edit.replacement },
                    },
                  ],
                },
              ],
            },
          ],
        }),
  };
}

/** Would the edit carry a secret of the text into the log? */
function holdsSecret(text: string, edit: Edit): boolean {
  return !redact(applyEdit(text, edit)).text.includes(edit.replacement);
}

/** A file as a reference relative to the folder of the run, or absolute where it was named so. */
function uriOf(file: string): string {
  if (file === "-") return "stdin";
  const path = file.replaceAll("\\", "/").replace(/^\.\//, "");
  const parts = path.split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/") ? `file://${parts}` : parts;
}
