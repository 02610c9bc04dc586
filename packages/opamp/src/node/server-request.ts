import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpAnswer, OpampServer } from "../server/index.js";

/** Where the request came from, as far as the socket knows. */
export function remoteAddressOf(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? "";
}

/** The path of a request target, without its query. */
export function pathOf(request: IncomingMessage): string {
  const target = request.url ?? "";
  const query = target.indexOf("?");
  return query < 0 ? target : target.slice(0, query);
}

/** Answers one request by the server half. */
export async function answerRequest<Identity>(
  server: OpampServer<Identity>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = await server.exchange({
    method: request.method ?? "",
    headers: request.headers,
    remoteAddress: remoteAddressOf(request),
    platformRequest: request,
    // The default would end the connection before a refusal could be sent over it.
    body: request.iterator({ destroyOnReturn: false }),
  });
  writeAnswer(request, response, answer);
}

function writeAnswer(request: IncomingMessage, response: ServerResponse, answer: HttpAnswer): void {
  // What was not read would stand before the next request on this connection.
  const isUnread = !request.complete;
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(isUnread && { connection: "close" }),
    "content-length": answer.body.length,
  });
  response.end(answer.body);
  if (isUnread) request.resume();
}

/** Answers an upgrade request that is not upgraded, as bare HTTP. */
export function refusalText(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>>,
): string {
  const body = `${message}\n`;
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_TEXT[status] ?? "Refused"}`,
    "connection: close",
    "content-type: text/plain; charset=utf-8",
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

const STATUS_TEXT: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  426: "Upgrade Required",
  429: "Too Many Requests",
  503: "Service Unavailable",
};
