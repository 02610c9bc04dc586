import { currentName } from "../facts/aliases.js";
import type { Component } from "../parse/config.js";
import { type ConfigNode, child, isNull } from "../parse/tree.js";
import { isUnknown, switchOf, textOf } from "./known.js";

/** How much a sampler lets through, in percent: at least, at most. */
export interface Share {
  readonly low: number;
  readonly high: number;
  /** False where the bounds come from the environment. */
  readonly known?: false;
}

/** What a processor lets through of a signal; undefined where it is no sampler. */
export function samplerShare(processor: Component, signal: string): Share | undefined {
  const type = currentName("processor", processor.type);
  if (type === "probabilistic_sampler") return probabilistic(processor.body);
  if (type === "tail_sampling" && signal === "traces") return tail(processor.body);
  return undefined;
}

const ANYTHING: Share = { low: 0, high: 100 };
const FROM_ENVIRONMENT: Share = { low: 0, high: 100, known: false };

/** Without a percentage it lets nothing through: the default is 0. */
function probabilistic(body: ConfigNode): Share {
  const percent = percentOf(body);
  if (percent === undefined) return FROM_ENVIRONMENT;
  const priority = child(body, "sampling_priority");
  // An attribute may order more or less for single records.
  if (priority !== undefined && textOf(priority) !== undefined) return ANYTHING;
  return { low: percent, high: percent };
}

function percentOf(body: ConfigNode | undefined): number | undefined {
  if (isUnknown(body)) return undefined;
  const option = child(body, "sampling_percentage");
  if (option === undefined || isNull(option)) return 0;
  const percent = Number(textOf(option) ?? Number.NaN);
  return Number.isNaN(percent) ? undefined : Math.min(100, Math.max(0, percent));
}

/**
 * A trace is kept when one policy decides so and none drops it. Only policies that do not look at the trace have a
 * known share; of everything else a share between nothing and all is kept.
 */
function tail(body: ConfigNode): Share {
  const policies = child(body, "policies");
  if (isUnknown(body) || isUnknown(policies)) return FROM_ENVIRONMENT;
  if (policies?.kind !== "list") return ANYTHING;
  const shares = policies.items.map(policyShare);
  const known = shares.every((each) => each.known !== false) ? {} : { known: false as const };
  if (shares.some((each) => each.drops)) return { low: 0, high: 100, ...known };
  const low = Math.max(0, ...shares.map((each) => each.low));
  const high = Math.min(
    100,
    shares.reduce((sum, each) => sum + each.high, 0),
  );
  return { low, high, ...known };
}

function policyShare(policy: ConfigNode): Share & { readonly drops: boolean } {
  const type = textOf(child(policy, "type"));
  if (type === undefined) return { ...FROM_ENVIRONMENT, drops: true };
  if (type === "always_sample") return { low: 100, high: 100, drops: false };
  if (type === "probabilistic") {
    const percent = percentOf(child(policy, "probabilistic"));
    return percent === undefined
      ? { ...FROM_ENVIRONMENT, drops: false }
      : { low: percent, high: percent, drops: false };
  }
  const inverted = ["string_attribute", "numeric_attribute", "boolean_attribute"].some(
    (key) => switchOf(child(child(policy, key), "invert_match"), false) !== false,
  );
  const drops =
    type === "drop" || type === "not" || type === "and" || type === "composite" || inverted;
  return { ...ANYTHING, drops };
}
