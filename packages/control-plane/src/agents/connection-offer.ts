import { type ConnectionWish, OWN_METRICS_PATH, type ToldSettings } from "@fleethub/fleet";
import { connectionSettingsOffer, type ConnectionSettingsOffer } from "@fleethub/opamp";
import type { AgentRecord } from "../model.js";
import type { Digest } from "../ports.js";
import { fromHex } from "./facts/hex.js";
import type { Connection } from "./live-agent.js";
import { carriedHeaders } from "./reached.js";

export { OWN_METRICS_PATH };

/** What a hub does about own metrics of agents of which no operator decided anything, and where agents reach it. */
export interface OwnMetricsRule {
  /** Every agent that can is asked for them. Default false: a supervisor restarts its Collector for it. */
  readonly fromEveryAgent: boolean;
  /** Where agents reach this hub, such as `https://hub.example:4320`; null: where each of them reached it. */
  readonly hubUrl: string | null;
}

export const OWN_METRICS_RULE: OwnMetricsRule = { fromEveryAgent: false, hubUrl: null };

/** What this agent is to know about its connections: as decided for it, else by the rule; undefined: nothing is said. */
export function connectionWishOf(
  { connection }: Pick<AgentRecord, "connection">,
  { fromEveryAgent, hubUrl }: OwnMetricsRule,
): ConnectionWish | undefined {
  const { heartbeatIntervalSeconds: seconds, ...own } = connection ?? {};
  const decided = own.ownMetrics ?? (fromEveryAgent ? ({ kind: "hub" } as const) : undefined);
  const ownMetrics =
    decided?.kind === "hub" && hubUrl !== null
      ? ({ kind: "endpoint", endpoint: ownMetricsUrl(hubUrl) } as const)
      : decided;
  const wish: ConnectionWish = {
    ...own,
    ...(ownMetrics && { ownMetrics }),
    ...(seconds !== undefined && { heartbeat: { seconds, hubUrl } }),
  };
  return Object.keys(wish).length === 0 ? undefined : wish;
}

/**
 * Names the settings that an agent was told, by everything in them and everything that was left out (S-01). Credentials are in it
 * by their keyed digest, so that it can be made anew from what is stored.
 */
export function settingsHash(told: ToldSettings, digest: Digest): string {
  const { ownMetrics = null, ownTraces = null, ownLogs = null, opamp } = told;
  const part = opamp ? [opamp.endpoint, opamp.heartbeatSeconds, opamp.credentials] : null;
  const text = JSON.stringify([ownMetrics, ownTraces, ownLogs, part]);
  return digest.sha256(new TextEncoder().encode(text));
}

/** The settings as they are sent. An `opamp` part carries the headers that the agent came with, which are kept nowhere else. */
export function settingsFields(
  told: ToldSettings,
  connection: Connection | undefined,
  digest: Digest,
): ConnectionSettingsOffer {
  const { ownMetrics, ownTraces, ownLogs, opamp } = told;
  const hash = fromHex(settingsHash(told, digest));
  const offer = connectionSettingsOffer(
    {
      ...(ownMetrics !== undefined && { ownMetrics: telemetryPart(ownMetrics) }),
      ...(ownTraces !== undefined && { ownTraces: telemetryPart(ownTraces) }),
      ...(ownLogs !== undefined && { ownLogs: telemetryPart(ownLogs) }),
      ...(opamp && {
        opamp: {
          destinationEndpoint: opamp.endpoint,
          headers: connection === undefined ? {} : carriedHeaders(connection),
          heartbeatIntervalSeconds: opamp.heartbeatSeconds,
        },
      }),
    },
    () => hash,
  );
  if (offer.ok) return offer.value;
  // Verbs and the address that agents came by were checked before.
  throw new Error(`Connection settings cannot be offered: ${offer.problems[0]?.message ?? ""}`);
}

const telemetryPart = (endpoint: string) =>
  endpoint === "" ? null : { destinationEndpoint: endpoint };

const ownMetricsUrl = (hubUrl: string) => `${hubUrl.replace(/\/+$/, "")}${OWN_METRICS_PATH}`;
