import type { GraphPath } from "../../graph/paths.js";
import type { Effect } from "../attributes/effect.js";
import { effectsOf } from "../attributes/effects-of.js";
import { contextsOf, recordContexts } from "../attributes/contexts.js";
import { type Fate, followAttribute } from "../attributes/follow.js";
import {
  incompleteInWords,
  type Judged,
  type Judgement,
  ofPath,
  pathInWords,
  stepsOf,
} from "../judgement.js";
import type { AttributesRemovedRule } from "../policy.js";
import { hasOpenProcessors, type PolicySubject } from "../subject.js";
import { scopedPaths, unlessInside } from "./scope.js";

/** Attributes do not reach an exporter as they came in, whatever the processors on the way are called. */
export function judgeAttributesRemoved(
  rule: AttributesRemovedRule,
  subject: PolicySubject,
): Judged {
  const effectsAt = effectsOnce(subject);
  // Receivers and exporters do not touch attributes: one judgement for all paths over the same pipelines.
  const known = new Map<string, ReadonlyMap<string, Fate>>();
  const judgements = scopedPaths(subject, rule).map(({ path, inScope }) => {
    const way = path.steps
      .slice(1, -1)
      .map((step) => `${step.pipeline} ${step.id}`)
      .join();
    const fates =
      known.get(`${path.signals.join()} ${way}`) ?? fatesOf(rule, subject, effectsAt, path);
    known.set(`${path.signals.join()} ${way}`, fates);
    return unlessInside(judgePath(rule, subject, path, fates), inScope);
  });
  return { judgements, incomplete: incompleteInWords(subject) };
}

/** What each processor does, found once. */
export function effectsOnce(
  subject: PolicySubject,
): (id: string, signal: string) => readonly Effect[] {
  const known = new Map<string, readonly Effect[]>();
  return (id, signal) => {
    const key = `${signal} ${id}`;
    const component = subject.component("processor", id);
    const effects = known.get(key) ?? (component === undefined ? [] : effectsOf(component, signal));
    known.set(key, effects);
    return effects;
  };
}

function fatesOf(
  rule: AttributesRemovedRule,
  subject: PolicySubject,
  effectsAt: (id: string, signal: string) => readonly Effect[],
  path: GraphPath,
): ReadonlyMap<string, Fate> {
  const signal = path.signals[0] ?? "";
  const there = contextsOf(signal);
  const contexts = (rule.contexts ?? recordContexts(signal)).filter((each) => there.includes(each));
  return new Map(
    rule.attributes.map((glob) => [
      glob,
      followAttribute(subject, effectsAt, path, glob, contexts, rule.atLeast ?? "hashed"),
    ]),
  );
}

/** Most attributes that a message names. */
const NAMED_MAX = 3;

function judgePath(
  rule: AttributesRemovedRule,
  subject: PolicySubject,
  path: GraphPath,
  fates: ReadonlyMap<string, Fate>,
): Judgement {
  const broken = [...fates].filter(([, fate]) => fate.verdict === "broken");
  const unsure = [...fates].filter(([, fate]) => fate.verdict === "cannot-tell");
  const unmodelled = recordContexts(path.signals[0] ?? "").length === 0;
  if (broken.length + unsure.length === 0 && !unmodelled)
    return ofPath(subject, path, { verdict: "kept" });
  const sure = broken.length > 0 && !hasOpenProcessors(subject, path);
  const shown = broken.length > 0 ? broken : unsure;
  const [first] = shown;
  const names = shown
    .slice(0, NAMED_MAX)
    .map(([glob]) => glob)
    .join(", ");
  const more = shown.length > NAMED_MAX ? ` and ${shown.length - NAMED_MAX} more` : "";
  const done =
    rule.atLeast === "removed"
      ? "removed"
      : rule.atLeast === "masked"
        ? "masked"
        : "removed or hashed";
  return ofPath(subject, path, {
    verdict: sure ? "broken" : "cannot-tell",
    steps: stepsOf(subject, path, { at: path.steps.length - 1, id: done }),
    message: sure
      ? `${pathInWords(path)} lets ${names}${more} through`
      : `Whether ${pathInWords(path)} lets ${names}${more} through cannot be told`,
    remedy: `Have ${names}${more} ${done} before ${path.exit}, for instance with redaction or transform.`,
    ...(sure && first !== undefined ? { attribute: first[1].key } : {}),
  });
}
