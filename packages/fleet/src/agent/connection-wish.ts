import { hasCapability, OPAMP_PATH } from "@fleethub/opamp";
import type { ToldSettings } from "./facts.js";
import type { AgentConnectionState, AgentState } from "./state.js";

/** Where a hub takes agents' own metrics, on the port that they reach. */
export const OWN_METRICS_PATH = "/v1/metrics";

/** Kinds of own telemetry, each with the bit that an agent needs for it. */
const SIGNALS = [
  ["ownMetrics", "ReportsOwnMetrics"],
  ["ownTraces", "ReportsOwnTraces"],
  ["ownLogs", "ReportsOwnLogs"],
] as const;

type OpampPart = NonNullable<ToldSettings["opamp"]>;

/**
 * Everything that this agent should know about its connections, as far as it may be told now; null for nothing to say.
 * Capabilities are those of its latest message (P-03, P-04).
 */
export function wantedSettings(state: AgentState): ToldSettings | null {
  const { link, intent, report } = state;
  if (intent.connection === undefined || link === null) return null;
  if (intent.admission !== "admitted") return null;
  const wanted: { -readonly [Part in keyof ToldSettings]: ToldSettings[Part] } = {};
  for (const [signal, capability] of SIGNALS) {
    const endpoint = hasCapability(report.capabilities, capability)
      ? endpointOf(signal, state, link)
      : null;
    if (endpoint !== null) wanted[signal] = endpoint;
  }
  const opamp = opampPart(state, link);
  if (typeof opamp === "object") wanted.opamp = opamp;
  return Object.keys(wanted).length === 0 ? null : wanted;
}

/** Why a heartbeat interval that is wanted is not told; empty where nothing stands in the way, or none is wanted. */
export function heartbeatWithheld(state: AgentState): string {
  const { link } = state;
  if (link === null) return "";
  const opamp = opampPart(state, link);
  return typeof opamp === "string" ? opamp : "";
}

function endpointOf(
  signal: (typeof SIGNALS)[number][0],
  { intent, report }: AgentState,
  link: AgentConnectionState,
): string | null {
  const wish = intent.connection?.[signal];
  switch (wish?.kind) {
    case undefined:
      return null;
    case "hub":
      return hubMetricsUrl(link);
    case "endpoint":
      return wish.endpoint;
    case "off":
      // Nothing was ever told, so there is nothing to take back.
      return report.settings?.told[signal] === undefined ? null : "";
  }
}

/** This hub's own metrics intake, at the address by which the agent reached it. */
export function hubMetricsUrl({ reached }: AgentConnectionState): string | null {
  const hubUrl = reached?.hubUrl ?? null;
  return hubUrl === null ? null : `${withoutSlash(hubUrl)}${OWN_METRICS_PATH}`;
}

/** The part with the interval, or why there is none. */
function opampPart(
  { intent, report }: AgentState,
  { reached, transport }: AgentConnectionState,
): OpampPart | string {
  const wish = intent.connection?.heartbeat;
  if (wish === undefined) return "";
  const { capabilities } = report;
  if (!hasCapability(capabilities, "AcceptsOpAMPConnectionSettings")) {
    return "It does not state AcceptsOpAMPConnectionSettings.";
  }
  if (transport === "websocket" && !hasCapability(capabilities, "ReportsHeartbeat")) {
    return "It does not state ReportsHeartbeat.";
  }
  const hubUrl = wish.hubUrl ?? reached?.hubUrl ?? null;
  if (hubUrl === null) return NO_ADDRESS;
  if (isSecure(hubUrl)) return OVER_TLS;
  const scheme = transport === "websocket" ? "ws" : "http";
  return {
    endpoint: `${scheme}${withoutSlash(hubUrl).slice("http".length)}${OPAMP_PATH}`,
    heartbeatSeconds: wish.seconds,
    credentials: reached?.credentials ?? "",
  };
}

/** True where agents talk TLS to this address. */
export function isSecure(hubUrl: string): boolean {
  return hubUrl.toLowerCase().startsWith("https:");
}

const NO_ADDRESS =
  "The address by which it reached this hub is not known: set FLEETHUB_AGENTS_URL.";

/** Why nothing is told about an OpAMP connection over TLS. */
export const OVER_TLS =
  "It reaches this hub over TLS, and the hub does not know by which authority it verifies that: supervisors stop verifying when an offer leaves it out. Set the interval in the agent's own configuration.";

const withoutSlash = (url: string) => url.replace(/\/+$/, "");
