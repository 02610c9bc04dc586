import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { ROUTES } from "@fleethub/api";
import { answers, changeSomething, refusal } from "./fixture-answers";

/**
 * FIXTURE SERVER for looking at the console without a hub: invented agents, no protocol, nothing kept. It
 * serves the export of `next build` under the policy that the hub serves it with.
 * `node --conditions=@fleethub/source --import tsx dev/fixture-server.ts [PORT] [AGENTS]`
 */
const port = Number(process.argv[2] ?? 3900);
const out = join(import.meta.dirname, "../out");
const streams = new Set<ServerResponse>();
const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".txt": "text/plain",
};

const routes = ROUTES.map((route) => ({
  route,
  pattern: new RegExp(`^${route.fullPath.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
}));

createServer(async (request, response) => {
  const url = new URL(request.url ?? "/", "http://x");
  if (url.pathname === "/api/v1/events") {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(": hello\n\n");
    streams.add(response);
    request.on("close", () => streams.delete(response));
    return;
  }
  const hit = routes.find(
    ({ route, pattern }) => route.method === request.method && pattern.test(url.pathname),
  );
  if (hit) {
    let text = "";
    for await (const part of request) text += part;
    const params = hit.pattern.exec(url.pathname)?.groups ?? {};
    try {
      const data = answers[hit.route.name]?.({
        params,
        query: Object.fromEntries(url.searchParams),
        body: text ? JSON.parse(text) : undefined,
      });
      const checked = hit.route.answer === null ? undefined : hit.route.answer.parse(data);
      response.writeHead(hit.route.status, { "content-type": "application/json" });
      return void response.end(checked === undefined ? "" : JSON.stringify(checked));
    } catch (error) {
      const problem = refusal(error);
      response.writeHead(problem.status, { "content-type": "application/problem+json" });
      return void response.end(JSON.stringify(problem));
    }
  }
  serve(url.pathname, response);
}).listen(port, "127.0.0.1", () => console.log(`fixture console on http://127.0.0.1:${port}`));

function serve(path: string, response: ServerResponse): void {
  const file = [path, `${path}.html`, `${path}/index.html`, "/404.html"]
    .map((name) => join(out, name))
    .find((name) => existsSync(name) && extname(name) !== "");
  if (file === undefined) return void response.writeHead(404).end();
  const body = readFileSync(file);
  const headers: Record<string, string> = {
    "content-type": types[extname(file)] ?? "application/octet-stream",
  };
  if (file.endsWith(".html")) headers["content-security-policy"] = policy(body.toString());
  response.writeHead(200, headers).end(body);
}

function policy(html: string): string {
  const hashes = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    (match) =>
      `'sha256-${createHash("sha256")
        .update(match[1] ?? "")
        .digest("base64")}'`,
  );
  return `default-src 'none'; script-src 'self' ${hashes.join(" ")}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'`;
}

let sequence = 1;
setInterval(() => {
  const { kind, id } = changeSomething();
  sequence += 1;
  for (const stream of streams)
    stream.write(
      `id: ${sequence}\nevent: ${kind}\ndata: ${JSON.stringify({ id, version: sequence })}\n\n`,
    );
}, 1000);
