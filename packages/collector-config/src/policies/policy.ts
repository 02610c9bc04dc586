import type { PlainScalar, ValueCondition } from "./condition.js";

/** The signals a rule may be limited to. */
export type PolicySignal = "traces" | "metrics" | "logs" | "profiles";

/** Where an attribute can stand. Spans, span events, log records and data points are the records of a signal. */
export type AttributeContext = "resource" | "scope" | "span" | "spanevent" | "log" | "datapoint";

/**
 * Which paths a rule speaks about: those of one of `signals`, from a receiver that matches `from` to an exporter that
 * matches `to`. What is left out matches everything. The signal is the one that reaches the exporter.
 */
export interface PathScope {
  readonly signals?: readonly PolicySignal[];
  /** Component patterns (`otlp*`, `file_log/audit`, `!otlp/internal`). */
  readonly from?: readonly string[];
  /** Component patterns. */
  readonly to?: readonly string[];
  /** Host patterns: exporters that send to these hosts alone are inside the house and not judged. */
  readonly exceptHosts?: readonly string[];
}

/** What the component that a path must pass looks like. */
export interface OptionRequirement {
  /** Keys from the component's body; `*` stands for every entry of a map or list. */
  readonly path: readonly string[];
  readonly condition: ValueCondition;
  /** The value that counts where the option is not written: the component's default. */
  readonly whenAbsent?: PlainScalar;
}

/** Every path passes a processor: "prompts are masked before they leave", "memory_limiter comes first". */
export interface PathPassesRule extends PathScope {
  readonly kind: "path-passes";
  /** Component patterns; one of them must be passed. */
  readonly processors: readonly string[];
  /** All must hold for the processor that is passed. */
  readonly options?: readonly OptionRequirement[];
  /** It stands before every processor that matches one of these. */
  readonly before?: readonly string[];
  /** It stands after every processor that matches one of these. */
  readonly after?: readonly string[];
  /** It stands before every other processor. */
  readonly first?: boolean;
  /** `path` (default): once between receiver and exporter. `pipeline`: in every pipeline on the way. */
  readonly each?: "path" | "pipeline";
}

/** Exporters send to these hosts alone. */
export interface DestinationsRule extends PathScope {
  readonly kind: "destinations";
  /** Host patterns (`*.example.com`, `tempo:4317`, `10.0.0.0/8`, `localhost`). */
  readonly hosts: readonly string[];
  /** Also where the Collector sends its own telemetry (`service.telemetry`). Default false. */
  readonly ownTelemetry?: boolean;
}

/** Exporters encrypt: no plain text, no certificate left unchecked. */
export interface TlsRequiredRule extends PathScope {
  readonly kind: "tls-required";
  /** Lets `insecure_skip_verify: true` pass. Default false. */
  readonly unverified?: boolean;
}

/** What share of the data survives the samplers of every path, in percent. 100 at least means "never sampled". */
export interface SamplingRule extends PathScope {
  readonly kind: "sampling";
  /** From 0 to 100. */
  readonly atLeastPercent?: number;
  /** From 0 to 100. */
  readonly atMostPercent?: number;
}

/** Attributes never reach an exporter as they came in. */
export interface AttributesRemovedRule extends PathScope {
  readonly kind: "attributes-removed";
  /** Attribute keys; `*` stands for any characters (`gen_ai.prompt*`). */
  readonly attributes: readonly string[];
  /** Where they are looked for. Default: the records of the signal (span and spanevent, log, datapoint). */
  readonly contexts?: readonly AttributeContext[];
  /**
   * `removed`: gone. `hashed` (default): gone or replaced by a hash. `masked`: also where their content is overwritten or
   * matched parts of it are.
   */
  readonly atLeast?: "removed" | "hashed" | "masked";
}

/** Attributes are on everything that reaches an exporter: "every record names its retention". */
export interface AttributesSetRule extends PathScope {
  readonly kind: "attributes-set";
  /** Attribute keys, all of them. */
  readonly attributes: readonly string[];
  /** Default `resource`. */
  readonly context?: AttributeContext;
  /** Globs: the values that are allowed. Default: any. */
  readonly values?: readonly string[];
}

/** A component is there and runs. */
export interface ComponentRequiredRule {
  readonly kind: "component-required";
  /** Component patterns; one match is enough. */
  readonly components: readonly string[];
}

/** A component does not run. */
export interface ComponentForbiddenRule {
  readonly kind: "component-forbidden";
  /** Component patterns. */
  readonly components: readonly string[];
  /** Also components that no pipeline uses: the Collector reads them and starts nothing. Default false. */
  readonly unused?: boolean;
}

/** An option of every component that matches has a value. Nothing matching: kept. */
export interface OptionRequiredRule extends OptionRequirement {
  readonly kind: "option-required";
  /** Component patterns. */
  readonly components: readonly string[];
}

/** Passwords, tokens and keys come from the environment or a file: no secret stands in the text. */
export interface SecretsReferencedRule {
  readonly kind: "secrets-referenced";
}

/** An expression in CEL over the model of `policyModel`; true means kept. */
export interface ExpressionRule {
  readonly kind: "expression";
  /** At most EXPRESSION_LENGTH_MAX characters. */
  readonly expression: string;
  /** What to say where it is false. Default: the expression itself. */
  readonly message?: string;
}

/** A guardrail as data: what must hold for a configuration. Told apart by `kind`. */
export type PolicyRule =
  | PathPassesRule
  | DestinationsRule
  | TlsRequiredRule
  | SamplingRule
  | AttributesRemovedRule
  | AttributesSetRule
  | ComponentRequiredRule
  | ComponentForbiddenRule
  | OptionRequiredRule
  | SecretsReferencedRule
  | ExpressionRule;

export type PolicyKind = PolicyRule["kind"];

/** Every kind of rule. */
export const POLICY_KINDS = [
  "path-passes",
  "destinations",
  "tls-required",
  "sampling",
  "attributes-removed",
  "attributes-set",
  "component-required",
  "component-forbidden",
  "option-required",
  "secrets-referenced",
  "expression",
] as const satisfies readonly PolicyKind[];

/** `block` keeps a broken configuration from leaving; `warn` says it and lets it pass. */
export type PolicySeverity = "block" | "warn";

/** A rule with its name and words, as people keep it. */
export interface Policy {
  /** `[a-z0-9][a-z0-9-]{0,62}` */
  readonly name: string;
  /** A promise in words: "Prompts are masked before they leave". */
  readonly title: string;
  readonly description: string;
  readonly severity: PolicySeverity;
  readonly rule: PolicyRule;
}
