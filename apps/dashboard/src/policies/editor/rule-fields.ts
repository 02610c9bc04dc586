import type { PolicyKind } from "@fleethub/collector-config";

/** How a field of a rule is written. */
export type FieldInput =
  | { readonly as: "list"; readonly of: "components" | "hosts" | "keys" | "texts" }
  | { readonly as: "some" | "one"; readonly choices: readonly Choice[] }
  | { readonly as: "flag" | "percent" | "text" | "code" };

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A field of a rule: its name in the contract, its words, and how it is written. */
export interface RuleField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly input: FieldInput;
  /** The rule means nothing without it. */
  readonly needed?: true;
}

/** What a kind of rule promises, and the fields it is written with. */
export interface KindForm {
  readonly label: string;
  readonly about: string;
  readonly fields: readonly RuleField[];
  /** The rule speaks of paths, so it may be limited to some of them. */
  readonly paths: boolean;
}

const list = (of: "components" | "hosts" | "keys" | "texts") => ({ as: "list", of }) as const;
const same = (values: readonly string[]): readonly Choice[] =>
  values.map((value) => ({ value, label: value }));

/** Limits a rule to some paths; what is left empty matches everything. */
export const PATH_FIELDS: readonly RuleField[] = [
  {
    name: "signals",
    label: "Signals",
    hint: "none chosen: all of them",
    input: { as: "some", choices: same(["traces", "metrics", "logs", "profiles"]) },
  },
  {
    name: "from",
    label: "From receivers",
    hint: "such as otlp or file_log/audit; empty: any",
    input: list("components"),
  },
  {
    name: "to",
    label: "To exporters",
    hint: "such as otlp* or !otlp/internal; empty: any",
    input: list("components"),
  },
  {
    name: "exceptHosts",
    label: "Hosts inside the house",
    hint: "exporters that send to these alone are not judged",
    input: list("hosts"),
  },
];

const COMPONENTS: RuleField = {
  name: "components",
  label: "Components",
  hint: "such as exporter:debug or extension:health_check; one match is enough",
  input: list("components"),
  needed: true,
};
const ATTRIBUTES: RuleField = {
  name: "attributes",
  label: "Attributes",
  hint: "one per line; * stands for any characters, as in gen_ai.prompt*",
  input: list("keys"),
  needed: true,
};

