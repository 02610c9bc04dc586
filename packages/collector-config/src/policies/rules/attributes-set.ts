import type { GraphPath } from "../../graph/paths.js";
import { recordContexts } from "../attributes/contexts.js";
import type { Effect } from "../attributes/effect.js";
import {
  incompleteInWords,
  type Judged,
  type Judgement,
  ofPath,
  pathInWords,
  stepsOf,
} from "../judgement.js";
import { globMatches } from "../patterns/glob.js";
import type { AttributeContext, AttributesSetRule } from "../policy.js";
import { holds } from "../regex/language.js";
import { hasOpenProcessors, type PolicySubject } from "../subject.js";
import { effectsOnce } from "./attributes-removed.js";
import { scopedPaths, unlessInside } from "./scope.js";

/** Attributes are on everything that reaches an exporter, because a processor on the way puts them there. */
export function judgeAttributesSet(rule: AttributesSetRule, subject: PolicySubject): Judged {
  const effectsAt = effectsOnce(subject);
  const judgements = scopedPaths(subject, rule).map(({ path, inScope }) => {
    const states = rule.attributes.map((key) => ({
      key,
      state: stateOf(rule, effectsAt, path, key),
    }));
    const missing = states.find(({ state }) => state === "missing" || state === "wrong");
    const unsure = states.find(({ state }) => state === "unknown");
    const shown = missing ?? unsure;
    if (shown === undefined) return ofPath(subject, path, { verdict: "kept" });
    const sure = missing !== undefined && !hasOpenProcessors(subject, path);
    return unlessInside(judged(rule, subject, path, shown.key, sure), inScope);
  });
  return { judgements, incomplete: incompleteInWords(subject) };
}

type State = "missing" | "wrong" | "unknown" | "set";

function stateOf(
  rule: AttributesSetRule,
  effectsAt: (id: string, signal: string) => readonly Effect[],
  path: GraphPath,
  key: string,
): State {
  let state: State = "missing";
  const context = rule.context ?? "resource";
  path.steps.forEach((step, index) => {
    const next = path.steps[index + 1]?.signal ?? step.signal;
    if (step.class === "connector" && next !== step.signal && context !== "resource")
      state = "missing";
    if (step.class !== "processor" || !isThere(context, step.signal)) return;
    for (const effect of effectsAt(step.id, step.signal))
      state = after(rule, context, key, effect, state);
  });
  return state;
}

function isThere(context: AttributeContext, signal: string): boolean {
  return context === "resource" || context === "scope" || recordContexts(signal).includes(context);
}

function after(
  rule: AttributesSetRule,
  context: AttributeContext,
  key: string,
  effect: Effect,
  state: State,
): State {
  if (effect.kind === "cover") {
    const hit = effect.contexts.includes(context) && holds(effect.keys, key) !== false;
    if (!hit || effect.strength !== "removed") return state;
    return effect.certainty === "always" ? "missing" : state === "set" ? "unknown" : state;
  }
  if (effect.kind !== "set" || effect.context !== context || effect.key !== key) return state;
  if (effect.mode === "if-present" && state === "missing") return state;
  const right = allowed(rule, effect.value);
  // What came in with the data has a value that nobody knows.
  const constrained = effect.mode === "if-absent" && rule.values !== undefined;
  if (effect.certainty !== "always") return state === "set" && right === true ? state : "unknown";
  if (right === false) return effect.mode === "if-absent" && state === "set" ? state : "wrong";
  return right === "unknown" || constrained ? "unknown" : "set";
}

function allowed({ values }: AttributesSetRule, value: string | null): boolean | "unknown" {
  if (values === undefined) return true;
  return value === null ? "unknown" : values.some((glob) => globMatches(glob, value));
}

function judged(
  rule: AttributesSetRule,
  subject: PolicySubject,
  path: GraphPath,
  key: string,
  sure: boolean,
): Judgement {
  const context = rule.context ?? "resource";
  const values = rule.values === undefined ? "" : ` to ${rule.values.join(" or ")}`;
  return ofPath(subject, path, {
    verdict: sure ? "broken" : "cannot-tell",
    steps: stepsOf(subject, path, { at: path.steps.length - 1, id: `sets ${key}` }),
    message: sure
      ? `${pathInWords(path)} does not set the ${context} attribute ${key}${values}`
      : `Whether ${pathInWords(path)} sets the ${context} attribute ${key}${values} cannot be told`,
    remedy: `Upsert ${key}${values} on the way, for instance with the ${context === "resource" ? "resource" : "attributes"} processor.`,
  });
}
