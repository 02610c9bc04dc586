import type { ControlPlane, Identified, Peer, PresentedCredential } from "@fleethub/control-plane";
import type { EnrolmentRefusal } from "@fleethub/fleet";
import { type Admission, type AdmissionRequest } from "@fleethub/opamp/server";
import { type AdmissionSetting, isLoopback } from "../settings/index.js";
import type { Handshakes } from "./handshakes.js";
import type { LoadGate } from "./load-gate.js";
import type { RefusalThrottle } from "./refusal-throttle.js";

/** What deciding at the door takes. */
export interface AdmissionParts {
  readonly setting: AdmissionSetting;
  readonly gate: Pick<LoadGate, "refuseFor">;
  readonly identify: ControlPlane["identify"];
  readonly handshakes: Pick<Handshakes, "record">;
  readonly throttle: RefusalThrottle;
  /** The certificate of the hub's own authority that a request came with; null: none. */
  readonly certificateOf?: (request: AdmissionRequest) => PresentedCredential["certificate"];
}

/** What an agent that comes without a credential is given; null: it is not taken in. */
export function namelessAdmission(
  setting: AdmissionSetting,
  remoteAddress: string,
): PresentedCredential["nameless"] {
  if (setting === "token") return null;
  const isOpen = setting === "open" || (setting === "default" && isLoopback(remoteAddress));
  return isOpen ? "admitted" : "awaiting-approval";
}

/** Takes down a credential that did not let somebody in. Seconds to wait where that happened too often, else null. */
export function noteRefusal(
  { handshakes, throttle }: Pick<AdmissionParts, "handshakes" | "throttle">,
  remoteAddress: string,
  transport: "websocket" | "http" | "own metrics",
  { code, message }: EnrolmentRefusal,
): number | null {
  handshakes.record(remoteAddress, "credential", `${transport}: ${message}`, code);
  return throttle.refused(remoteAddress);
}

/**
 * Decides on each handshake and POST before anything is upgraded or decoded: who shows a credential is let in by that alone, who
 * shows none as the setting says. Strangers are answered from memory.
 */
export function admitAgents(
  parts: AdmissionParts,
): (request: AdmissionRequest) => Admission<Peer> | Promise<Admission<Peer>> {
  const { setting, gate, identify } = parts;
  return (request) => {
    const { remoteAddress, headers } = request;
    const wait = gate.refuseFor();
    if (wait !== null) return busy("The hub is busy. Come back later.", wait);
    const instanceUid = once(headers["opamp-instance-uid"])?.toLowerCase();
    const identified = identify({
      authorization: once(headers["authorization"]),
      certificate: parts.certificateOf?.(request) ?? null,
      nameless: namelessAdmission(setting, remoteAddress),
      claims: instanceUid === undefined ? undefined : { instanceUid, remoteAddress },
    });
    const answer = (found: Identified) => admissionOf(parts, request, found);
    return identified instanceof Promise ? identified.then(answer) : answer(identified);
  };
}

const once = (value: AdmissionRequest["headers"][string]) =>
  typeof value === "string" ? value : value?.[0];

/** What is said while a credential would have to be looked up in a store that is away; seconds until it may be asked again. */
export const AWAY = {
  message: "The hub cannot look this credential up just now; its database is away.",
  retryAfterSeconds: 30,
} as const;

function admissionOf(
  parts: AdmissionParts,
  { remoteAddress, transport }: AdmissionRequest,
  found: Identified,
): Admission<Peer> {
  if (found.kind === "peer") return { admitted: true, identity: found.peer };
  if (found.kind === "away") return busy(AWAY.message, AWAY.retryAfterSeconds);
  const { refusal } = found;
  const wait = noteRefusal(parts, remoteAddress, transport, refusal);
  if (wait === null) {
    const headers = { "www-authenticate": 'Bearer realm="fleethub"' };
    return { admitted: false, status: 401, message: refusal.message, headers };
  }
  return {
    admitted: false,
    status: 429,
    message: `Too many credentials of this address were refused. ${refusal.message}`,
    retryAfterSeconds: wait,
  };
}

function busy(message: string, retryAfterSeconds: number): Admission<Peer> {
  return { admitted: false, status: 503, message, retryAfterSeconds };
}
