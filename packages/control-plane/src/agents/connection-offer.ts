import {
  type ConnectionWish,
  newestCredential,
  OWN_METRICS_PATH,
  type ToldSettings,
} from "@fleethub/fleet";
import {
  type ConnectionSettings,
  connectionSettingsOffer,
  type ConnectionSettingsOffer,
} from "@fleethub/opamp";
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

/** By which agents verify this hub over TLS. */
export interface AgentsAuthority {
  /** Certificates of the authorities. */
  readonly pem: string;
  /** Hex SHA-256 of `pem`. */
  readonly digest: string;
}

/** What this agent is to know about its connections: as decided for it, else by the rule; undefined: nothing is said. */
export function connectionWishOf(
  { connection, access }: Pick<AgentRecord, "connection" | "access">,
  { fromEveryAgent, hubUrl }: OwnMetricsRule,
  authority: () => AgentsAuthority | null,
): ConnectionWish | undefined {
  const { heartbeatIntervalSeconds: seconds, ...own } = connection ?? {};
  const decided = own.ownMetrics ?? (fromEveryAgent ? ({ kind: "hub" } as const) : undefined);
  const ownMetrics =
    decided?.kind === "hub" && hubUrl !== null
      ? ({ kind: "endpoint", endpoint: ownMetricsUrl(hubUrl) } as const)
      : decided;
  // A bearer after a certificate would take that away again (S-11).
  const isCertified = access.credentials[0]?.kind === "certificate";
  const bearer = isCertified ? undefined : newestCredential(access, "bearer");
  const wish: ConnectionWish = {
    ...own,
    ...(ownMetrics && { ownMetrics }),
    ...(seconds !== undefined && { heartbeat: { seconds, hubUrl } }),
    ...(bearer !== undefined && { credential: { id: bearer.id, hubUrl } }),
  };
  const verifiedBy = authority()?.digest;
  const all = verifiedBy === undefined ? wish : { ...wish, authority: verifiedBy };
  return Object.keys(all).length === 0 ? undefined : all;
}

/**
 * Names the settings that an agent was told, by everything in them and everything that was left out (S-01). Credentials are in it
 * by their keyed digest, so that it can be made anew from what is stored.
 */
export function settingsHash(told: ToldSettings, digest: Digest): string {
  const { ownMetrics = null, ownTraces = null, ownLogs = null, opamp, intakeCredential } = told;
  const { credential, authority } = opamp ?? {};
  const part = opamp ? [opamp.endpoint, opamp.heartbeatSeconds, opamp.credentials] : null;
  // What agents were told before there were credentials keeps its name.
  const own = [credential ?? null, authority ?? null, intakeCredential ?? null];
  const parts = [ownMetrics, ownTraces, ownLogs, part];
  const text = JSON.stringify(own.some((one) => one !== null) ? [...parts, ...own] : parts);
  return digest.sha256(new TextEncoder().encode(text));
}

/** What settings are put together with beside what the reducer decided. */
export interface SettingsParts {
  readonly digest: Digest;
  /** The text of an agent's own credential. */
  readonly bearer: (id: string) => string;
  readonly authority: () => AgentsAuthority | null;
}

/**
 * The settings as they are sent. An `opamp` part carries the headers that the agent came with, which are kept nowhere else, with
 * its own credential in the place of the one that it came with.
 */
export function settingsFields(
  told: ToldSettings,
  connection: Connection | undefined,
  { digest, bearer, authority }: SettingsParts,
): ConnectionSettingsOffer {
  const { opamp } = told;
  const carried = connection === undefined ? {} : carriedHeaders(connection);
  const pem = opamp?.authority === undefined ? undefined : authority()?.pem;
  const hash = fromHex(settingsHash(told, digest));
  const offer = connectionSettingsOffer(
    {
      ...ownTelemetryParts(told, carried, bearer),
      ...(opamp && {
        opamp: {
          destinationEndpoint: opamp.endpoint,
          headers: withOwn(carried, opamp.credential, bearer),
          heartbeatIntervalSeconds: opamp.heartbeatSeconds,
          ...(pem !== undefined && { tls: { caPem: pem } }),
        },
      }),
    },
    () => hash,
  );
  if (offer.ok) return offer.value;
  // Verbs and the address that agents came by were checked before.
  throw new Error(`Connection settings cannot be offered: ${offer.problems[0]?.message ?? ""}`);
}

/** The parts about the agent's own telemetry, as it was told. */
export function ownTelemetryParts(
  told: ToldSettings,
  carried: Headers,
  bearer: SettingsParts["bearer"],
): Pick<ConnectionSettings, "ownMetrics" | "ownTraces" | "ownLogs"> {
  const { ownMetrics, ownTraces, ownLogs } = told;
  return {
    ...(ownMetrics !== undefined && { ownMetrics: intakePart(told, carried, bearer) }),
    ...(ownTraces !== undefined && { ownTraces: telemetryPart(ownTraces) }),
    ...(ownLogs !== undefined && { ownLogs: telemetryPart(ownLogs) }),
  };
}

type Headers = ReturnType<typeof carriedHeaders>;

/** All headers, of which only the credential is exchanged (S-12). */
function withOwn(
  carried: Headers,
  credential: string | undefined,
  bearer: SettingsParts["bearer"],
): Headers {
  if (credential === undefined) return carried;
  return { ...carried, authorization: `Bearer ${bearer(credential)}` };
}

/** Own metrics to this hub prove who sends them, with the agent's own credential or the one that it came with. */
function intakePart(
  { ownMetrics = "", intakeCredential }: ToldSettings,
  { authorization }: Headers,
  bearer: SettingsParts["bearer"],
) {
  const part = telemetryPart(ownMetrics);
  if (part === null || intakeCredential === undefined) return part;
  const isOwn = intakeCredential !== "enrolment";
  const value = isOwn ? `Bearer ${bearer(intakeCredential)}` : authorization;
  return value === undefined ? part : { ...part, headers: { Authorization: value } };
}

const telemetryPart = (endpoint: string) =>
  endpoint === "" ? null : { destinationEndpoint: endpoint };

const ownMetricsUrl = (hubUrl: string) => `${hubUrl.replace(/\/+$/, "")}${OWN_METRICS_PATH}`;
