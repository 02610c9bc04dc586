import type { IncomingMessage } from "node:http";
import type { Identified, Peer } from "@fleethub/control-plane";
import { type AdmissionParts, AWAY, namelessAdmission, noteRefusal } from "../admission.js";

/** Why an export is not taken. */
export interface SenderRefusal {
  readonly status: 401 | 429 | 503;
  readonly why: string;
  readonly retryAfterSeconds?: number;
}

/** Who sends, or why nothing is taken from him. */
export type AdmitSender = (request: IncomingMessage) => Promise<Peer | SenderRefusal>;

/**
 * The intake takes the credentials that agents come with over OpAMP (S-16). Where the hub takes nobody without one, that holds
 * here too; a credential that does not count is refused whatever the setting says. Of whom somebody may send is the desk's.
 */
export function admitSenders(parts: AdmissionParts): AdmitSender {
  return async (request) => {
    const { headers } = request;
    const { authorization } = headers;
    const remoteAddress = request.socket.remoteAddress ?? "";
    const nameless = namelessAdmission(parts.setting, remoteAddress);
    const asked = { transport: "http", remoteAddress, headers, platformRequest: request } as const;
    const certificate = parts.certificateOf?.(asked) ?? null;
    const found: Identified = await parts.identify({ authorization, certificate, nameless });
    if (found.kind === "peer") return found.peer;
    if (found.kind === "away") {
      return { status: 503, why: AWAY.message, retryAfterSeconds: AWAY.retryAfterSeconds };
    }
    const { refusal } = found;
    const wait = noteRefusal(parts, remoteAddress, "own metrics", refusal);
    if (wait === null) return { status: 401, why: refusal.message };
    return { status: 429, why: refusal.message, retryAfterSeconds: wait };
  };
}
