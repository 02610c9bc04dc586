import type { PolicyRule, ValueCondition } from "@fleethub/api";
import type {
  OptionRequirement,
  PolicyKind,
  PolicyRule as ReadRule,
  ValueCondition as ReadCondition,
} from "@fleethub/collector-config";
import { listOf, pathOf, pathText, scalarOf, scalarText } from "./written-values";

/** What is asked of one option, as it stands in its fields. */
export interface OptionDraft {
  readonly path: string;
  readonly op: ReadCondition["op"];
  readonly value: string;
  /** Empty: the option must be written. */
  readonly whenAbsent: string;
}

/** A rule while it is written: every field as text, lists one entry a line, flags `yes` or empty. */
export interface RuleDraft {
  readonly kind: PolicyKind;
  readonly values: Readonly<Record<string, string>>;
  /** Of `path-passes` any number, of `option-required` the first alone. */
  readonly options: readonly OptionDraft[];
}

export const NEW_OPTION: OptionDraft = { path: "", op: "equals", value: "", whenAbsent: "" };

/** An empty form of this kind. */
export function emptyRule(kind: PolicyKind): RuleDraft {
  return { kind, values: {}, options: kind === "option-required" ? [NEW_OPTION] : [] };
}

/** The fields of a rule that exists. */
export function draftOf(rule: ReadRule): RuleDraft {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(rule)) {
    if (name === "kind") continue;
    if (value === true) values[name] = "yes";
    else if (typeof value === "string" || typeof value === "number") values[name] = `${value}`;
    else if (Array.isArray(value) && value.every((one) => typeof one === "string"))
      values[name] = value.join("\n");
  }
  if (rule.kind === "path-passes")
    return { kind: rule.kind, values, options: (rule.options ?? []).map(optionOf) };
  if (rule.kind !== "option-required") return { kind: rule.kind, values, options: [] };
  const { path: _path, whenAbsent: _absent, ...rest } = values;
  return { kind: rule.kind, values: rest, options: [optionOf(rule)] };
}

function optionOf({ path, condition, whenAbsent }: OptionRequirement): OptionDraft {
  return {
    path: pathText(path),
    op: condition.op,
    value: conditionText(condition),
    whenAbsent: whenAbsent === undefined ? "" : scalarText(whenAbsent),
  };
}

function conditionText(condition: ReadCondition): string {
  if ("values" in condition) return condition.values.map(scalarText).join(", ");
  if ("pattern" in condition) return condition.pattern;
  return "value" in condition ? scalarText(condition.value) : "";
}

/** The rule that the fields write; what is wrong with it `ruleProblems` and the hub tell. */
export function ruleOf({ kind, values, options }: RuleDraft): PolicyRule {
  const text = (name: string) => (values[name] ?? "").trim();
  const all = (name: string) => listOf(text(name));
  const flag = <K extends string>(name: K) => (text(name) === "yes" ? { [name]: true } : {});
  const some = (name: string) => (all(name).length > 0 ? { [name]: all(name) } : {});
  const paths = {
    ...(all("signals").length > 0
      ? { signals: SIGNALS.filter((one) => all("signals").includes(one)) }
      : {}),
    ...some("from"),
    ...some("to"),
    ...some("exceptHosts"),
  };
  switch (kind) {
    case "path-passes":
      return {
        kind,
        ...paths,
        processors: all("processors"),
        ...(options.length > 0 ? { options: options.map(requirementOf) } : {}),
        ...some("before"),
        ...some("after"),
        ...flag("first"),
        ...(text("each") === "pipeline" ? { each: "pipeline" } : {}),
      };
    case "destinations":
      return { kind, ...paths, hosts: all("hosts"), ...flag("ownTelemetry") };
    case "tls-required":
      return { kind, ...paths, ...flag("unverified") };
    case "sampling":
      return { kind, ...paths, ...share("atLeastPercent", text), ...share("atMostPercent", text) };
    case "attributes-removed": {
      const contexts = CONTEXTS.filter((one) => all("contexts").includes(one));
      const atLeast = LEAST.find((one) => one === text("atLeast")) ?? "hashed";
      return {
        kind,
        ...paths,
        attributes: all("attributes"),
        ...(contexts.length > 0 ? { contexts } : {}),
        ...(atLeast === "hashed" ? {} : { atLeast }),
      };
    }
    case "attributes-set": {
      const context = CONTEXTS.find((one) => one === text("context")) ?? "resource";
      return {
        kind,
        ...paths,
        attributes: all("attributes"),
        ...(context === "resource" ? {} : { context }),
        ...some("values"),
      };
    }
    case "component-required":
      return { kind, components: all("components") };
    case "component-forbidden":
      return { kind, components: all("components"), ...flag("unused") };
    case "option-required":
      return { kind, components: all("components"), ...requirementOf(options[0] ?? NEW_OPTION) };
    case "secrets-referenced":
      return { kind };
    case "expression":
      return {
        kind,
        expression: text("expression"),
        ...(text("message") === "" ? {} : { message: text("message") }),
      };
  }
}

const SIGNALS = ["traces", "metrics", "logs", "profiles"] as const;
const CONTEXTS = ["resource", "scope", "span", "spanevent", "log", "datapoint"] as const;
const LEAST = ["masked", "hashed", "removed"] as const;

function share(name: "atLeastPercent" | "atMostPercent", text: (name: string) => string) {
  const written = text(name).replace(/\s*%$/, "");
  return written === "" ? {} : { [name]: Number(written) };
}

function requirementOf({ path, op, value, whenAbsent }: OptionDraft) {
  return {
    path: pathOf(path),
    condition: conditionOf(op, value.trim()),
    ...(whenAbsent.trim() === "" ? {} : { whenAbsent: scalarOf(whenAbsent) }),
  };
}

function conditionOf(op: OptionDraft["op"], value: string): ValueCondition {
  switch (op) {
    case "present":
    case "absent":
      return { op };
    case "one-of":
      return { op, values: listOf(value).map(scalarOf) };
    case "matches":
      return { op, pattern: value };
    case "at-least":
    case "at-most": {
      const bound = scalarOf(value);
      return { op, value: typeof bound === "number" ? bound : value };
    }
    default:
      return { op, value: scalarOf(value) };
  }
}

/** Would the hub say that something is missing? Then it is not asked. */
export function isWritten({ kind, values, options }: RuleDraft): boolean {
  const there = (name: string) => (values[name] ?? "").trim() !== "";
  const named = options.every(({ path }) => path.trim() !== "");
  switch (kind) {
    case "path-passes":
      return there("processors") && named;
    case "sampling":
      return there("atLeastPercent") || there("atMostPercent");
    case "attributes-removed":
    case "attributes-set":
      return there("attributes");
    case "component-required":
    case "component-forbidden":
      return there("components");
    case "option-required":
      return there("components") && named;
    case "expression":
      return there("expression");
    case "destinations":
    case "tls-required":
    case "secrets-referenced":
      return true;
  }
}
