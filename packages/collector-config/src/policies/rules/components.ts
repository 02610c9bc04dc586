import type { Component } from "../../parse/config.js";
import { child, isSymbolic } from "../../parse/tree.js";
import { type Judged, type Judgement, ofComponent } from "../judgement.js";
import { matchesPatterns } from "../patterns/component-pattern.js";
import type { ComponentForbiddenRule, ComponentRequiredRule } from "../policy.js";
import type { PolicySubject } from "../subject.js";
import { patternsInWords } from "../words.js";

/** One component that matches runs. */
export function judgeRequired(rule: ComponentRequiredRule, subject: PolicySubject): Judged {
  const matching = subject.config.components.filter((each) =>
    matchesPatterns(each, rule.components),
  );
  const running = matching.find((each) => subject.isUsed(each));
  if (running !== undefined)
    return { judgements: [ofComponent(running, { verdict: "kept" })], incomplete: null };
  const wanted = patternsInWords(rule.components);
  const [defined] = matching;
  const verdict = namesFromEnvironment(subject) && defined !== undefined ? "cannot-tell" : "broken";
  const whole: Judgement = {
    verdict,
    signal: null,
    steps: [],
    place: subject.config.root.place,
    path: [],
    message: `${wanted} is missing`,
    remedy: `Define ${wanted} and name it where it belongs.`,
  };
  if (defined === undefined) return { judgements: [whole], incomplete: null };
  const where = defined.class === "extension" ? "service.extensions" : "a pipeline";
  const unused = {
    verdict: whole.verdict,
    message: `${defined.id} is defined and does not run`,
    remedy: `Name ${defined.id} in ${where}.`,
  };
  return { judgements: [ofComponent(defined, unused)], incomplete: null };
}

/** No component that matches runs, or is there at all. */
export function judgeForbidden(rule: ComponentForbiddenRule, subject: PolicySubject): Judged {
  const open = namesFromEnvironment(subject);
  const judgements = subject.config.components
    .filter((each) => matchesPatterns(each, rule.components))
    .map((component): Judgement => {
      const used = subject.isUsed(component);
      if (!used && rule.unused !== true && !open)
        return ofComponent(component, { verdict: "kept" });
      const certain = used || rule.unused === true;
      return ofComponent(component, {
        verdict: certain ? "broken" : "cannot-tell",
        message: `${word(component)} ${component.id} is forbidden`,
        remedy: `Take ${component.id} out${component.class === "extension" ? "" : " of its pipelines"}, or have it allowed.`,
      });
    });
  return { judgements, incomplete: null };
}

function word(component: Component): string {
  return `The ${component.class}`;
}

/** Whether some list of component names comes from the environment. */
export function namesFromEnvironment(subject: PolicySubject): boolean {
  const service = child(subject.config.root, "service");
  return (
    subject.incomplete === "from-environment" ||
    isSymbolic(child(service, "extensions")) ||
    subject.config.pipelines.some((each) => each.open.size > 0)
  );
}
