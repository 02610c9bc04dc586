import { once } from "node:events";
import { type ServerOptions, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import { type AttachOptions, HTTP_SERVER_OPTIONS, attachOpamp } from "../node/index.js";
import { admitEveryone } from "../server/index.js";
import { CAPABILITIES } from "./test-server.js";

type Body = NonNullable<ConstructorParameters<typeof Response>[0]>;

/** A real HTTP server on a free port with OpAMP on it, and clients that end with it. */
export async function startNodeServer(
  options: Partial<AttachOptions<undefined>> = {},
  httpOptions: ServerOptions = {},
) {
  const httpServer = createServer({ ...HTTP_SERVER_OPTIONS, ...httpOptions });
  const opamp = attachOpamp(httpServer, {
    handler: { onReport: () => undefined },
    admit: admitEveryone,
    capabilities: CAPABILITIES,
    ...options,
  });
  httpServer.on("request", (request, response) => {
    if (opamp.handleRequest(request, response)) return;
    response.writeHead(404).end();
  });
  httpServer.listen(0, "127.0.0.1");
  await once(httpServer, "listening");
  const { port } = httpServer.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/v1/opamp`;
  const clients: TestClient[] = [];
  return {
    opamp,
    httpServer,
    port,
    url,
    /** A raw WebSocket client, open. */
    async connect(): Promise<TestClient> {
      const client = new TestClient(url.replace("http", "ws"));
      clients.push(client);
      await once(client.socket, "open");
      return client;
    },
    /** A POST with the OpAMP content type. */
    post(body: Body, headers: Record<string, string> = {}): Promise<Response> {
      return fetch(url, {
        method: "POST",
        body,
        headers: { "content-type": "application/x-protobuf", ...headers },
        ...(body instanceof ReadableStream && { duplex: "half" }),
      } as RequestInit);
    },
    async stop(): Promise<void> {
      for (const { socket } of clients) socket.terminate();
      httpServer.closeAllConnections();
      httpServer.close();
      await once(httpServer, "close");
    },
  };
}

/** A WebSocket client that keeps what arrives until it is asked for. */
export class TestClient {
  readonly socket: WebSocket;
  readonly #inbox: Buffer[] = [];
  readonly #waiting: ((message: Buffer) => void)[] = [];
  /** The code of the Close frame, when it has come. */
  readonly closed: Promise<number>;

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.on("error", () => undefined);
    this.closed = new Promise((resolve) => this.socket.on("close", resolve));
    this.socket.on("message", (data: Buffer) => {
      const next = this.#waiting.shift();
      if (next === undefined) this.#inbox.push(data);
      else next(data);
    });
  }

  /** The next message of the server. */
  next(): Promise<Buffer> {
    const message = this.#inbox.shift();
    if (message !== undefined) return Promise.resolve(message);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Sends a binary message and waits for the next one of the server. */
  ask(message: Uint8Array): Promise<Buffer> {
    this.socket.send(message);
    return this.next();
  }
}
