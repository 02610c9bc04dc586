import { type AgentCapability, HEARTBEAT_SECONDS_MAX } from "@fleethub/opamp";
import { isSecure, OVER_TLS, type OwnMetricsIntent } from "@fleethub/fleet";
import type { AgentRecord } from "../model.js";
import type { ConnectionIntent } from "../telemetry-model.js";
import { type AgentVerb, unchanged } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { lacks } from "./capability.js";
import { problem, type VerbProblem } from "./problem.js";
import type { VerbContext } from "./verb.js";

/** Where one kind of own telemetry goes: an OTLP/HTTP endpoint with its path, or nowhere (null). */
export type OwnSignalInput = { readonly endpoint: string } | null;

/** What an agent is to know about its connections. What is absent stays as it was decided before. */
export interface ConnectionInput {
  /** True: to this hub, which takes metrics alone. */
  readonly ownMetrics?: true | OwnSignalInput;
  readonly ownTraces?: OwnSignalInput;
  readonly ownLogs?: OwnSignalInput;
  /** 1 to 86,400; null: nothing is said about it any more, and the agent keeps what it has until it starts anew. */
  readonly heartbeatIntervalSeconds?: number | null;
}

/** Characters of an endpoint. */
export const ENDPOINT_LENGTH_MAX = 2048;

const SIGNALS = [
  ["ownMetrics", "ReportsOwnMetrics"],
  ["ownTraces", "ReportsOwnTraces"],
  ["ownLogs", "ReportsOwnLogs"],
] as const;

/**
 * Decides where an agent's own telemetry goes and how often it reports. It is told as soon as it can be, with everything that shall
 * stay on; a supervisor restarts its Collector for own telemetry, and reconnects for an interval. The same again changes nothing.
 */
export const connectAgent: AgentVerb<ConnectionInput> = {
  name: "connection",
  decide(ctx, agent, input) {
    const known = agent.connection ?? {};
    const next: { -readonly [Part in keyof ConnectionIntent]: ConnectionIntent[Part] } = {
      ...known,
    };
    for (const [signal, capability] of SIGNALS) {
      const asked = input[signal];
      if (asked === undefined) continue;
      const refusal = refuseSignal(agent, signal, capability, asked);
      if (refusal !== null) return refusal;
      if (asked === true) next.ownMetrics = { kind: "hub" };
      else next[signal] = asked === null ? { kind: "off" } : { kind: "endpoint", ...asked };
    }
    const seconds = input.heartbeatIntervalSeconds;
    if (seconds === null) delete next.heartbeatIntervalSeconds;
    else if (seconds !== undefined) {
      const refusal = refuseInterval(ctx, agent, seconds);
      if (refusal !== null) return refusal;
      next.heartbeatIntervalSeconds = seconds;
    }
    if (isSame(known, next)) return unchanged;
    const { id, version: expect } = agent;
    return {
      kind: "decision",
      writes: [{ kind: "set-intent", id, expect, connection: next }],
      acts: [{ kind: "intent", id }],
      before: known,
      after: next,
    };
  },
};

export const connection = onOneAgent(connectAgent);

function refuseSignal(
  agent: AgentRecord,
  signal: (typeof SIGNALS)[number][0],
  capability: AgentCapability,
  asked: true | OwnSignalInput,
): VerbProblem | null {
  if (asked === null) return null;
  if (asked !== true) {
    const fault = faultOf(asked.endpoint);
    const remedy = `Give an OTLP/HTTP address with its path, such as ${EXAMPLES[signal]}.`;
    if (fault !== null) return invalid(agent, `/${signal}/endpoint`, fault, remedy);
  }
  return lacks(agent, capability);
}

const EXAMPLES = {
  ownMetrics: "https://metrics.example/v1/metrics",
  ownTraces: "https://traces.example/v1/traces",
  ownLogs: "https://logs.example/v1/logs",
} as const;

/**
 * 0 would end heartbeats, and an agent that polls would never come back. Whoever reaches the hub over TLS would no longer verify it
 * where the hub cannot name the authority that the agent trusts (S-12).
 */
function refuseInterval(
  { sources }: VerbContext,
  agent: AgentRecord,
  seconds: number,
): VerbProblem | null {
  if (!Number.isSafeInteger(seconds) || seconds < 1 || seconds > HEARTBEAT_SECONDS_MAX) {
    const fault = "The heartbeat interval is out of bounds.";
    const remedy = `Give whole seconds from 1 to ${HEARTBEAT_SECONDS_MAX}.`;
    return invalid(agent, "/heartbeatIntervalSeconds", fault, remedy);
  }
  const refusal = lacks(agent, "AcceptsOpAMPConnectionSettings");
  if (refusal !== null) return refusal;
  const beats = agent.transport === "http" ? null : lacks(agent, "ReportsHeartbeat");
  if (beats !== null) return beats;
  const hubUrl = sources.ownMetrics.hubUrl ?? agent.report.reachedUrl;
  if (hubUrl === undefined || !isSecure(hubUrl) || sources.authority() !== null) return null;
  const resource = { kind: "agent", id: agent.instanceUid } as const;
  return problem("nothing-to-do", OVER_TLS, { resource });
}

function invalid(
  { instanceUid: id }: AgentRecord,
  pointer: string,
  fault: string,
  remedy: string,
): VerbProblem {
  return problem("invalid", `${fault} ${remedy}`, {
    resource: { kind: "agent", id },
    errors: [{ pointer, message: fault, remedy }],
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

function isSame(a: ConnectionIntent, b: ConnectionIntent): boolean {
  if (a.heartbeatIntervalSeconds !== b.heartbeatIntervalSeconds) return false;
  return SIGNALS.every(([signal]) => isSameSignal(a[signal], b[signal]));
}

function isSameSignal(a: OwnMetricsIntent | undefined, b: OwnMetricsIntent | undefined): boolean {
  if (a?.kind === "endpoint" && b?.kind === "endpoint") return a.endpoint === b.endpoint;
  return a?.kind === b?.kind;
}
