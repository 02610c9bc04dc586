import { isIP } from "node:net";
import { TLSSocket } from "node:tls";
import { IncomingMessage } from "node:http";
import type { HandshakeCause, PlainText } from "@fleethub/api";
import { OTHER_AUTHORITY } from "@fleethub/control-plane";
import type { Admission, AdmissionRequest } from "@fleethub/opamp/server";
import { isLoopback } from "../settings/index.js";
import { type AgentsRoute, answerText } from "./routes.js";

/** From where the door takes plain text, and whether it speaks TLS too. */
export interface PlainTextRule {
  readonly plainText: PlainText;
  readonly isEncrypted: boolean;
  /** Nobody comes without a client certificate. */
  readonly needsCertificate: boolean;
  /** What agents are told to verify the hub by is its own authority, which no proxy before it has. */
  readonly verifiesDoorAlone: boolean;
}

/** Why somebody who came without TLS is not let in. */
export interface PlainTextRefusal {
  readonly cause: HandshakeCause;
  /** For the person who reads the agent's log. */
  readonly message: string;
}

/** How the connect page explains that somebody came without TLS. */
export function causeOfPlain({ isEncrypted }: Pick<PlainTextRule, "isEncrypted">): HandshakeCause {
  return isEncrypted ? "plain-on-tls-port" : "plain-text-elsewhere";
}

/** Judges a request by how it came; null lets it pass. */
export function refusePlainText(
  { plainText, isEncrypted }: Pick<PlainTextRule, "plainText" | "isEncrypted">,
  { remoteAddress, isSecure }: { readonly remoteAddress: string; readonly isSecure: boolean },
): PlainTextRefusal | null {
  if (isSecure || plainText === "everywhere") return null;
  if (plainText === "this-machine" && isLoopback(remoteAddress)) return null;
  const cause = causeOfPlain({ isEncrypted });
  if (isEncrypted) {
    return {
      cause,
      message: "This hub takes no plain text from here: use wss:// or https:// in the endpoint.",
    };
  }
  const near = isPrivate(remoteAddress) ? " A container and its bridge count as another host." : "";
  return {
    cause,
    message: `This hub takes plain text from its own machine alone, and ${remoteAddress} is another.${near} Run \`fleethub certs init --host NAME\` for TLS, or start the hub with FLEETHUB_AGENTS_PLAIN_TEXT=allow.`,
  };
}

/** Whether a request came over TLS that this process ended. */
export function isSecureRequest(platformRequest: unknown): boolean {
  return platformRequest instanceof IncomingMessage && platformRequest.socket instanceof TLSSocket;
}

/**
 * Written as a proxy that ends TLS would: by it the hub knows the address that the agent reached, and what an offer would take from
 * it.
 */
function tellHow(platformRequest: unknown, isSecure: boolean, rule: PlainTextRule): void {
  if (!(platformRequest instanceof IncomingMessage)) return;
  const { headers } = platformRequest;
  const isProxied = !isSecure && headers["x-forwarded-proto"] === "https";
  if (isSecure) headers["x-forwarded-proto"] = "https";
  if (isSecure && rule.needsCertificate) headers["x-forwarded-client-cert"] = "shown";
  if (isProxied && rule.verifiesDoorAlone) headers[OTHER_AUTHORITY] = "true";
}

type Admit<Identity> = (
  request: AdmissionRequest,
) => Admission<Identity> | Promise<Admission<Identity>>;

/** Asks `admit` only for those who may come as they did. */
export function admitUnlessPlain<Identity>(
  rule: PlainTextRule,
  admit: Admit<Identity>,
): Admit<Identity> {
  return (request) => {
    const { remoteAddress, platformRequest } = request;
    const isSecure = isSecureRequest(platformRequest);
    tellHow(platformRequest, isSecure, rule);
    const refused = refusePlainText(rule, { remoteAddress, isSecure });
    if (refused === null) return admit(request);
    return { admitted: false, status: 403, message: refused.message };
  };
}

/** A route that answers those alone who may come as they did. */
export function routeUnlessPlain(rule: PlainTextRule, route: AgentsRoute): AgentsRoute {
  return {
    ...route,
    answer(request, response) {
      const remoteAddress = request.socket.remoteAddress ?? "";
      const isSecure = isSecureRequest(request);
      const refused = refusePlainText(rule, { remoteAddress, isSecure });
      if (refused === null) return route.answer(request, response);
      request.resume();
      answerText(response, 403, `${refused.message}\n`);
    },
  };
}

/** An address of networks that are nobody's on the internet: those of containers are among them. */
function isPrivate(address: string): boolean {
  const bare = address.replace(/^::ffff:/i, "");
  if (isIP(bare) === 6) return /^f[cde]/i.test(bare);
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)/.test(bare);
}
