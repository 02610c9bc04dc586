import type { GraphPath, PathStep } from "../../graph/paths.js";
import type { Edit } from "../../finding.js";
import { descendAll } from "../descend-all.js";
import { insertProcessor } from "../insert-processor.js";
import {
  incompleteInWords,
  type Judged,
  type Judgement,
  ofPath,
  pathInWords,
  stepsOf,
} from "../judgement.js";
import { meets } from "../known.js";
import { matchesPatterns } from "../patterns/component-pattern.js";
import type { OptionRequirement, PathPassesRule } from "../policy.js";
import { hasOpenProcessors, type PolicySubject } from "../subject.js";
import { conditionInWords, patternsInWords } from "../words.js";
import { scopedPaths, unlessInside } from "./scope.js";

/** Every path passes one of the processors, with the options and in the place that the rule asks for. */
export function judgePathPasses(rule: PathPassesRule, subject: PolicySubject): Judged {
  const judgements = scopedPaths(subject, rule).map(({ path, inScope }) => {
    const stretches =
      rule.each === "pipeline" ? stretchesOf(path) : [{ from: 0, steps: path.steps }];
    const found = stretches.map((stretch) => judgeStretch(rule, subject, path, stretch));
    const worst =
      found.find((each) => each.verdict === "broken") ??
      found.find((each) => each.verdict === "cannot-tell") ??
      ofPath(subject, path, { verdict: "kept" });
    return unlessInside(worst, inScope);
  });
  return { judgements, incomplete: incompleteInWords(subject) };
}

/** Consecutive steps of a path. */
interface Stretch {
  readonly from: number;
  readonly steps: readonly PathStep[];
}

function stretchesOf(path: GraphPath): Stretch[] {
  return path.pipelines.map((id) => {
    const from = path.steps.findIndex((step) => step.pipeline === id);
    return { from, steps: path.steps.filter((step) => step.pipeline === id) };
  });
}

interface Candidate {
  readonly at: number;
  readonly id: string;
  readonly fits: boolean | "unknown";
  /** What is wrong with it; null where nothing is. */
  readonly fault: string | null;
}

function judgeStretch(
  rule: PathPassesRule,
  subject: PolicySubject,
  path: GraphPath,
  stretch: Stretch,
): Judgement {
  const processors = stretch.steps.flatMap((step, at) =>
    step.class === "processor" ? [{ step, at }] : [],
  );
  const candidates = processors
    .filter(({ step }) => matchesPatterns(step, rule.processors))
    .map(({ step, at }) => judgeCandidate(rule, subject, processors, step, at));
  const open = hasOpenProcessors(subject, path);
  const placed = rule.first === true || rule.before !== undefined || rule.after !== undefined;
  if (candidates.some((each) => each.fits === true) && !(open && placed))
    return ofPath(subject, path, { verdict: "kept" });
  const wanted = patternsInWords(rule.processors);
  if (open || candidates.some((each) => each.fits === "unknown"))
    return ofPath(subject, path, {
      verdict: "cannot-tell",
      message: `Whether ${pathInWords(path)} passes ${wanted} depends on the environment`,
      remedy: "Write it out, or look at what the agent reports as effective.",
    });
  const [faulty] = candidates;
  const where = placeInWords(rule);
  const at = gapAt(rule, stretch);
  const edit = faulty === undefined ? insertion(rule, subject, stretch, at) : undefined;
  return ofPath(subject, path, {
    verdict: "broken",
    steps:
      faulty === undefined
        ? stepsOf(subject, path, { at: stretch.from + at, id: wanted })
        : stepsOf(subject, path),
    message:
      faulty === undefined
        ? `${pathInWords(path)} skips ${wanted}`
        : `${pathInWords(path)} passes ${faulty.id}, ${faulty.fault}`,
    remedy:
      faulty === undefined
        ? `Add ${edit?.id ?? wanted} to the processors of the pipeline${where}.`
        : remedyFor(rule, faulty, where),
    edit: edit?.edit,
  });
}

