import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { DoorCertificate } from "../certificates/door-certificate.js";
import type { LoadedPair } from "../certificates/pair-of-files.js";
import { endWithText, putTlsBefore, type TlsDoor } from "../certificates/tls-door.js";
import { listen, stopListening } from "../platform/listen.js";
import { consoleApp, type ConsoleServices } from "./app.js";

/** The open console. */
export interface ConsoleListener {
  readonly port: number;
  /** Stops accepting and lets running requests end, for at most `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Requests must arrive as a whole within this time. */
const REQUEST_TIMEOUT_MS = 60_000;
const HEADERS_TIMEOUT_MS = 10_000;
const HEADER_BYTES_MAX = 16 * 1_024;

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
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      maxHeaderSize: HEADER_BYTES_MAX,
    },
    (request, response) => void answer(request, response),
  );
  server.on("upgrade", (_request, stream) => {
    stream.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
  });
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

/** HTTPS alone: a console that also spoke HTTP would give its cookies away. */
function encrypt(server: Server, certificate: DoorCertificate): TlsDoor {
  const door = putTlsBefore(server, {
    secure: secureOf(certificate.pair),
    asksForCertificates: false,
    timeoutMs: HEADERS_TIMEOUT_MS,
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
