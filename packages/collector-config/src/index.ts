// Read a configuration.
export { type ParsedConfig, parseConfig } from "./parse/parse.js";
export type {
  CollectorConfig,
  Component,
  ComponentClass,
  Mention,
  Pipeline,
  Role,
} from "./parse/config.js";
export type {
  ConfigNode,
  ListNode,
  MapEntry,
  MapNode,
  ScalarNode,
  ScalarType,
} from "./parse/tree.js";
export type { ConfigReference } from "./parse/references.js";
export type { Place } from "./text/place.js";
export { expandConfig, type PlainValue, type Variables } from "./parse/expand.js";

// Check it: findings, rules, what an agent can run.
export { applyEdit, type Edit, type Finding, type Severity } from "./finding.js";
export { type CheckedConfig, checkConfig } from "./findings/check-config.js";
export type { CheckOptions } from "./findings/check-options.js";
export { DOCUMENTED_RULES, type DocumentedRule } from "./findings/documented-rules.js";
export type { Rule, RuleContext, RuleExample, RulePage } from "./findings/rule.js";
export type { RuleLevel } from "./findings/rule-level.js";
export { RULES } from "./findings/rules.js";
export { checkComponents, type CheckComponentsOptions } from "./components/check.js";
export type { ReportedComponent, ReportedComponents } from "./components/reported.js";
export { componentsUsed, type UsedComponent } from "./components/used.js";

// What components take, per Collector version.
export type {
  Catalogue,
  CatalogueComponent,
  OptionKind,
  OptionNode,
} from "./catalogue/catalogue.js";
export { loadCatalogue } from "./catalogue/load.js";
export {
  CATALOGUE_VERSIONS,
  catalogueVersionOf,
  DEFAULT_COLLECTOR_VERSION,
  nearestCatalogueVersion,
} from "./catalogue/versions.js";

// How data flows.
export {
  type ConfigGraph,
  type GraphComponent,
  type GraphLink,
  type GraphPipeline,
  graphOf,
} from "./graph/graph.js";
export { type GraphPath, type GraphPaths, type PathStep, pathsOf } from "./graph/paths.js";

// What an edit means.
export { fingerprint } from "./fingerprint/fingerprint.js";
export { difference } from "./difference/difference.js";
export type { Change, Difference, OptionChange } from "./difference/change.js";
export type { Consequence, Impact, Purpose } from "./difference/consequence.js";
export { worstImpact } from "./difference/severity.js";
export { describeChange } from "./difference/words/change.js";
export { describeConsequence } from "./difference/words/consequence.js";
export type { Description } from "./difference/words/description.js";

// What an agent runs beside what was wanted.
export { type ConfigInput, type Containment, contains } from "./contains/contains.js";
export type { LineRange } from "./contains/desired-lines.js";
export { type ExplainedConfig, explainEffective, maskDifference } from "./contains/explain.js";
export type { Unjudged } from "./contains/unjudged.js";
export type { ConfigDifference } from "./contains/values.js";
export { type ImportedConfig, importConfig } from "./import/import-config.js";
export { type Redacted, redact } from "./redact/redact.js";

// Guard it: policies.
export { evaluatePolicy, type PolicyOptions } from "./policies/evaluate.js";
export { type PolicyFinding, policyFindings } from "./policies/findings.js";
export { type RuleProblem, ruleProblems } from "./policies/check-rule.js";
export { ruleInWords } from "./policies/words.js";
export { READY_POLICIES } from "./policies/ready-made/ready-policies.js";
export {
  GEN_AI_CONTENT_ATTRIBUTES,
  OTHER_MODEL_CONTENT_ATTRIBUTES,
} from "./policies/ready-made/gen-ai.js";
export {
  type AttributeContext,
  type AttributesRemovedRule,
  type AttributesSetRule,
  type ComponentForbiddenRule,
  type ComponentRequiredRule,
  type DestinationsRule,
  type ExpressionRule,
  type OptionRequiredRule,
  type OptionRequirement,
  type PathPassesRule,
  type PathScope,
  type Policy,
  POLICY_KINDS,
  type PolicyKind,
  type PolicyRule,
  type PolicySeverity,
  type PolicySignal,
  type SamplingRule,
  type SecretsReferencedRule,
  type TlsRequiredRule,
} from "./policies/policy.js";
export type { PlainScalar, ValueCondition } from "./policies/condition.js";
export type {
  Evidence,
  EvidenceStep,
  PolicyVerdict,
  VerdictWord,
  Witness,
} from "./policies/verdict.js";
export type { ExpressionEvaluator, ExpressionResult } from "./policies/expression.js";
export { type ModelValue, type PolicyModel, UnknownValue } from "./policies/model.js";

// Make one text of several.
export { mergeConfig } from "./merge/merge-config.js";
export { findingsByLayer, originOf } from "./merge/origins.js";
export type {
  LayerFinding,
  LayerInput,
  LineOrigin,
  MergedConfig,
  OriginRun,
} from "./merge/layer.js";
export { type UsedVariable, type VariablePlace, variablesIn } from "./variables/find.js";
export { type Rendered, renderVariables, type Template, templateOf } from "./variables/render.js";
export {
  fitsType,
  VARIABLE_NAME,
  type VariableDeclaration,
  type VariableType,
  type VariableValue,
  type VariableValues,
} from "./variables/variable.js";

// Secrets: taken by name, put in where a text leaves.
export { secretsIn, type SecretPlace, type UsedSecret } from "./secrets/find.js";
export { secretFindings } from "./secrets/findings.js";
export { putSecrets } from "./secrets/put-secrets.js";
export { SECRET_NAME, secretReference } from "./secrets/secret.js";

// Help who writes it.
export { type Completion, type Completions, COMPLETIONS_MAX } from "./editing/completion.js";
export { completionAt } from "./editing/completion-at.js";
export type { EditingContext } from "./editing/context.js";
export { type Hover, hoverAt } from "./editing/hover.js";

// Limits.
export {
  CONFIG_DEPTH_MAX,
  CONFIG_EXPANDED_MAX,
  CONFIG_LENGTH_MAX,
  CONFIG_PARTS_MAX,
  CONFIG_VALUES_MAX,
  EDIT_LENGTH_MAX,
  FINDINGS_MAX,
  GRAPH_LINKS_MAX,
  PATH_STEPS_MAX,
  PATHS_MAX,
} from "./parse/limits.js";
export { CHANGES_MAX, CONSEQUENCES_MAX, VALUE_LENGTH_MAX } from "./difference/limits.js";
export { EXPLAINED_MAX } from "./contains/explain.js";
export { UNJUDGED_MAX } from "./contains/unjudged.js";
export { MASKED_PATHS_MAX } from "./import/rewrite.js";
export { MERGE_LAYERS_MAX, MERGE_NAMES_MAX, MERGE_WORK_MAX } from "./merge/layer.js";
export {
  EVIDENCE_MAX,
  EXPRESSION_LENGTH_MAX,
  PATTERN_LENGTH_MAX,
  PATTERNS_MAX,
} from "./policies/limits.js";

// For the hub and its command: judging often, keeping apart, suggesting.
export { inReadingOrder } from "./finding.js";
export { nearest } from "./findings/nearest.js";
export { findingsOf } from "./policies/findings.js";
export { type PolicySubject, policySubject } from "./policies/subject.js";
export { joinVolatile, type SplitConfig, splitVolatile, supervisedBy } from "./volatile/split.js";
