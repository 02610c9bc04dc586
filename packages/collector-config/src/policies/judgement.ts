import type { Edit } from "../finding.js";
import type { GraphPath } from "../graph/paths.js";
import type { Component } from "../parse/config.js";
import type { Place } from "../text/place.js";
import { lastPipelineOf, type PolicySubject, signalOf } from "./subject.js";
import type { EvidenceStep, VerdictWord } from "./verdict.js";

/** What a rule says of one path or component, before it is counted and sorted. */
export interface Judgement {
  readonly verdict: VerdictWord;
  readonly signal: string | null;
  readonly steps: readonly EvidenceStep[];
  readonly place: Place;
  readonly path: readonly string[];
  readonly message: string;
  readonly remedy: string;
  readonly edit?: Edit | undefined;
  /** The attribute that gets through. */
  readonly attribute?: string | undefined;
}

/** What a rule says of a whole configuration. */
export interface Judged {
  readonly judgements: readonly Judgement[];
  /** Why there may be more than was judged; null where everything was. */
  readonly incomplete: string | null;
  /** What is wrong with the rule itself. */
  readonly fault?: string;
}

/** A gap to mark among the steps: before the step at `at`. */
export interface Gap {
  readonly at: number;
  readonly id: string;
}

/** A path as evidence shows it. */
export function stepsOf(subject: PolicySubject, path: GraphPath, gap?: Gap): EvidenceStep[] {
  const steps = path.steps.map((step): EvidenceStep => {
    const line = subject.mention(step)?.place.line ?? null;
    return { class: step.class, id: step.id, pipeline: step.pipeline, line };
  });
  if (gap === undefined) return steps;
  const pipeline = path.steps[Math.min(gap.at, path.steps.length - 1)]?.pipeline ?? null;
  steps.splice(gap.at, 0, {
    class: "processor",
    id: gap.id,
    pipeline,
    line: null,
    missing: true,
  });
  return steps;
}

/** Most components of a path that a message names. */
const WORDS_MAX = 12;

/** "otlp, batch, otlp_http/partner". */
export function pathInWords(path: GraphPath): string {
  const ids = path.steps.map((step) => step.id);
  if (ids.length <= WORDS_MAX) return ids.join(", ");
  return [...ids.slice(0, WORDS_MAX - 1), "…", ids.at(-1)].join(", ");
}

/** Where a path is shown: the pipeline that holds its exporter. */
export function placeOfPath(
  subject: PolicySubject,
  path: GraphPath,
): { readonly place: Place; readonly path: readonly string[] } {
  const pipeline = subject.pipeline(lastPipelineOf(path));
  return {
    place: pipeline?.place ?? subject.config.root.place,
    path: pipeline?.path ?? [],
  };
}

/** A judgement of a path; kept ones carry no words. */
export function ofPath(
  subject: PolicySubject,
  path: GraphPath,
  parts: Partial<Judgement> & Pick<Judgement, "verdict">,
): Judgement {
  return {
    signal: signalOf(path),
    steps: parts.verdict === "kept" ? [] : stepsOf(subject, path),
    message: "",
    remedy: "",
    ...placeOfPath(subject, path),
    ...parts,
  };
}

/** A judgement of one component, at its definition. */
export function ofComponent(
  component: Component,
  parts: Partial<Judgement> & Pick<Judgement, "verdict">,
): Judgement {
  const { class: kind, id, place } = component;
  return {
    signal: null,
    steps: [{ class: kind, id, pipeline: null, line: place.line }],
    place,
    path: component.path,
    message: "",
    remedy: "",
    ...parts,
  };
}

/** Words for paths that are not listed. */
export function incompleteInWords(subject: PolicySubject): string | null {
  if (subject.incomplete === "too-many") return "There are more paths than are judged.";
  if (subject.incomplete === "from-environment")
    return "Pipelines take components from the environment, which only the agent knows.";
  return null;
}
