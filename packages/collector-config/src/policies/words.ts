import type { ValueCondition } from "./condition.js";
import type { PathScope, PolicyRule } from "./policy.js";

/** "redaction or attributes/mask": patterns as a sentence names them. */
export function patternsInWords(patterns: readonly string[]): string {
  const wanted = patterns.filter((each) => !each.startsWith("!"));
  const unwanted = patterns.filter((each) => each.startsWith("!")).map((each) => each.slice(1));
  const bare = (each: string) => each.replace(/^[a-z]+:/, "").replace(/\/\*?$/, "");
  const all = wanted.length === 0 ? "any other" : wanted.map(bare).join(" or ");
  return unwanted.length === 0 ? all : `${all} except ${unwanted.map(bare).join(" and ")}`;
}

/** "at most 80", "one of a, b". */
export function conditionInWords(condition: ValueCondition): string {
  switch (condition.op) {
    case "present":
      return "set";
    case "absent":
      return "unset";
    case "equals":
      return `${condition.value}`;
    case "not-equals":
      return `anything but ${condition.value}`;
    case "one-of":
      return `one of ${condition.values.join(", ")}`;
    case "at-least":
      return `at least ${condition.value}`;
    case "at-most":
      return `at most ${condition.value}`;
    case "matches":
      return `like ${condition.pattern}`;
    case "contains":
      return `a list with ${condition.value}`;
  }
}

/** The formal line of a rule, as the Policies page shows it: "every path receiver:* to exporter:partner passes …". */
export function ruleInWords(rule: PolicyRule): string {
  switch (rule.kind) {
    case "path-passes": {
      const options = (rule.options ?? []).map(
        (each) => ` with ${each.path.join(".")} ${conditionInWords(each.condition)}`,
      );
      const first = rule.first === true ? " before every other processor" : "";
      const before = rule.before === undefined ? "" : ` before ${list("processor", rule.before)}`;
      const after = rule.after === undefined ? "" : ` after ${list("processor", rule.after)}`;
      const each = rule.each === "pipeline" ? " in every pipeline" : "";
      return `${scope(rule)} passes ${list("processor", rule.processors)}${options.join("")}${first}${before}${after}${each}`;
    }
    case "destinations":
      return `${exporters(rule)} send only to ${rule.hosts.join(", ")}`;
    case "tls-required":
      return `${exporters(rule)} encrypt${rule.unverified === true ? "" : " and check certificates"}`;
    case "sampling": {
      const least = rule.atLeastPercent === undefined ? [] : [`at least ${rule.atLeastPercent} %`];
      const most = rule.atMostPercent === undefined ? [] : [`at most ${rule.atMostPercent} %`];
      return `${scope(rule)} lets through ${[...least, ...most].join(" and ")}`;
    }
    case "attributes-removed": {
      const how = {
        removed: "removes",
        hashed: "removes or hashes",
        masked: "removes, hashes or masks",
      };
      const where = rule.contexts === undefined ? "" : ` in ${rule.contexts.join(", ")}`;
      return `${scope(rule)} ${how[rule.atLeast ?? "hashed"]} ${rule.attributes.join(", ")}${where}`;
    }
    case "attributes-set": {
      const values = rule.values === undefined ? "" : ` to ${rule.values.join(" or ")}`;
      return `${scope(rule)} sets ${rule.context ?? "resource"} ${rule.attributes.join(", ")}${values}`;
    }
    case "component-required":
      return `${rule.components.join(" or ")} runs`;
    case "component-forbidden":
      return `${rule.components.join(", ")} ${rule.unused === true ? "is not defined" : "does not run"}`;
    case "option-required":
      return `${rule.components.join(", ")} has ${rule.path.join(".")} ${conditionInWords(rule.condition)}`;
    case "secrets-referenced":
      return "every secret is a reference, none is written out";
    case "expression":
      return rule.expression;
  }
}

function scope(rule: PathScope): string {
  const signals = rule.signals === undefined ? "" : `${rule.signals.join(" and ")} `;
  const outside = rule.exceptHosts === undefined ? "" : ` outside ${rule.exceptHosts.join(", ")}`;
  return `every ${signals}path ${list("receiver", rule.from)} to ${list("exporter", rule.to)}${outside}`;
}

function exporters(rule: PathScope): string {
  const signals = rule.signals === undefined ? "" : ` of ${rule.signals.join(" and ")}`;
  const from = rule.from === undefined ? "" : ` fed by ${list("receiver", rule.from)}`;
  return `${list("exporter", rule.to)}${signals}${from}`;
}

function list(kind: string, patterns: readonly string[] | undefined): string {
  const all = patterns === undefined || patterns.length === 0 ? ["*"] : patterns;
  return all
    .map((each) =>
      each.includes(":")
        ? each
        : each.startsWith("!")
          ? `!${kind}:${each.slice(1)}`
          : `${kind}:${each}`,
    )
    .join(",");
}
