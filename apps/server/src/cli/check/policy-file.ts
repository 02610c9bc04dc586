import { Policy as Written } from "@fleethub/api";
import { nearest, type Policy, POLICY_KINDS } from "@fleethub/collector-config";
import { parse } from "yaml";
import { Misuse } from "../exit.js";

/** As the API takes and gives them: a title and a rule, the rest as it may be. */
const PolicyInFile = Written.partial().required({ title: true, rule: true });

/**
 * The policies in a file of YAML or JSON: one, a list, or a page of them as a hub answers it. Switched-off ones are left
 * out. Scope and exceptions speak of agents, and say nothing about files.
 */
export function policiesIn(file: string, text: string): readonly Policy[] {
  const written = listOf(valueOf(file, text));
  return written.flatMap((value, index) => {
    const where = written.length === 1 ? file : `${file}: policy ${index + 1}`;
    const read = PolicyInFile.safeParse(value);
    if (!read.success) throw new Misuse(`${where}: ${faultOf(read.error.issues, value)}`);
    const { name, title, description, severity, rule, enabled } = read.data;
    if (enabled === false) return [];
    return [
      {
        name: name ?? title,
        title,
        description: description ?? "",
        severity: severity ?? "warn",
        rule,
      },
    ];
  });
}

function valueOf(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const [line = ""] = (error instanceof Error ? error.message : `${error}`).split("\n");
    throw new Misuse(`${file} is neither YAML nor JSON: ${line.replace(/:$/, "")}`, {
      cause: error,
    });
  }
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const items = fieldOf(value, "items");
  return Array.isArray(items) ? items : [value];
}

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

/** The first thing that is wrong, with its place. */
function faultOf(issues: readonly Issue[], value: unknown): string {
  const [issue] = issues;
  if (issue === undefined) return "it is no policy";
  const where = issue.path.map(String).join(".");
  const at = where === "" ? "" : `${where}: `;
  if (issue.keys !== undefined) return `${at}there is no field ${issue.keys.join(", ")}`;
  if (where !== "rule.kind") return `${at}${issue.message.replace(/^Invalid input: /, "")}`;
  const kind = fieldOf(fieldOf(value, "rule"), "kind");
  const guess = typeof kind === "string" ? nearest(kind, POLICY_KINDS) : undefined;
  const hint = guess === undefined ? `write ${POLICY_KINDS.join(", ")}` : `did you mean ${guess}?`;
  return `${at}there is no such kind of rule; ${hint}`;
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
