import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { PROBLEM_MEDIA_TYPE, type Problem, problem } from "@fleethub/api";
import { NO_CONTENT_POLICY, SECURITY_HEADERS } from "../static/content-security-policy.js";
import { CONSOLE_LIMITS } from "./limits.js";

/** Has every request that never comes to the application refused in words, with the headers of every other answer. */
export function refuseUnread(server: Server): void {
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
    else endWith(socket, refusalOf(error.code ?? ""));
  });
  server.on("upgrade", (_request, socket) => endWith(socket, NO_UPGRADE));
  server.on("connect", (_request, socket) => endWith(socket, NO_TUNNEL));
  server.on("checkExpectation", (_request: IncomingMessage, response: ServerResponse) => {
    refuseRequest(response, NO_EXPECTATION);
  });
}

/** Too many header lines; null where there are few enough. Node itself would leave out those above a limit. */
export function refuseHeaders({ rawHeaders }: IncomingMessage): Problem | null {
  return rawHeaders.length / 2 > CONSOLE_LIMITS.consoleHeaders ? HEADERS_TOO_LARGE : null;
}

/** Answers instead of the application, and ends the connection: nobody reads what comes after. */
export function refuseRequest(response: ServerResponse, refusal: Problem): void {
  response.writeHead(refusal.status, headersOf(refusal));
  response.end(response.req.method === "HEAD" ? undefined : JSON.stringify(refusal));
}

/** What the application is not asked about, since its address cannot be read. */
export const NOT_AN_ADDRESS = problem(
  "invalid-request",
  "Host or path is none of HTTP: send a path that begins with / and a Host header with a name and a port.",
);

const NOT_HTTP = problem(
  "invalid-request",
  "This is no request of HTTP/1.1, or one that could be read in two ways. Send one that keeps to RFC 9112.",
);

const HEADERS_TOO_LARGE = problem(
  "headers-too-large",
  `A request has at most ${CONSOLE_LIMITS.consoleHeaders} header lines and ${CONSOLE_LIMITS.consoleHeaderBytes} bytes of them. Delete the cookies of this host, or send fewer headers.`,
);

const TOO_SLOW = problem(
  "request-too-slow",
  "The request did not arrive as a whole in time. Send it again.",
);

const NO_UPGRADE = problem(
  "invalid-request",
  "Nothing here speaks another protocol than HTTP/1.1. Agents connect to the agents' port; changes come by GET /api/v1/events.",
);

const NO_TUNNEL = problem(
  "invalid-request",
  "The console is no proxy: ask it for a path of its own.",
);

const NO_EXPECTATION = problem(
  "expectation-failed",
  "Send the request without Expect, or with `Expect: 100-continue`.",
);

function refusalOf(code: string): Problem {
  if (code === "HPE_HEADER_OVERFLOW") return HEADERS_TOO_LARGE;
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? TOO_SLOW : NOT_HTTP;
}

function headersOf(refusal: Problem): Readonly<Record<string, string>> {
  return {
    ...SECURITY_HEADERS,
    "content-security-policy": NO_CONTENT_POLICY,
    "content-type": PROBLEM_MEDIA_TYPE,
    "content-length": String(Buffer.byteLength(JSON.stringify(refusal))),
    "cache-control": "no-store",
    connection: "close",
  };
}

function endWith(socket: Duplex, refusal: Problem): void {
  const { status } = refusal;
  const lines = Object.entries(headersOf(refusal));
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const line = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n`;
  socket.end(`${line}${head}\r\n${JSON.stringify(refusal)}`);
}
