import { AGENT_SETTINGS, credentialWords, presenceOf } from "@fleethub/fleet";
import type { ReachFacts } from "@fleethub/fleet/access";
import type { QueryFacts } from "@fleethub/fleet/query";
import type { AgentRecord } from "./model.js";

/** The name that people see: given by an operator, else reported. */
export function shownName(agent: Pick<AgentRecord, "givenName" | "projection">): string {
  return agent.givenName ?? agent.projection.name;
}

/** What a reach looks at: what the hub itself set. */
export function reachFactsOf({
  labels,
  enrolment,
  pin,
}: Pick<AgentRecord, "labels" | "enrolment" | "pin">): ReachFacts {
  return { labels, enrolment, pinned: pin?.kind === "revision" ? pin.configuration : null };
}

/** Names of the policies that are broken and not excepted, each once, in order. */
export function brokenPolicies(breaches: AgentRecord["breaches"]): readonly string[] {
  const broken = breaches.filter(({ excepted }) => !excepted).map(({ policy }) => policy);
  return [...new Set(broken)].sort();
}

/**
 * What the query language may ask about a stored agent at this moment (milliseconds since the epoch). Every
 * storage answers queries as `matchQuery` does over these facts.
 */
export function queryFactsOf(agent: AgentRecord, now: number): QueryFacts {
  const { projection, report } = agent;
  return {
    uid: agent.instanceUid,
    name: shownName(agent),
    host: projection.host,
    os: projection.os,
    arch: projection.arch,
    type: projection.type,
    version: projection.agentVersion,
    presence: presenceOf(report, agent.transport, now, AGENT_SETTINGS),
    sync: projection.sync,
    verified: projection.verified,
    health: projection.health,
    flow: agent.flow,
    admission: agent.admission,
    credentials: credentialWords(agent.access, now),
    ...reachFactsOf(agent),
    group: agent.group,
    configuration: projection.configuration,
    revision: projection.revision,
    components: report.components?.types ?? [],
    policies: brokenPolicies(agent.breaches),
    attributes: report.description?.attributes ?? {},
    lastSeenAt: report.lastSeenAt,
    connectedAt: report.connectedAt,
  };
}
