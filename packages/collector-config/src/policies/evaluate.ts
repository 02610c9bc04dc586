import type { CollectorConfig } from "../parse/config.js";
import { parseConfig } from "../parse/parse.js";
import type { ExpressionEvaluator } from "./expression.js";
import type { Judged, Judgement } from "./judgement.js";
import { EVIDENCE_MAX } from "./limits.js";
import type { PolicyRule } from "./policy.js";
import { judgeAttributesRemoved } from "./rules/attributes-removed.js";
import { judgeAttributesSet } from "./rules/attributes-set.js";
import { judgeForbidden, judgeRequired } from "./rules/components.js";
import { judgeDestinations } from "./rules/destinations.js";
import { judgeExpression } from "./rules/expression.js";
import { judgeOption } from "./rules/option-required.js";
import { judgePathPasses } from "./rules/path-passes.js";
import { judgeSampling } from "./rules/sampling.js";
import { judgeSecrets } from "./rules/secrets-referenced.js";
import { judgeTls } from "./rules/tls-required.js";
import { type PolicySubject, policySubject } from "./subject.js";
import type { Evidence, PolicyVerdict, Witness } from "./verdict.js";

export interface PolicyOptions {
  /** Evaluates `expression` rules; without it they cannot be told. */
  readonly expressions?: ExpressionEvaluator;
}

/**
 * Judges one rule about one configuration, given as text, as parsed, or as a subject that several rules share. A text
 * that cannot be read cannot be told. Never throws, and the same input gives the same verdict.
 */
export function evaluatePolicy(
  rule: PolicyRule,
  input: string | CollectorConfig | PolicySubject,
  options: PolicyOptions = {},
): PolicyVerdict {
  const subject = subjectOf(input);
  if (subject === null) return UNREADABLE;
  return verdictOf(judge(rule, subject, options), subject);
}

/** A subject for many rules; null for a text that cannot be read. */
export function subjectOf(input: string | CollectorConfig | PolicySubject): PolicySubject | null {
  if (typeof input !== "string") return "paths" in input ? input : policySubject(input);
  const { config } = parseConfig(input);
  return config === null ? null : policySubject(config);
}

const UNREADABLE: PolicyVerdict = {
  verdict: "cannot-tell",
  judged: 0,
  broken: 0,
  unknown: 0,
  evidence: [],
  truncated: false,
  witness: null,
  remedy: "Correct the text: it cannot be read as a configuration.",
};

function judge(rule: PolicyRule, subject: PolicySubject, options: PolicyOptions): Judged {
  switch (rule.kind) {
    case "path-passes":
      return judgePathPasses(rule, subject);
    case "destinations":
      return judgeDestinations(rule, subject);
    case "tls-required":
      return judgeTls(rule, subject);
    case "sampling":
      return judgeSampling(rule, subject);
    case "attributes-removed":
      return judgeAttributesRemoved(rule, subject);
    case "attributes-set":
      return judgeAttributesSet(rule, subject);
    case "component-required":
      return judgeRequired(rule, subject);
    case "component-forbidden":
      return judgeForbidden(rule, subject);
    case "option-required":
      return judgeOption(rule, subject);
    case "secrets-referenced":
      return judgeSecrets(subject);
    case "expression":
      return judgeExpression(rule, subject, options.expressions);
  }
}

function verdictOf(
  { judgements, incomplete, fault }: Judged,
  subject: PolicySubject,
): PolicyVerdict {
  const broken = judgements.filter((each) => each.verdict === "broken");
  const unsure = judgements.filter((each) => each.verdict === "cannot-tell");
  const shown = [...broken, ...unsure];
  const verdict =
    broken.length > 0
      ? "broken"
      : unsure.length > 0 || incomplete !== null
        ? "cannot-tell"
        : "kept";
  const [first] = broken;
  const remedy = shown[0]?.remedy ?? incomplete;
  return {
    verdict,
    judged: judgements.length,
    broken: broken.length,
    unknown: unsure.length,
    evidence: shown.slice(0, EVIDENCE_MAX).map(evidenceOf),
    truncated: subject.incomplete === "too-many" || shown.length > EVIDENCE_MAX,
    witness: first === undefined ? null : witnessOf(first),
    remedy: verdict === "kept" ? null : remedy,
    ...(fault === undefined ? {} : { fault }),
  };
}

function evidenceOf(judgement: Judgement): Evidence {
  const { verdict, signal, steps, place, path, message, remedy, edit } = judgement;
  return {
    verdict,
    signal,
    steps,
    line: place.line,
    column: place.column,
    path,
    message,
    remedy,
    ...(edit === undefined ? {} : { edit }),
  };
}

const ONE: Readonly<Record<string, string>> = {
  traces: "A span",
  metrics: "A metric",
  logs: "A log record",
  profiles: "A profile",
};

function witnessOf({ signal, steps, attribute, message }: Judgement): Witness {
  const from = steps.find((step) => step.class === "receiver")?.id ?? null;
  const to = steps.findLast((step) => step.class === "exporter")?.id ?? null;
  const carrying = attribute === undefined ? {} : { attribute };
  if (signal === null || from === null || to === null)
    return { signal, from, to, ...carrying, text: `${message}.` };
  const thing = `${ONE[signal] ?? "Data"}${attribute === undefined ? "" : ` with ${attribute}`}`;
  const gap = steps.find((step) => step.missing === true);
  const how = gap === undefined || attribute !== undefined ? "" : ` without ${gap.id}`;
  return {
    signal,
    from,
    to,
    ...carrying,
    text: `${thing} that comes in by ${from} leaves through ${to}${how}.`,
  };
}
