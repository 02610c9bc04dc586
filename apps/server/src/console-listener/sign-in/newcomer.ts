import type { AccountCall, Newcomer } from "@fleethub/control-plane";
import type { Caller } from "../handlers/handler.js";
import { deviceCookieName, readCookie } from "./cookies.js";

/** Somebody who is not signed in yet, as far as the request says. */
export function newcomer({ actor, peer, headers }: Caller): Newcomer {
  return {
    address: peer.address,
    userAgent: headers.get("user-agent") ?? "",
    device: readCookie(headers.get("cookie"), deviceCookieName(peer.isSecure)),
    via: actor.via,
    requestId: actor.requestId,
  };
}

/** Who asks for something about an account. */
export function accountCall({ actor, subject, signedIn, now }: Caller): AccountCall {
  return {
    actor,
    subject,
    session: signedIn?.kind === "session" ? signedIn.session.id : null,
    now,
  };
}
