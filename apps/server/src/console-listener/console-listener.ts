import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
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
 * @throws ServerError `port-taken` or `address-not-usable`
 */
export async function openConsoleListener(
  services: ConsoleServices,
  host: string,
  port: number,
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
  const bound = await listen(server, "console", host, port);
  return {
    port: bound,
    async close(graceMs) {
      const closed = stopListening(server);
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}
