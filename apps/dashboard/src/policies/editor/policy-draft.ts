import type { Policy, PolicyReplace, PolicySeverity } from "@fleethub/api";
import { type Policy as ReadyPolicy, ruleProblems } from "@fleethub/collector-config";
import { parseQuery } from "@fleethub/fleet/query";
import { draftOf, emptyRule, isWritten, type RuleDraft, ruleOf } from "./rule-draft";

/** A policy while it is written. */
export interface PolicyDraft {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly rule: RuleDraft;
  readonly scope: string;
  readonly severity: PolicySeverity;
  readonly enabled: boolean;
}

/** What keeps a draft from being saved, by field; a field that is fine is absent. */
export interface DraftFaults {
  readonly name?: string;
  readonly title?: string;
  readonly scope?: string;
  readonly rule?: string;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
const NAME_LENGTH_MAX = 63;

export const OWN_POLICY: PolicyDraft = {
  name: "",
  title: "",
  description: "",
  rule: emptyRule("path-passes"),
  scope: "",
  severity: "warn",
  enabled: true,
};

/** A ready-made policy to begin with; a name that is taken gets a number. */
export function fromReady(ready: ReadyPolicy, taken: readonly string[]): PolicyDraft {
  const { name, title, description, severity, rule } = ready;
  return {
    name: freeName(name, taken),
    title,
    description,
    severity,
    rule: draftOf(rule),
    scope: "",
    enabled: true,
  };
}

export function fromPolicy(policy: Policy): PolicyDraft {
  const { name, title, description, rule, scope, severity, enabled } = policy;
  return { name, title, description, rule: draftOf(rule), scope, severity, enabled };
}

/** What the hub is sent; the name stands beside it. */
export function writtenOf(draft: PolicyDraft): PolicyReplace {
  const { title, description, scope, severity, enabled } = draft;
  return {
    title: title.trim(),
    description: description.trim(),
    rule: ruleOf(draft.rule),
    scope: scope.trim(),
    severity,
    enabled,
  };
}

/** The faults that can be told without asking the hub. */
export function faultsOf(draft: PolicyDraft, taken: readonly string[]): DraftFaults {
  const scope = parseQuery(draft.scope, { use: "selector" }).problem;
  const rule = isWritten(draft.rule)
    ? ruleProblems(ruleOf(draft.rule)).map(({ message }) => message)[0]
    : "The rule is not complete: a field that it needs is empty";
  return {
    ...(taken.includes(draft.name)
      ? { name: "This name is taken" }
      : NAME.test(draft.name)
        ? {}
        : {
            name: "1 to 63 lower case letters, digits and dashes; it starts with a letter or digit",
          }),
    ...(draft.title.trim() === "" ? { title: "Say the promise in words" } : {}),
    ...(scope ? { scope: `${scope.message} ${scope.remedy}` } : {}),
    ...(rule === undefined ? {} : { rule }),
  };
}

/** A name made of a title, as one would type it. */
export function nameFrom(title: string): string {
  return title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, NAME_LENGTH_MAX)
    .replace(/^-+|-+$/g, "");
}

function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let next = 2; ; next += 1) {
    const other = `${name}-${next}`;
    if (!taken.includes(other)) return other;
  }
}
