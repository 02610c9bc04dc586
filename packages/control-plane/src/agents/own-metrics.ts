import type { OwnMetricsIntent } from "@fleethub/fleet";
import type { AgentRecord } from "../model.js";
import type { Digest } from "../ports.js";
import { fromHex } from "./facts/hex.js";
import type { Connection } from "./live-agent.js";

/** Where a hub takes agents' own metrics, on the port that they reach. */
export const OWN_METRICS_PATH = "/v1/metrics";

/** What a hub does about own metrics of agents of which no operator decided anything. */
export interface OwnMetricsRule {
  /** Every agent that can is asked for them. Default false: a supervisor restarts its Collector for it. */
  readonly fromEveryAgent: boolean;
  /** Where agents reach this hub, such as `https://hub.example:4320`; null: where each of them reached it. */
  readonly hubUrl: string | null;
}

export const OWN_METRICS_RULE: OwnMetricsRule = { fromEveryAgent: false, hubUrl: null };

/** Where this agent's own metrics are to go: as decided for it, else by the rule; undefined: nothing is said. */
export function ownMetricsOf(
  { connection }: Pick<AgentRecord, "connection">,
  { fromEveryAgent, hubUrl }: OwnMetricsRule,
): OwnMetricsIntent | undefined {
  const intent = connection?.ownMetrics ?? (fromEveryAgent ? { kind: "hub" as const } : undefined);
  if (intent?.kind !== "hub" || hubUrl === null) return intent;
  return { kind: "endpoint", endpoint: ownMetricsUrl(hubUrl) };
}

/** Characters of a host with its port. */
const HOST = /^[A-Za-z0-9.:[\]_-]{1,255}$/;

/**
 * Where the agent reaches this hub, by the request that it connected with. A proxy that ends TLS says so in
 * `x-forwarded-proto`; what an agent makes up there it is told itself. Undefined: it does not say.
 */
export function reachedMetricsUrl({ headers }: Connection): string | undefined {
  const { host } = headers;
  if (typeof host !== "string" || !HOST.test(host)) return undefined;
  const scheme = headers["x-forwarded-proto"] === "https" ? "https" : "http";
  return ownMetricsUrl(`${scheme}://${host}`);
}

/** Names the settings with this endpoint: all that a hub ever tells an agent about its connections (S-01). */
export function settingsHash(endpoint: string, digest: Digest): string {
  return digest.sha256(new TextEncoder().encode(`own_metrics ${endpoint}`));
}

/** The settings as they are sent. An empty endpoint switches own metrics off. */
export function settingsFields(endpoint: string, digest: Digest) {
  return {
    hash: fromHex(settingsHash(endpoint, digest)),
    ownMetrics: { destinationEndpoint: endpoint },
  };
}

const ownMetricsUrl = (hubUrl: string) => `${hubUrl.replace(/\/+$/, "")}${OWN_METRICS_PATH}`;
