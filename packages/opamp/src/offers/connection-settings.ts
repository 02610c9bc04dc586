import type { MessageInitShape } from "@bufbuild/protobuf";
import type { KeyedDigest } from "../config-hash.js";
import type { ConnectionSettingsOffersSchema } from "../messages.js";
import { type Canonical, canonicalBytes } from "./canonical-bytes.js";
import { checkUrl } from "./check-url.js";
import { OfferCheck, type Offered } from "./offered.js";
import { checkOpampSettings, type OpampSettings, trustBeside } from "./opamp-settings.js";
import {
  type ConnectionSecurity,
  canonicalSecurity,
  checkSecurity,
  securityFields,
} from "./transport-security.js";

/** Where one kind of own telemetry goes. */
export interface TelemetrySettings extends ConnectionSecurity {
  /** The whole OTLP/HTTP URL with its path: supervisors use it as it is. */
  readonly destinationEndpoint: string;
}

/** Some other connection of the agent, by a name that it knows. */
export interface OtherSettings extends ConnectionSecurity {
  /** In whatever notation the destination has. */
  readonly destinationEndpoint: string;
  readonly otherSettings?: Readonly<Record<string, string>>;
}

/**
 * Everything that one agent is to know about its connections.
 *
 * Own telemetry: settings, `null` for off, or absent for "nothing is said". A supervisor takes all three together, so
 * that a signal of which nothing is said is off as soon as another one is offered; others keep what they have.
 */
export interface ConnectionSettings {
  /** Absent: the agent stays connected as it is. */
  readonly opamp?: OpampSettings;
  readonly ownMetrics?: TelemetrySettings | null;
  readonly ownTraces?: TelemetrySettings | null;
  readonly ownLogs?: TelemetrySettings | null;
  readonly otherConnections?: Readonly<Record<string, OtherSettings>>;
}

/** The message and its hash. */
export type ConnectionSettingsOffer = MessageInitShape<typeof ConnectionSettingsOffersSchema> & {
  readonly hash: Uint8Array;
};

const SIGNALS = ["ownMetrics", "ownTraces", "ownLogs"] as const;

/**
 * The offer of these settings, for `connection_settings` of a ServerToAgent. What an agent cannot take is removed
 * afterwards ({@link withinCapabilities}); the hash covers it all the same (S-01).
 *
 * Refused, with every reason, is what agents would take for something else than was meant: see {@link OpampSettings}
 * and the endpoints of own telemetry (S-05, S-12). Send an offer once per hash and start of the agent, never with every
 * reply: opamp-go up to 0.23 applies each copy, and an `opamp` part makes it reconnect (S-08).
 *
 * @param digest equal for equal settings in whatever order headers and names were given. Take a keyed one
 * (HMAC) where headers or keys are secrets, since agents report the hash and hashes get into logs.
 */
export function connectionSettingsOffer(
  settings: ConnectionSettings,
  digest: KeyedDigest,
): Offered<ConnectionSettingsOffer> {
  const check = new OfferCheck();
  if (settings.opamp !== undefined) checkOpampSettings(settings.opamp, check);
  for (const signal of SIGNALS) {
    const own = settings[signal];
    if (own) checkTelemetry(own, signal, check);
  }
  for (const [name, other] of Object.entries(settings.otherConnections ?? {})) {
    checkSecurity(other, `otherConnections.${name}`, check);
  }
  return check.result({ ...fieldsOf(settings), hash: digest(canonicalBytes(canonical(settings))) });
}

function checkTelemetry(settings: TelemetrySettings, at: string, check: OfferCheck): void {
  const { destinationEndpoint } = settings;
  const url = checkUrl(
    destinationEndpoint,
    ["http:", "https:"],
    `${at}.destinationEndpoint`,
    check,
  );
  if (url?.pathname === "/") {
    check.refuse(
      `${at}.destinationEndpoint`,
      "The URL has no path, and agents add none; give it whole, such as https://otlp.example/v1/metrics.",
    );
  }
  checkSecurity(settings, at, check);
}

function fieldsOf(settings: ConnectionSettings) {
  const { opamp, ownMetrics, ownTraces, ownLogs, otherConnections } = settings;
  return {
    ...(opamp && {
      opamp: {
        destinationEndpoint: opamp.destinationEndpoint,
        heartbeatIntervalSeconds: BigInt(Math.trunc(opamp.heartbeatIntervalSeconds) || 0),
        ...securityFields({ ...opamp, ...trustBeside(opamp) }),
      },
    }),
    ...(ownMetrics !== undefined && { ownMetrics: telemetryFields(ownMetrics) }),
    ...(ownTraces !== undefined && { ownTraces: telemetryFields(ownTraces) }),
    ...(ownLogs !== undefined && { ownLogs: telemetryFields(ownLogs) }),
    ...(otherConnections && {
      otherConnections: Object.fromEntries(
        Object.entries(otherConnections).map(([name, other]) => [name, otherFields(other)]),
      ),
    }),
  } satisfies MessageInitShape<typeof ConnectionSettingsOffersSchema>;
}

/** An empty endpoint says "off". */
function telemetryFields(settings: TelemetrySettings | null) {
  if (settings === null) return { destinationEndpoint: "" };
  return { destinationEndpoint: settings.destinationEndpoint, ...securityFields(settings) };
}

function otherFields({ destinationEndpoint, otherSettings, ...security }: OtherSettings) {
  return {
    destinationEndpoint,
    otherSettings: { ...otherSettings },
    ...securityFields(security),
  };
}

function canonical(settings: ConnectionSettings): Canonical {
  const { opamp, otherConnections } = settings;
  const telemetry = (own: TelemetrySettings | null | undefined) =>
    own && { endpoint: own.destinationEndpoint, ...canonicalSecurity(own) };
  return {
    opamp: opamp && {
      endpoint: opamp.destinationEndpoint,
      heartbeat: opamp.heartbeatIntervalSeconds,
      ...canonicalSecurity(opamp),
    },
    ownMetrics: telemetry(settings.ownMetrics),
    ownTraces: telemetry(settings.ownTraces),
    ownLogs: telemetry(settings.ownLogs),
    otherConnections:
      otherConnections &&
      Object.fromEntries(
        Object.entries(otherConnections).map(([name, other]) => [
          name,
          {
            endpoint: other.destinationEndpoint,
            otherSettings: { ...other.otherSettings },
            ...canonicalSecurity(other),
          },
        ]),
      ),
  };
}
