import type { OwnMetricsIntent } from "@fleethub/fleet";
import type { AgentRecord } from "../model.js";
import { type AgentVerb, unchanged } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { lacks } from "./capability.js";
import { problem, type VerbProblem } from "./problem.js";

/** Where an agent's own metrics go: to this hub (true), to an OTLP/HTTP endpoint with its path, or nowhere (null). */
export interface ConnectionInput {
  readonly ownMetrics: true | { readonly endpoint: string } | null;
}

/** Characters of an endpoint. */
export const ENDPOINT_LENGTH_MAX = 2048;

/**
 * Decides where an agent's own metrics go. It is told as soon as it can be, with everything that shall stay on; a
 * supervisor restarts its Collector for it. The same again changes nothing.
 */
export const connectAgent: AgentVerb<ConnectionInput> = {
  name: "connection",
  decide(ctx, agent, input) {
    const ownMetrics = intentOf(agent, input);
    if (ownMetrics.kind === "problem") return ownMetrics;
    const refusal = ownMetrics.kind === "off" ? null : lacks(agent, "ReportsOwnMetrics");
    if (refusal !== null) return refusal;
    const known = agent.connection?.ownMetrics ?? null;
    if (known !== null && isSame(known, ownMetrics)) return unchanged;
    const { id, version: expect } = agent;
    return {
      kind: "decision",
      writes: [{ kind: "set-intent", id, expect, connection: { ownMetrics } }],
      acts: [{ kind: "intent", id }],
      before: { ownMetrics: known },
      after: { ownMetrics },
    };
  },
};

export const connection = onOneAgent(connectAgent);

function intentOf(
  agent: AgentRecord,
  { ownMetrics }: ConnectionInput,
): OwnMetricsIntent | VerbProblem {
  if (ownMetrics === null) return { kind: "off" };
  if (ownMetrics === true) return { kind: "hub" };
  const fault = faultOf(ownMetrics.endpoint);
  if (fault === null) return { kind: "endpoint", endpoint: ownMetrics.endpoint };
  const remedy =
    "Give an OTLP/HTTP address with its path, such as https://metrics.example/v1/metrics.";
  return problem("invalid", `${fault} ${remedy}`, {
    resource: { kind: "agent", id: agent.instanceUid },
    errors: [{ pointer: "/ownMetrics/endpoint", message: fault, remedy }],
  });
}

/** Credentials would be stored and shown as part of the address, so they are refused. */
function faultOf(endpoint: string): string | null {
  if (endpoint.length > ENDPOINT_LENGTH_MAX) return "The endpoint is too long.";
  if (!URL.canParse(endpoint)) return "The endpoint is no URL.";
  const { protocol, username, password, pathname } = new URL(endpoint);
  if (protocol !== "http:" && protocol !== "https:")
    return "The endpoint is neither http nor https.";
  if (username !== "" || password !== "") return "The endpoint holds credentials.";
  return pathname === "/" ? "The endpoint has no path." : null;
}

function isSame(a: OwnMetricsIntent, b: OwnMetricsIntent): boolean {
  if (a.kind === "endpoint" && b.kind === "endpoint") return a.endpoint === b.endpoint;
  return a.kind === b.kind;
}
