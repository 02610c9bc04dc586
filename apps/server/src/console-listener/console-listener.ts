import { createServer, type Server } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import type { DoorCertificate } from "../certificates/door-certificate.js";
import type { LoadedPair } from "../certificates/pair-of-files.js";
import { endWithText, putTlsBefore, type TlsDoor } from "../certificates/tls-door.js";
import { listen, stopListening } from "../platform/listen.js";
import { consoleApp, type ConsoleServices } from "./app.js";
import { CONSOLE_LIMITS, TIMEOUTS_CHECKED_EVERY_MS } from "./edge/limits.js";
import {
  NOT_AN_ADDRESS,
  refuseHeaders,
  refuseRequest,
  refuseUnread,
} from "./edge/refuse-unread.js";
import { defect, problemResponse } from "./problems.js";
import { NO_CONTENT_POLICY, SECURITY_HEADERS } from "./static/content-security-policy.js";

/** The open console. */
export interface ConsoleListener {
  readonly port: number;
  /** Stops accepting and lets running requests end, for at most `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/**
 * Opens the listener that people and scripts reach.
 *
 * @param certificate null: plain HTTP
 * @throws ServerError `port-taken` or `address-not-usable`
 */
export async function openConsoleListener(
  services: ConsoleServices,
  host: string,
  port: number,
  certificate: DoorCertificate | null = null,
): Promise<ConsoleListener> {
  const app = consoleApp(services);
  const answer = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    errorHandler: (error) => answerUnasked(services, error),
  });
  const server = createServer(
    {
      requestTimeout: CONSOLE_LIMITS.consoleRequestTimeoutMs,
      headersTimeout: CONSOLE_LIMITS.consoleHeadersTimeoutMs,
      keepAliveTimeout: CONSOLE_LIMITS.consoleKeepAliveMs,
      connectionsCheckingInterval: TIMEOUTS_CHECKED_EVERY_MS,
      maxHeaderSize: CONSOLE_LIMITS.consoleHeaderBytes,
      insecureHTTPParser: false,
      // Whoever leaves it away is answered in words, further in.
      requireHostHeader: false,
    },
    (request, response) => {
      const refused = refuseHeaders(request);
      if (refused === null) void answer(request, response);
      else refuseRequest(response, refused);
    },
  );
  // Node would leave out the lines above its own limit, and go on as if they had not been sent.
  server.maxHeadersCount = 0;
  server.maxConnections = CONSOLE_LIMITS.consoleConnections;
  refuseUnread(server);
  const door = certificate === null ? null : encrypt(server, certificate);
  const bound = await listen(server, "console", host, port);
  return {
    port: bound,
    async close(graceMs) {
      const closed = stopListening(server);
      door?.endNewcomers();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

/** The application was not asked, since host or path is none; or it failed where it should not. */
function answerUnasked({ logger, requestId }: ConsoleServices, error: unknown): Response {
  const isUnread = error instanceof RequestError;
  const id = requestId();
  if (!isUnread) logger.error({ error, requestId: id }, "a request failed");
  const response = problemResponse(isUnread ? NOT_AN_ADDRESS : defect(id));
  const headers = { ...SECURITY_HEADERS, "content-security-policy": NO_CONTENT_POLICY };
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/** HTTPS alone: a console that also spoke HTTP would give its cookies away. */
function encrypt(server: Server, certificate: DoorCertificate): TlsDoor {
  const door = putTlsBefore(server, {
    secure: secureOf(certificate.pair),
    asksForCertificates: false,
    timeoutMs: CONSOLE_LIMITS.consoleHeadersTimeoutMs,
    takesPlain: () => false,
    onPlainRefused: (socket) =>
      endWithText(socket, "400 Bad Request", "The console speaks TLS: use https://.\n"),
    onSecure: () => true,
    onFailed() {},
  });
  certificate.onReload((pair) => door.reload(secureOf(pair)));
  return door;
}

const secureOf = ({ certPem, keyPem }: LoadedPair) => ({ cert: certPem, key: keyPem });
