/** Prefix of every route. */
export const API_PREFIX = "/api/v1";

/** One route without its schemas, so that a client can be built without them. */
export interface RouteOutline {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below {@link API_PREFIX}; `{name}` marks a parameter. */
  readonly path: string;
  /** What a caller must be allowed to do; the one seam of authorisation. */
  readonly action: string;
  /** The verb of the control plane that a write runs; null reads. */
  readonly verb: string | null;
  /** Status of the answer when it went well. */
  readonly status: 200 | 201 | 202 | 204;
  /** Takes `If-Match`. */
  readonly conditional?: true;
  /** Takes `Idempotency-Key`. */
  readonly creates?: true;
  /** Media type of the answer where it is not JSON. */
  readonly media?: "text/event-stream";
  readonly summary: string;
}

/** The table of routes. A write names its verb; `check` alone is a POST that writes nothing. */
export const ROUTE_OUTLINES = {
  describeHub: {
    method: "GET",
    path: "/hub",
    action: "hub.read",
    verb: null,
    status: 200,
    summary: "Version, address for agents and admission of this hub",
  },
  listAgents: {
    method: "GET",
    path: "/agents",
    action: "agents.read",
    verb: null,
    status: 200,
    summary: "The inventory: rows that match a query",
  },
  countFacets: {
    method: "GET",
    path: "/agents/facets",
    action: "agents.read",
    verb: null,
    status: 200,
    summary: "Counts per value for the agents that match a query",
  },
  bulkAgents: {
    method: "POST",
    path: "/agents/bulk",
    action: "agents.write",
    verb: "bulk",
    status: 202,
    creates: true,
    summary: "One act on many agents, one audit entry",
  },
  getAgent: {
    method: "GET",
    path: "/agents/{uid}",
    action: "agents.read",
    verb: null,
    status: 200,
    summary: "Everything known about one agent except bodies",
  },
  patchAgent: {
    method: "PATCH",
    path: "/agents/{uid}",
    action: "agents.write",
    verb: "label",
    status: 200,
    conditional: true,
    summary: "Change labels or the shown name",
  },
  forgetAgent: {
    method: "DELETE",
    path: "/agents/{uid}",
    action: "agents.write",
    verb: "forget",
    status: 204,
    conditional: true,
    summary: "Forget an agent that is gone",
  },
  getAgentHealth: {
    method: "GET",
    path: "/agents/{uid}/health",
    action: "agents.read",
    verb: null,
    status: 200,
    summary: "The health tree as reported",
  },
  getAgentComponents: {
    method: "GET",
    path: "/agents/{uid}/components",
    action: "agents.read",
    verb: null,
    status: 200,
    summary: "Components this Collector was built with, and which it uses",
  },
  getEffectiveConfig: {
    method: "GET",
    path: "/agents/{uid}/effective-config",
    action: "agents.read",
    verb: null,
    status: 200,
    summary: "What the agent runs, redacted, and which part is the desired config's",
  },
  getTimeline: {
    method: "GET",
    path: "/agents/{uid}/timeline",
    action: "agents.read",
    verb: null,
    status: 200,
    summary: "What happened to the agent, newest first",
  },
  approveAgent: {
    method: "POST",
    path: "/agents/{uid}/approve",
    action: "agents.approve",
    verb: "approve",
    status: 202,
    summary: "Admit an agent that awaits approval",
  },
  restartAgent: {
    method: "POST",
    path: "/agents/{uid}/restart",
    action: "agents.write",
    verb: "restart",
    status: 202,
    summary: "Ask the agent to restart its Collector",
  },
  refreshAgent: {
    method: "POST",
    path: "/agents/{uid}/refresh",
    action: "agents.write",
    verb: "refresh",
    status: 202,
    summary: "Ask the agent for its full state",
  },
  offerAgain: {
    method: "POST",
    path: "/agents/{uid}/offer-again",
    action: "agents.write",
    verb: "offer-again",
    status: 202,
    summary: "Offer the desired config again after a failure: a new attempt",
  },
  giveNewUid: {
    method: "POST",
    path: "/agents/{uid}/new-uid",
    action: "agents.write",
    verb: "new-uid",
    status: 202,
    summary: "Give the agent a new instance UID; the old one stays as an alias",
  },
  pinAgent: {
    method: "PUT",
    path: "/agents/{uid}/configuration",
    action: "agents.write",
    verb: "pin",
    status: 202,
    conditional: true,
    summary: "Pin the agent to a revision, or hand it back to its own files",
  },
  unpinAgent: {
    method: "DELETE",
    path: "/agents/{uid}/configuration",
    action: "agents.write",
    verb: "unpin",
    status: 202,
    conditional: true,
    summary: "Lift the pin",
  },
  listConfigurations: {
    method: "GET",
    path: "/configurations",
    action: "configurations.read",
    verb: null,
    status: 200,
    summary: "Configurations by name",
  },
  createConfiguration: {
    method: "POST",
    path: "/configurations",
    action: "configurations.write",
    verb: "create-configuration",
    status: 201,
    creates: true,
    summary: "Create a configuration without revisions",
  },
  getConfiguration: {
    method: "GET",
    path: "/configurations/{name}",
    action: "configurations.read",
    verb: null,
    status: 200,
    summary: "One configuration",
  },
  patchConfiguration: {
    method: "PATCH",
    path: "/configurations/{name}",
    action: "configurations.write",
    verb: "describe-configuration",
    status: 200,
    conditional: true,
    summary: "Change the description",
  },
  removeConfiguration: {
    method: "DELETE",
    path: "/configurations/{name}",
    action: "configurations.write",
    verb: "remove-configuration",
    status: 204,
    conditional: true,
    summary: "Remove a configuration that no agent is pinned to",
  },
  listRevisions: {
    method: "GET",
    path: "/configurations/{name}/revisions",
    action: "configurations.read",
    verb: null,
    status: 200,
    summary: "Revisions, newest first, without their text",
  },
  createRevision: {
    method: "POST",
    path: "/configurations/{name}/revisions",
    action: "configurations.write",
    verb: "create-revision",
    status: 201,
    creates: true,
    summary: "Add an immutable revision; errors refuse it",
  },
  getRevision: {
    method: "GET",
    path: "/configurations/{name}/revisions/{number}",
    action: "configurations.read",
    verb: null,
    status: 200,
    summary: "One revision with its text",
  },
  diffRevisions: {
    method: "GET",
    path: "/configurations/{name}/diff",
    action: "configurations.read",
    verb: null,
    status: 200,
    summary: "What changed between two revisions",
  },
  check: {
    method: "POST",
    path: "/check",
    action: "configurations.read",
    verb: "check",
    status: 200,
    summary: "Findings of a text without saving it, and who could not run it",
  },
  listHandshakes: {
    method: "GET",
    path: "/handshakes",
    action: "hub.read",
    verb: null,
    status: 200,
    summary: "Failed attempts to connect, by address and step",
  },
  listAudit: {
    method: "GET",
    path: "/audit",
    action: "audit.read",
    verb: null,
    status: 200,
    summary: "Who did what, when and to which, newest first",
  },
  streamEvents: {
    method: "GET",
    path: "/events",
    action: "agents.read",
    verb: null,
    status: 200,
    media: "text/event-stream",
    summary: "What changes, as server-sent events; resumes with Last-Event-ID",
  },
  getOpenApi: {
    method: "GET",
    path: "/openapi.json",
    action: "hub.read",
    verb: null,
    status: 200,
    summary: "This document",
  },
} as const satisfies Record<string, RouteOutline>;

/** Name of a route: what the client calls it and OpenAPI's `operationId`. */
export type RouteName = keyof typeof ROUTE_OUTLINES;

/** Is this text the name of a route? */
export function isRouteName(text: string): text is RouteName {
  return Object.hasOwn(ROUTE_OUTLINES, text);
}

/** Every name, in the order of the table. */
export const ROUTE_NAMES: readonly RouteName[] = Object.keys(ROUTE_OUTLINES).filter(isRouteName);
