import { descendAll } from "../descend-all.js";
import { incompleteInWords, type Judged, type Judgement, ofComponent } from "../judgement.js";
import { meets } from "../known.js";
import { matchesPatterns } from "../patterns/component-pattern.js";
import type { OptionRequiredRule } from "../policy.js";
import type { PolicySubject } from "../subject.js";
import { conditionInWords } from "../words.js";

/** Every component that matches and runs has the option as asked. */
export function judgeOption(rule: OptionRequiredRule, subject: PolicySubject): Judged {
  const judgements = subject.config.components
    .filter((each) => matchesPatterns(each, rule.components) && subject.isUsed(each))
    .map((component): Judgement => {
      const found = descendAll(component.body, rule.path).map((each) => ({
        ...each,
        fits: meets(each.node, rule.condition, rule.whenAbsent),
      }));
      const fault =
        found.find((each) => each.fits === false) ?? found.find((each) => each.fits === "unknown");
      if (fault === undefined) return ofComponent(component, { verdict: "kept" });
      const option = rule.path.join(".");
      const wanted = conditionInWords(rule.condition);
      return ofComponent(component, {
        verdict: fault.fits === false ? "broken" : "cannot-tell",
        place: fault.node?.place ?? component.place,
        path: [...component.path, ...fault.path],
        message:
          fault.fits === false
            ? `${component.id} has not ${option} ${wanted}`
            : `Whether ${component.id} has ${option} ${wanted} depends on the environment`,
        remedy: `Set ${option} of ${component.id}: ${wanted}.`,
      });
    });
  return { judgements, incomplete: incompleteInWords(subject) };
}
