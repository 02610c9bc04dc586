import type { IncomingMessage, ServerResponse } from "node:http";

/** One path of the agents' door, with its own limits and authenticator behind `answer`. */
export interface AgentsRoute {
  readonly path: string;
  /** For the table in the documentation and the log. */
  readonly summary: string;
  /** Its refusals are attempts to connect that failed, which the connect page diagnoses. */
  readonly recordsAttempts: boolean;
  answer(request: IncomingMessage, response: ServerResponse): void;
}

/** The path of a request target, without its query. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? "").split("?", 1)[0] ?? "";
}

/** A short answer as text. */
export function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

/** Says that the process lives. */
export const healthRoute: AgentsRoute = {
  path: "/healthz",
  summary: "alive",
  recordsAttempts: false,
  answer(request, response) {
    const reads = request.method === "GET" || request.method === "HEAD";
    if (reads) answerText(response, 200, "alive\n");
    else answerText(response, 405, "Use GET.\n", { allow: "GET, HEAD" });
  },
};
