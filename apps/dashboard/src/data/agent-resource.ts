import type { AgentDetail } from "@fleethub/api";
import type { Resource } from "@fleethub/fleet/access";

/**
 * One agent as `decide` takes it: what the hub itself set. Undefined where a reach may look at more than is known here; then
 * the control asks without it, and the hub decides.
 */
export function agentResource(
  agent: Pick<AgentDetail, "labels" | "config">,
  reaches: readonly (string | null)[],
): Resource | undefined {
  // The inventory does not tell by which enrolment token an agent came.
  if (reaches.some((reach) => reach?.includes("enrolment:"))) return undefined;
  const { source, configuration } = agent.config.desired;
  const pinned = source === "pin" ? configuration : null;
  return { kind: "agent", facts: { labels: agent.labels, enrolment: null, pinned } };
}
