import type { ConsoleFile, ConsoleFiles } from "./console-files.js";

const IMMUTABLE = "public, max-age=31536000, immutable";
/** Pages are asked for again each time, and answered 304 where they are the same. */
const REVALIDATE = "no-cache";

/** What a browser sees of a hub whose console was not built. */
const NOT_BUILT =
  "The console was not built. Run `npm run build` in the clone, then start the hub again. The API is at /api/v1/openapi.json.\n";

/** Answers a request for a page or file of the console. */
export function serveConsole(files: ConsoleFiles | null, request: Request): Response {
  if (files === null) {
    return new Response(NOT_BUILT, {
      status: 503,
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  }
  const path = decoded(new URL(request.url).pathname);
  const file = path === null ? null : files.find(path);
  if (file !== null) return answer(file, request, 200);
  if (files.notFound !== null) return answer(files.notFound, request, 404);
  return new Response("Nothing is at this address.\n", {
    status: 404,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}

function answer(file: ConsoleFile, request: Request, status: 200 | 404): Response {
  const headers: Record<string, string> = {
    etag: file.etag,
    vary: "accept-encoding",
    "cache-control": file.immutable ? IMMUTABLE : REVALIDATE,
    ...(file.policy === null ? {} : { "content-security-policy": file.policy }),
  };
  const known = request.headers.get("if-none-match") ?? "";
  if (
    status === 200 &&
    known.split(",").some((tag) => tag.trim().replace(/^W\//, "") === file.etag)
  ) {
    return new Response(null, { status: 304, headers });
  }
  const { body, encoding } = file.bytes(request.headers.get("accept-encoding") ?? "");
  return new Response(request.method === "HEAD" ? null : new Uint8Array(body), {
    status,
    headers: {
      ...headers,
      "content-type": file.contentType,
      "content-length": String(body.byteLength),
      ...(encoding === null ? {} : { "content-encoding": encoding }),
    },
  });
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
