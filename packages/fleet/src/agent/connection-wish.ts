import { hasCapability, OPAMP_PATH } from "@fleethub/opamp";
import type { ToldSettings } from "./facts.js";
import { AGENT_SETTINGS } from "./settings.js";
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
  const intake = intakeCredential(state, link);
  if (wanted.ownMetrics && intake !== undefined) wanted.intakeCredential = intake;
  return Object.keys(wanted).length === 0 ? null : wanted;
}

/** What own metrics that go to this hub prove who sent them with. */
function intakeCredential(
  { intent }: AgentState,
  { reached }: AgentConnectionState,
): string | undefined {
  const { ownMetrics, credential } = intent.connection ?? {};
  const hubUrl = credential?.hubUrl ?? null;
  const isHere =
    ownMetrics?.kind === "hub" ||
    (ownMetrics?.kind === "endpoint" &&
      hubUrl !== null &&
      ownMetrics.endpoint === intakeOf(hubUrl));
  return isHere ? (credential?.id ?? reached?.credential) : undefined;
}

/** Why a heartbeat interval that is wanted is not told; empty where nothing stands in the way, or none is wanted. */
export function heartbeatWithheld(state: AgentState): string {
  const { link, intent } = state;
  if (link === null || intent.connection?.heartbeat === undefined) return "";
  const opamp = opampPart(state, link);
  return typeof opamp === "string" ? opamp : "";
}

/** Why the agent's own credential is not offered; empty where nothing stands in the way, or it comes with it. */
export function credentialWithheld(state: AgentState): string {
  const { link } = state;
  if (link === null || !owesCredentialTo(state, link)) return "";
  const opamp = opampPart(state, link);
  return typeof opamp === "string" ? opamp : "";
}

function owesCredentialTo(
  { intent }: Pick<AgentState, "intent">,
  { reached }: AgentConnectionState,
): boolean {
  const credential = intent.connection?.credential;
  return credential !== undefined && reached?.credential !== credential.id;
}

/** It was told an authority, goes by that alone until it starts anew, and this hub names another by now (S-12). */
export function verifiesByFormer({ intent, report }: Pick<AgentState, "intent" | "report">) {
  const { settings } = report;
  const told = settings?.told.opamp?.authority;
  const authority = intent.connection?.authority;
  return settings?.lost === false && told !== undefined && (authority ?? told) !== told;
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
  return hubUrl === null ? null : intakeOf(hubUrl);
}

const intakeOf = (hubUrl: string) => `${withoutSlash(hubUrl)}${OWN_METRICS_PATH}`;

/** The part with interval and credential, or why there is none. */
function opampPart({ intent, report }: AgentState, link: AgentConnectionState): OpampPart | string {
  const { reached, transport } = link;
  const { heartbeat, credential, authority } = intent.connection ?? {};
  const isOwed = owesCredentialTo({ intent }, link) || verifiesByFormer({ intent, report });
  if (heartbeat === undefined && !isOwed) return "";
  if (reached?.certificate) return BY_CERTIFICATE;
  const { capabilities } = report;
  if (!hasCapability(capabilities, "AcceptsOpAMPConnectionSettings")) {
    return "It does not state AcceptsOpAMPConnectionSettings.";
  }
  const beats = transport === "http" || hasCapability(capabilities, "ReportsHeartbeat");
  if (heartbeat !== undefined && credential === undefined && !beats) {
    return "It does not state ReportsHeartbeat.";
  }
  // A credential leaves the address as it is: one that cannot be reached is not taken back.
  const hubUrl =
    credential === undefined
      ? (heartbeat?.hubUrl ?? reached?.hubUrl ?? null)
      : (reached?.hubUrl ?? null);
  if (hubUrl === null) return NO_ADDRESS;
  const isKnown = authority !== undefined && !reached?.otherAuthority;
  if (isSecure(hubUrl) && !isKnown) return OVER_TLS;
  const scheme = transport === "websocket" ? "ws" : "http";
  return {
    endpoint: `${scheme}${withoutSlash(hubUrl).slice("http".length)}${OPAMP_PATH}`,
    heartbeatSeconds: (beats ? heartbeat?.seconds : undefined) ?? keptSeconds(report),
    credentials: reached?.credentials ?? "",
    ...(credential !== undefined && { credential: credential.id }),
    ...(isSecure(hubUrl) && authority !== undefined && { authority }),
  };
}

/** Nobody decided an interval: the one that it was told or keeps goes on, since none would end its heartbeats (S-12). */
function keptSeconds({ settings, heartbeatIntervalMs }: AgentState["report"]): number {
  const kept = heartbeatIntervalMs ?? AGENT_SETTINGS.heartbeatIntervalMs;
  return settings?.told.opamp?.heartbeatSeconds ?? Math.max(1, Math.round(kept / 1000));
}

/** True where agents talk TLS to this address. */
export function isSecure(hubUrl: string): boolean {
  return hubUrl.toLowerCase().startsWith("https:");
}

const NO_ADDRESS =
  "The address by which it reached this hub is not known: set FLEETHUB_AGENTS_URL.";

const BY_CERTIFICATE =
  "It comes with a certificate of its own, whose key it alone has: another offer would take that away.";

/** Why nothing is told about an OpAMP connection over TLS. */
export const OVER_TLS =
  "It reaches this hub over TLS, and the hub does not know by which authority it verifies that: supervisors stop verifying when an offer leaves it out. Set the interval in the agent's own configuration.";

const withoutSlash = (url: string) => url.replace(/\/+$/, "");
