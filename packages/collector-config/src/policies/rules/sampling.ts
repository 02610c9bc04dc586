import type { GraphPath } from "../../graph/paths.js";
import {
  incompleteInWords,
  type Judged,
  type Judgement,
  ofPath,
  pathInWords,
} from "../judgement.js";
import type { SamplingRule } from "../policy.js";
import { samplerShare, type Share } from "../samplers.js";
import { hasOpenProcessors, type PolicySubject } from "../subject.js";
import { scopedPaths, unlessInside } from "./scope.js";

/** The share of data that samplers let through on every path is within bounds. */
export function judgeSampling(rule: SamplingRule, subject: PolicySubject): Judged {
  const judgements = scopedPaths(subject, rule).map(({ path, inScope }) =>
    unlessInside(judgePath(rule, subject, path), inScope),
  );
  return { judgements, incomplete: incompleteInWords(subject) };
}

function judgePath(rule: SamplingRule, subject: PolicySubject, path: GraphPath): Judgement {
  const samplers = path.steps.flatMap((step) => {
    const processor =
      step.class === "processor" ? subject.component("processor", step.id) : undefined;
    const share = processor === undefined ? undefined : samplerShare(processor, step.signal);
    return share === undefined ? [] : [{ id: step.id, share }];
  });
  const all = samplers.map((each) => each.share).reduce(both, { low: 100, high: 100 });
  const total = hasOpenProcessors(subject, path) ? { low: 0, high: all.high } : all;
  const least = rule.atLeastPercent ?? 0;
  const most = rule.atMostPercent ?? 100;
  if (total.low >= least && total.high <= most) return ofPath(subject, path, { verdict: "kept" });
  const [first] = samplers;
  const step = path.steps.find((each) => each.id === first?.id);
  const mention = step === undefined ? undefined : subject.mention(step);
  // What is never to be sampled is broken by a sampler that may drop something, whatever the share turns out to be.
  const sampled =
    least === 100 && samplers.some(({ share }) => share.low < 100 && share.known !== false);
  const broken = total.high < least || total.low > most || sampled;
  const by = samplers.map((each) => each.id).join(", ");
  return ofPath(subject, path, {
    verdict: broken ? "broken" : "cannot-tell",
    ...(mention === undefined ? {} : { place: mention.place, path: mention.path }),
    message:
      by === ""
        ? `${pathInWords(path)} is not sampled`
        : `${pathInWords(path)} is sampled by ${by} (${shareInWords(total)})`,
    remedy: remedyOf(least, most, total, by),
  });
}

function remedyOf(least: number, most: number, total: Share, by: string): string {
  if (least === 100)
    return `Take ${by || "samplers"} out of the pipeline, or give these data a pipeline of their own.`;
  if (total.low > most || by === "") return `Sample so that ${most} % at most are let through.`;
  return `Let ${least} % at least through.`;
}

function shareInWords({ low, high }: Share): string {
  const round = (share: number) => `${Math.round(share * 1000) / 1000}`;
  return low === high ? `${round(low)} %` : `between ${round(low)} % and ${round(high)} %`;
}

/** Two samplers after each other: how their choices overlap is not known. */
function both(a: Share, b: Share): Share {
  return { low: Math.max(0, a.low + b.low - 100), high: Math.min(a.high, b.high) };
}
