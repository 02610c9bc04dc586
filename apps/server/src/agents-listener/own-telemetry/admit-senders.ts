import type { IncomingMessage } from "node:http";
import type { Identified } from "@fleethub/control-plane";
import { type AdmissionParts, namelessAdmission, noteRefusal } from "../admission.js";

/** Why an export is not taken. */
export interface SenderRefusal {
  readonly status: 401 | 429 | 503;
  readonly why: string;
  readonly retryAfterSeconds?: number;
}

/** Null: what this request carries may be taken. */
export type AdmitSender = (request: IncomingMessage) => Promise<SenderRefusal | null>;

/**
 * The intake takes the credentials that agents come with over OpAMP (S-16). Where the hub takes nobody without one, that holds
 * here too; a credential that does not count is refused whatever the setting says.
 */
export function admitSenders(parts: AdmissionParts): AdmitSender {
  return async (request) => {
    const { authorization } = request.headers;
    const remoteAddress = request.socket.remoteAddress ?? "";
    const nameless = namelessAdmission(parts.setting, remoteAddress);
    const found: Identified = await parts.identify({ authorization, nameless });
    if (found.kind === "peer") return null;
    if (found.kind === "away") {
      return {
        status: 503,
        why: "The hub cannot look this credential up just now; its database is away.",
        retryAfterSeconds: 30,
      };
    }
    const { refusal } = found;
    const wait = noteRefusal(parts, remoteAddress, "own metrics", refusal);
    if (wait === null) return { status: 401, why: refusal.message };
    return { status: 429, why: refusal.message, retryAfterSeconds: wait };
  };
}
