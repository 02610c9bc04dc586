import type { AgentRemoteConfig } from "@fleethub/opamp";
import { collectorVerdict } from "../collector/verdict.js";
import type { CollectorConfig } from "../collector/config.js";
import type { AgentPlan } from "../fleet/plan.js";
import { shareOfText } from "../random.js";
import type { Faults } from "./faults.js";
import type { World } from "./world.js";

/** What will come of an offer, decided before anything happens. */
export type Verdict =
  /** An empty map: the Collector is ended, and that is a success. */
  | { readonly kind: "nothing-to-run" }
  /** The same configuration runs already, under another hash. */
  | { readonly kind: "already-runs" }
  | { readonly kind: "runs"; readonly config: CollectorConfig }
  /** Refused without being tried. */
  | { readonly kind: "refused"; readonly message: string }
  /** Tried, and the Collector exits. */
  | { readonly kind: "crashes"; readonly config: CollectorConfig };

export interface Subject {
  readonly world: World;
  readonly plan: AgentPlan;
  readonly faults: Faults;
  /** What runs now; undefined when nothing does. */
  readonly running: CollectorConfig | undefined;
}

/**
 * Judges an offer as the supervisor and its Collector would. Entries are merged in byte order of
 * their names, the empty name last; bodies that are all empty hand back to the local configuration.
 */
export function judgeOffer(offer: AgentRemoteConfig, subject: Subject): Verdict {
  const texts = offeredTexts(offer);
  if (texts.length === 0) return { kind: "nothing-to-run" };
  const { world, plan, running } = subject;
  if (texts.every((text) => text.trim() === "")) {
    const config = world.localConfig(plan.localConfig);
    return running === config ? { kind: "already-runs" } : { kind: "runs", config };
  }
  const read = world.readConfig(texts);
  if (!read.ok) return { kind: "refused", message: read.message };
  const { config } = read;
  const cause = causeOfFailure(config, subject);
  if (cause === null) {
    return running === config ? { kind: "already-runs" } : { kind: "runs", config };
  }
  if (subject.faults.has("validates-config")) {
    return { kind: "refused", message: `configuration validation failed: ${cause}` };
  }
  return { kind: "crashes", config };
}

function causeOfFailure(config: CollectorConfig, { world, plan, faults }: Subject): string | null {
  const crash = faults.get("crashes-on-config");
  if (crash) return crash.message ?? "simulated failure";
  const refusal = faults.get("validates-config")?.message;
  if (refusal !== undefined) return refusal;
  const { fail, failsOn } = world.options;
  const components = world.componentList(plan.distribution, plan.version);
  const { name, distribution: serviceName, version } = plan;
  const cause = failsOn
    ? failsOn(config.text, { name, serviceName, version, components })
    : collectorVerdict(config, components);
  if (cause !== null) return cause;
  return shareOfText(config.text, plan.seed) < fail ? "simulated failure" : null;
}

function offeredTexts(offer: AgentRemoteConfig): readonly string[] {
  const decoder = new TextDecoder();
  return Object.entries(offer.config?.configMap ?? {})
    .toSorted(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : a < b ? -1 : 1))
    .map(([, file]) => decoder.decode(file.body));
}
