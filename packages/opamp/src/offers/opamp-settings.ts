import { checkUrl } from "./check-url.js";
import type { OfferCheck } from "./offered.js";
import {
  type ConnectionSecurity,
  type TlsSettings,
  checkSecurity,
  type CertificateSettings,
} from "./transport-security.js";
import type { OfferedHeaders } from "./headers.js";

/**
 * How the agent is to connect to its server. Agents build the new connection from this alone: headers, trust and heartbeat
 * that are left out are lost, so that those which every agent needs are not optional here.
 */
export interface OpampSettings extends ConnectionSecurity {
  /** A ws, wss, http or https URL (S-05). Without one, agents ignore the offer silently. */
  readonly destinationEndpoint: string;
  /** All headers, credentials among them; `{}` says that there are none. */
  readonly headers: OfferedHeaders;
  /** 0 to {@link HEARTBEAT_SECONDS_MAX}; 0 ends heartbeats, and is refused over HTTP, where an agent would never poll again. */
  readonly heartbeatIntervalSeconds: number;
  /**
   * Needed over wss and https, here or by the authority of `certificate`. Today's supervisors verify nothing when an offer has no
   * certificate, whatever this says: the authority of it is sent as that of an empty certificate too.
   */
  readonly tls?: TlsSettings;
  readonly certificate?: CertificateSettings;
}

/** The longest interval between heartbeats: a day. */
export const HEARTBEAT_SECONDS_MAX = 86_400;

export function checkOpampSettings(settings: OpampSettings, check: OfferCheck): void {
  const { destinationEndpoint, heartbeatIntervalSeconds: seconds } = settings;
  const schemes = ["ws:", "wss:", "http:", "https:"];
  const url = checkUrl(destinationEndpoint, schemes, "opamp.destinationEndpoint", check);
  if (!Number.isSafeInteger(seconds) || seconds < 0 || seconds > HEARTBEAT_SECONDS_MAX) {
    check.refuse(
      "opamp.heartbeatIntervalSeconds",
      `The interval is a whole number of seconds from 0 to ${HEARTBEAT_SECONDS_MAX}.`,
    );
  } else if (seconds === 0 && url?.protocol.startsWith("http") === true) {
    check.refuse(
      "opamp.heartbeatIntervalSeconds",
      "An agent that polls would never come back with an interval of 0; give at least 1.",
    );
  }
  checkSecurity(settings, "opamp", check);
  if (url !== null && /^(wss|https):$/.test(url.protocol) && !statesTrust(settings)) {
    check.refuse(
      "opamp.tls",
      "An offer over TLS that states no authority makes agents stop verifying this server. Give certificate.caPem or tls.caPem, tls.includeSystemCas, or tls.insecureSkipVerify if that is meant.",
    );
  }
}

function statesTrust({ certificate, tls }: ConnectionSecurity): boolean {
  if (certificate?.caPem !== undefined && certificate.caPem.length > 0) return true;
  if (tls === undefined) return false;
  const { caPem = "", includeSystemCas = false, insecureSkipVerify = false } = tls;
  return caPem !== "" || includeSystemCas || insecureSkipVerify;
}

const NO_CERTIFICATE = new Uint8Array();

/**
 * What supervisors take trust from: they look at the authority of the certificate alone, take the system's where there is none,
 * and verify nothing where there is no certificate (S-12).
 */
export function trustBeside({
  certificate,
  tls,
}: Pick<OpampSettings, "certificate" | "tls">): Pick<OpampSettings, "certificate"> {
  const { caPem = "", includeSystemCas = false, insecureSkipVerify = false } = tls ?? {};
  if (insecureSkipVerify || (caPem === "" && !includeSystemCas)) return {};
  const authority = caPem === "" ? {} : { caPem: new TextEncoder().encode(caPem) };
  return { certificate: { certPem: NO_CERTIFICATE, ...authority, ...certificate } };
}
