import { ACCOUNT_OUTLINES } from "./account-outlines.js";
import { AUDIT_OUTLINES } from "./audit-outlines.js";
import { CERTIFICATE_OUTLINES } from "./certificate-outlines.js";
import { APPROVAL_OUTLINES } from "./approval-outlines.js";
import { ENROLMENT_OUTLINES } from "./enrolment-outlines.js";
import { GROUP_OUTLINES } from "./group-outlines.js";
import { POLICY_OUTLINES } from "./policy-outlines.js";
import { ROLLOUT_OUTLINES } from "./rollout-outlines.js";
import { SECRET_OUTLINES } from "./secret-outlines.js";
import type { RouteOutline } from "./route-outline.js";

export { API_PREFIX, type RouteOutline } from "./route-outline.js";

/** The table of routes. A write names its verb. */
export const ROUTE_OUTLINES = {
  describeHub: {
    method: "GET",
    path: "/hub",
    action: "hub.read",
    verb: null,
    status: 200,
  },
  listAgents: {
    method: "GET",
    path: "/agents",
    action: "agents.read",
    verb: null,
    status: 200,
  },
  countFacets: {
    method: "GET",
    path: "/agents/facets",
    action: "agents.read",
    verb: null,
    status: 200,
  },
  bulkAgents: {
    method: "POST",
    path: "/agents/bulk",
    action: "agents.write",
    verb: "bulk",
    status: 202,
    creates: true,
  },
  getAgent: {
    method: "GET",
    path: "/agents/{uid}",
    action: "agents.read",
    verb: null,
    status: 200,
  },
  patchAgent: {
    method: "PATCH",
    path: "/agents/{uid}",
    action: "agents.write",
    verb: "label",
    status: 200,
    conditional: true,
  },
  forgetAgent: {
    method: "DELETE",
    path: "/agents/{uid}",
    action: "agents.write",
    verb: "forget",
    status: 204,
    conditional: true,
  },
  getAgentHealth: {
    method: "GET",
    path: "/agents/{uid}/health",
    action: "agents.read",
    verb: null,
    status: 200,
  },
  getAgentComponents: {
    method: "GET",
    path: "/agents/{uid}/components",
    action: "agents.read",
    verb: null,
    status: 200,
  },
  getEffectiveConfig: {
    method: "GET",
    path: "/agents/{uid}/effective-config",
    action: "agents.read",
    verb: null,
    status: 200,
  },
  importConfig: {
    method: "GET",
    path: "/agents/{uid}/import",
    action: "agents.read",
    verb: null,
    status: 200,
  },
  getTimeline: {
    method: "GET",
    path: "/agents/{uid}/timeline",
    action: "agents.read",
    verb: null,
    status: 200,
  },
  approveAgent: {
    method: "POST",
    path: "/agents/{uid}/approve",
    action: "agents.approve",
    verb: "approve",
    status: 202,
  },
  restartAgent: {
    method: "POST",
    path: "/agents/{uid}/restart",
    action: "agents.write",
    verb: "restart",
    status: 202,
  },
  refreshAgent: {
    method: "POST",
    path: "/agents/{uid}/refresh",
    action: "agents.write",
    verb: "refresh",
    status: 202,
  },
  offerAgain: {
    method: "POST",
    path: "/agents/{uid}/offer-again",
    action: "agents.write",
    verb: "offer-again",
    status: 202,
  },
  giveNewUid: {
    method: "POST",
    path: "/agents/{uid}/new-uid",
    action: "agents.write",
    verb: "new-uid",
    status: 202,
  },
  pinAgent: {
    method: "PUT",
    path: "/agents/{uid}/configuration",
    action: "agents.write",
    verb: "pin",
    status: 202,
    conditional: true,
  },
  unpinAgent: {
    method: "DELETE",
    path: "/agents/{uid}/configuration",
    action: "agents.write",
    verb: "unpin",
    status: 202,
    conditional: true,
  },
  connectAgent: {
    method: "PUT",
    path: "/agents/{uid}/connection",
    action: "agents.write",
    verb: "connection",
    status: 202,
    conditional: true,
  },
  getTelemetry: {
    method: "GET",
    path: "/agents/{uid}/telemetry",
    action: "agents.read",
    verb: null,
    status: 200,
  },
  listConfigurations: {
    method: "GET",
    path: "/configurations",
    action: "configurations.read",
    verb: null,
    status: 200,
  },
  createConfiguration: {
    method: "POST",
    path: "/configurations",
    action: "configurations.write",
    verb: "create-configuration",
    status: 201,
    creates: true,
  },
  getConfiguration: {
    method: "GET",
    path: "/configurations/{name}",
    action: "configurations.read",
    verb: null,
    status: 200,
  },
  patchConfiguration: {
    method: "PATCH",
    path: "/configurations/{name}",
    action: "configurations.write",
    verb: "describe-configuration",
    status: 200,
    conditional: true,
  },
  removeConfiguration: {
    method: "DELETE",
    path: "/configurations/{name}",
    action: "configurations.remove",
    verb: "remove-configuration",
    status: 204,
    conditional: true,
  },
  listRevisions: {
    method: "GET",
    path: "/configurations/{name}/revisions",
    action: "configurations.read",
    verb: null,
    status: 200,
  },
  createRevision: {
    method: "POST",
    path: "/configurations/{name}/revisions",
    action: "configurations.write",
    verb: "create-revision",
    status: 201,
    creates: true,
  },
  getRevision: {
    method: "GET",
    path: "/configurations/{name}/revisions/{number}",
    action: "configurations.read",
    verb: null,
    status: 200,
  },
  diffRevisions: {
    method: "GET",
    path: "/configurations/{name}/diff",
    action: "configurations.read",
    verb: null,
    status: 200,
  },
  check: {
    method: "POST",
    path: "/check",
    action: "configurations.read",
    verb: "check",
    dry: true,
    status: 200,
  },
  preview: {
    method: "POST",
    path: "/preview",
    action: "hub.read",
    verb: null,
    dry: true,
    status: 200,
  },
  ...GROUP_OUTLINES,
  ...ROLLOUT_OUTLINES,
  ...POLICY_OUTLINES,
  ...APPROVAL_OUTLINES,
  ...CERTIFICATE_OUTLINES,
  ...ACCOUNT_OUTLINES,
  ...ENROLMENT_OUTLINES,
  ...SECRET_OUTLINES,
  listHandshakes: {
    method: "GET",
    path: "/handshakes",
    action: "handshakes.read",
    verb: null,
    status: 200,
  },
  ...AUDIT_OUTLINES,
  streamEvents: {
    method: "GET",
    path: "/events",
    action: "agents.read",
    verb: null,
    status: 200,
    media: "text/event-stream",
  },
  getOpenApi: {
    method: "GET",
    path: "/openapi.json",
    action: "hub.read",
    verb: null,
    status: 200,
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