function judgeCandidate(
  rule: PathPassesRule,
  subject: PolicySubject,
  processors: readonly { readonly step: PathStep; readonly at: number }[],
  step: PathStep,
  at: number,
): Candidate {
  const others = processors.filter((each) => each.at !== at);
  const before =
    rule.before === undefined
      ? undefined
      : others.find(
          ({ step: other, at: place }) => place < at && matchesPatterns(other, rule.before),
        );
  const after =
    rule.after === undefined
      ? undefined
      : others.find(
          ({ step: other, at: place }) => place > at && matchesPatterns(other, rule.after),
        );
  const earlier = rule.first === true ? others.find((each) => each.at < at) : undefined;
  const misplaced = before ?? earlier;
  if (misplaced !== undefined)
    return { at, id: step.id, fits: false, fault: `but after ${misplaced.step.id}` };
  if (after !== undefined)
    return { at, id: step.id, fits: false, fault: `but before ${after.step.id}` };
  for (const requirement of rule.options ?? []) {
    const fits = optionFits(subject, step.id, requirement);
    if (fits === true) continue;
    const option = requirement.path.join(".");
    const fault = `but its ${option} is not ${conditionInWords(requirement.condition)}`;
    return { at, id: step.id, fits, fault };
  }
  return { at, id: step.id, fits: true, fault: null };
}

function optionFits(
  subject: PolicySubject,
  id: string,
  { path, condition, whenAbsent }: OptionRequirement,
): boolean | "unknown" {
  const component = subject.component("processor", id);
  if (component === undefined) return "unknown";
  const found = descendAll(component.body, path).map(({ node }) =>
    meets(node, condition, whenAbsent),
  );
  if (found.includes(false)) return false;
  return found.includes("unknown") ? "unknown" : true;
}

function remedyFor(rule: PathPassesRule, { id, fault }: Candidate, where: string): string {
  const option = fault?.startsWith("but its");
  return option === true
    ? `Set the options of ${id} as asked: ${optionsInWords(rule)}.`
    : `Move ${id}${where.replace(",", "")}.`;
}

function optionsInWords(rule: PathPassesRule): string {
  return (rule.options ?? [])
    .map((each) => `${each.path.join(".")} ${conditionInWords(each.condition)}`)
    .join(", ");
}

function placeInWords(rule: PathPassesRule): string {
  if (rule.first === true) return ", before every other processor";
  if (rule.before !== undefined) return `, before ${patternsInWords(rule.before)}`;
  return rule.after === undefined ? "" : `, after ${patternsInWords(rule.after)}`;
}

/** Where in the stretch the processor belongs: before the step at this index. */
function gapAt(rule: PathPassesRule, { steps }: Stretch): number {
  const firstProcessor = steps.findIndex((step) => step.class === "processor");
  const end = steps.length - 1;
  if (rule.first === true) return firstProcessor < 0 ? end : firstProcessor;
  const before = steps.findIndex(
    (step) =>
      step.class === "processor" && rule.before !== undefined && matchesPatterns(step, rule.before),
  );
  return before < 0 ? end : before;
}

/** A defined processor that fits, put into the pipeline that holds the gap. */
function insertion(
  rule: PathPassesRule,
  subject: PolicySubject,
  stretch: Stretch,
  at: number,
): { readonly id: string; readonly edit: Edit } | undefined {
  const beside = stretch.steps[at];
  const pipeline = beside === undefined ? undefined : subject.pipeline(beside.pipeline);
  if (pipeline === undefined) return undefined;
  const fitting = subject.config.components.find(
    (each) =>
      each.class === "processor" &&
      matchesPatterns(each, rule.processors) &&
      !pipeline.processors.some((mention) => mention.id === each.id) &&
      (rule.options ?? []).every((option) => optionFits(subject, each.id, option) === true),
  );
  if (fitting === undefined) return undefined;
  const ahead = stretch.steps
    .slice(0, at)
    .filter((step) => step.class === "processor" && step.pipeline === pipeline.id).length;
  const edit = insertProcessor(subject.config, pipeline, fitting.id, ahead);
  return edit === undefined ? undefined : { id: fitting.id, edit };
}
