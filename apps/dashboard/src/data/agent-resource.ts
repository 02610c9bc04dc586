import type { AgentDetail } from "@fleethub/api";
import type { Resource } from "@fleethub/fleet/access";

/** One agent as `decide` takes it: what the hub itself set. */
export function agentResource({
  labels,
  enrolment,
  config,
}: Pick<AgentDetail, "labels" | "enrolment" | "config">): Resource {
  const { source, configuration } = config.desired;
  const pinned = source === "pin" ? configuration : null;
  return { kind: "agent", facts: { labels, enrolment, pinned } };
}
