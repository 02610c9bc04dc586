import { once } from "node:events";
import { type Server, createServer } from "node:http";

/** Files over HTTP, for who shows the token; others are answered 401. */
export class FileServer {
  readonly files = new Map<string, Uint8Array>();
  /** Paths that were fetched, in order. */
  readonly fetched: string[] = [];
  readonly headers = { authorization: "Bearer files" };
  #http: Server | undefined;
  #port = 0;

  async start(): Promise<this> {
    const http = createServer((request, response) => {
      const path = request.url ?? "";
      const file = this.files.get(path);
      if (request.headers.authorization !== this.headers.authorization) {
        response.writeHead(401).end();
        return;
      }
      this.fetched.push(path);
      response.writeHead(file ? 200 : 404, { "content-length": file?.length ?? 0 }).end(file);
    });
    this.#http = http;
    await once(http.listen(0, "127.0.0.1"), "listening");
    const address = http.address();
    if (typeof address === "object" && address) this.#port = address.port;
    return this;
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.#port}${path}`;
  }

  async remove(): Promise<void> {
    const http = this.#http;
    if (!http) return;
    const closed = once(http, "close");
    http.close();
    http.closeAllConnections();
    await closed;
  }
}