/** Every kind of rule with its words and fields. */
export const KIND_FORMS: Readonly<Record<PolicyKind, KindForm>> = {
  "path-passes": {
    label: "Every path passes a processor",
    about: "Redaction before data leaves, memory_limiter first, a filter on the way.",
    paths: true,
    fields: [
      {
        name: "processors",
        label: "Passes one of these processors",
        hint: "such as redaction or attributes/mask",
        input: list("components"),
        needed: true,
      },
      {
        name: "first",
        label: "It stands before every other processor",
        hint: "",
        input: { as: "flag" },
      },
      {
        name: "before",
        label: "It stands before",
        hint: "such as batch",
        input: list("components"),
      },
      {
        name: "after",
        label: "It stands after",
        hint: "such as k8s_attributes",
        input: list("components"),
      },
      {
        name: "each",
        label: "How often",
        hint: "",
        input: {
          as: "one",
          choices: [
            { value: "path", label: "once between receiver and exporter" },
            { value: "pipeline", label: "in every pipeline on the way" },
          ],
        },
      },
    ],
  },
  destinations: {
    label: "Exporters send to these hosts alone",
    about: "A list of allowed hosts; everything else is a breach.",
    paths: true,
    fields: [
      {
        name: "hosts",
        label: "Allowed hosts",
        hint: "one per line; empty allows none",
        input: list("hosts"),
      },
      {
        name: "ownTelemetry",
        label: "Also where the Collector sends its own telemetry",
        hint: "",
        input: { as: "flag" },
      },
    ],
  },
  "tls-required": {
    label: "Exporters encrypt",
    about: "No plain text leaves, and certificates are checked.",
    paths: true,
    fields: [
      {
        name: "unverified",
        label: "Certificates may stay unchecked (insecure_skip_verify)",
        hint: "",
        input: { as: "flag" },
      },
    ],
  },
  sampling: {
    label: "A share of the data survives sampling",
    about: "Audit logs whole, traces cut down to what the backend can pay.",
    paths: true,
    fields: [
      {
        name: "atLeastPercent",
        label: "At least, %",
        hint: "100: never sampled",
        input: { as: "percent" },
      },
      { name: "atMostPercent", label: "At most, %", hint: "", input: { as: "percent" } },
    ],
  },
  "attributes-removed": {
    label: "Attributes never leave as they came",
    about: "Prompts, personal data, credentials in headers.",
    paths: true,
    fields: [
      ATTRIBUTES,
      {
        name: "atLeast",
        label: "What must happen to them",
        hint: "",
        input: {
          as: "one",
          choices: [
            { value: "masked", label: "removed, hashed or masked" },
            { value: "hashed", label: "removed or hashed" },
            { value: "removed", label: "removed" },
          ],
        },
      },
      {
        name: "contexts",
        label: "Where they are looked for",
        hint: "none chosen: spans and their events, log records, data points",
        input: {
          as: "some",
          choices: same(["resource", "scope", "span", "spanevent", "log", "datapoint"]),
        },
      },
    ],
  },
  "attributes-set": {
    label: "Attributes are on everything that leaves",
    about: "A retention label, an owner, a region.",
    paths: true,
    fields: [
      ATTRIBUTES,
      {
        name: "context",
        label: "Where they stand",
        hint: "",
        input: {
          as: "one",
          choices: same(["resource", "scope", "span", "spanevent", "log", "datapoint"]),
        },
      },
      {
        name: "values",
        label: "Allowed values",
        hint: "one per line, * for any characters; empty: any",
        input: list("texts"),
      },
    ],
  },
  "component-required": {
    label: "A component runs",
    about: "A health check, a memory limiter, an authenticator.",
    paths: false,
    fields: [COMPONENTS],
  },
  "component-forbidden": {
    label: "A component does not run",
    about: "No debug exporter, no deprecated receiver.",
    paths: false,
    fields: [
      COMPONENTS,
      {
        name: "unused",
        label: "Not even where no pipeline uses it",
        hint: "",
        input: { as: "flag" },
      },
    ],
  },
  "option-required": {
    label: "An option has a value",
    about: "Of every component that matches: a limit, a timeout, a queue that is on.",
    paths: false,
    fields: [{ ...COMPONENTS, hint: "such as exporter:otlp* or processor:memory_limiter" }],
  },
  "secrets-referenced": {
    label: "No secret stands in the text",
    about: "Passwords, tokens and keys come from the environment or a file.",
    paths: false,
    fields: [],
  },
  expression: {
    label: "An expression holds",
    about: "CEL over components and pipelines, for what has no form.",
    paths: false,
    fields: [
      {
        name: "expression",
        label: "Expression (CEL)",
        hint: "true means kept; docs/policies.md lists what it can read",
        input: { as: "code" },
        needed: true,
      },
      {
        name: "message",
        label: "What to say where it is false",
        hint: "empty: the expression itself",
        input: { as: "text" },
      },
    ],
  },
};

/** What an option may be asked to be. */
export const CONDITIONS = [
  { value: "equals", label: "is" },
  { value: "not-equals", label: "is not" },
  { value: "at-least", label: "is at least" },
  { value: "at-most", label: "is at most" },
  { value: "one-of", label: "is one of" },
  { value: "matches", label: "is like" },
  { value: "contains", label: "is a list with" },
  { value: "present", label: "is set" },
  { value: "absent", label: "is not set" },
] as const satisfies readonly Choice[];
