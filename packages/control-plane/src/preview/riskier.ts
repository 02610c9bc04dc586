import { type AgentOutcome, sayAgents, sayNumber } from "@fleethub/fleet";
import type { Preview } from "./preview.js";
import type { Foreseen } from "./foreseen.js";
import { Sampler } from "./sampler.js";

/**
 * Whether a supervisor checks a config before it takes the running one away (`validate_config`): told by what it did. It
 * does where it ever refused one and ran the old one on, it does not where one ever crashed; else it is not known.
 */
export function validates({ hashes }: AgentOutcome): "yes" | "no" | "unknown" {
  const all = Object.values(hashes);
  if (all.some(({ kept }) => kept)) return "yes";
  return all.some(({ everFailed }) => everFailed) ? "no" : "unknown";
}

/** Agents that a bad config would take down, as far as is known. */
export function riskierOf(restarting: readonly Foreseen[]): Preview["riskier"] {
  const sampler = new Sampler();
  let known = 0;
  for (const { agent } of restarting) {
    const word = validates(agent.outcome);
    if (word === "yes") continue;
    sampler.add(agent);
    if (word === "no") known += 1;
  }
  const { agents } = sampler;
  const crashed = known === 0 ? "" : ` ${sayNumber(known)} of them crashed on a config before.`;
  const words =
    agents === 0
      ? ""
      : agents === 1
        ? `1 agent is not known to check a config before it runs it: a bad one takes its Collector down until it is returned.${known === 0 ? "" : " It crashed on a config before."} Set agent.validate_config: true in its supervisor.yaml.`
        : `${sayAgents(agents)} are not known to check a config before they run it: a bad one takes their Collector down until they are returned.${crashed} Set agent.validate_config: true in their supervisor.yaml.`;
  return { ...sampler.sample, known, words };
}
