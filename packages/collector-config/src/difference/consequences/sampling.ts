import { currentName } from "../../facts/aliases.js";
import type { Component } from "../../parse/config.js";
import { child, type ConfigNode, descend } from "../../parse/tree.js";
import type { Outcome } from "../consequence.js";
import { rounded } from "./factor.js";
import { listAt } from "./purposes.js";
import { about, type Touched } from "./touched.js";

/** Samplers that keep another share than before. */
export function samplingOutcomes(touched: readonly Touched[]): readonly Outcome[] {
  return touched.flatMap((one) => {
    if (one.class !== "processor" || one.before === undefined || one.after === undefined) return [];
    const now = new Map(sharesOf(one.after).map((share) => [share.policy, share]));
    return sharesOf(one.before).flatMap(({ policy, percentage }): readonly Outcome[] => {
      const share = now.get(policy);
      if (share === undefined || share.percentage === percentage) return [];
      const [before, after] = [percentage, share.percentage];
      const factor = before === 0 || after === 0 ? null : rounded(after / before);
      return [
        {
          kind: "sampling-changed",
          ...about(one),
          path: share.path,
          policy,
          before,
          after,
          factor,
        },
      ];
    });
  });
}

/** The percentage of all that a sampler keeps, where its options say one. */
export function percentageOf(component: Component | undefined): number | undefined {
  const [share, ...others] = component === undefined ? [] : sharesOf(component);
  return others.length === 0 && share?.policy === null ? share.percentage : undefined;
}

interface Share {
  readonly policy: string | null;
  readonly path: string;
  readonly percentage: number;
}

function sharesOf({ class: kind, type, body }: Component): readonly Share[] {
  if (kind !== "processor") return [];
  const name = currentName("processor", type);
  if (name === "probabilistic_sampler") {
    const percentage = numberAt(child(body, "sampling_percentage"));
    return percentage === undefined
      ? []
      : [{ policy: null, path: "sampling_percentage", percentage }];
  }
  if (name !== "tail_sampling") return [];
  return listAt(body, "policies").flatMap((policy, at) => {
    const named = child(policy, "name");
    const percentage = numberAt(descend(policy, ["probabilistic", "sampling_percentage"]));
    if (percentage === undefined || named?.kind !== "scalar") return [];
    const path = `policies.${at}.probabilistic.sampling_percentage`;
    return [{ policy: named.source, path, percentage }];
  });
}

function numberAt(node: ConfigNode | undefined): number | undefined {
  return node?.kind === "scalar" && typeof node.value === "number" && Number.isFinite(node.value)
    ? node.value
    : undefined;
}
