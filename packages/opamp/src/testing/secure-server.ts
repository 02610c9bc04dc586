import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { type WebSocket, WebSocketServer } from "ws";
import { decodeFrame, encodeFrame } from "../frame.js";
import {
  type AgentToServer,
  AgentToServerSchema,
  create,
  type MessageInitShape,
  ServerToAgentSchema,
} from "../messages.js";
import { testCa } from "./test-ca.js";

type Reply = MessageInitShape<typeof ServerToAgentSchema>;

/** What one report arrived with. */
export interface Arrived {
  readonly report: AgentToServer;
  readonly headers: http.IncomingHttpHeaders;
  /** Common name of the client certificate; undefined without one. */
  readonly client: string | undefined;
}

/** A real server for both transports that answers as it is told. */
export async function startServer(
  options: {
    readonly tls?: https.ServerOptions | false;
    readonly reply?: (report: AgentToServer) => Reply;
  } = {},
) {
  const arrived: Arrived[] = [];
  const refusal: { status: number | undefined } = { status: undefined };
  const reply = (bytes: Uint8Array, request: http.IncomingMessage) => {
    const report = fromBinary(AgentToServerSchema, bytes);
    arrived.push({ report, headers: request.headers, client: clientOf(request) });
    return toBinary(
      ServerToAgentSchema,
      create(ServerToAgentSchema, { instanceUid: report.instanceUid, ...options.reply?.(report) }),
    );
  };
  const onRequest: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (refusal.status) return response.writeHead(refusal.status).end();
      response.writeHead(200, { "content-type": "application/x-protobuf" });
      response.end(reply(Buffer.concat(chunks), request));
    });
  };
  const server =
    options.tls === false
      ? http.createServer(onRequest)
      : https.createServer({ ...testCa.server, ca: testCa.cert, ...options.tls }, onRequest);
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request: http.IncomingMessage, socket: Duplex, head: Buffer) => {
    if (refusal.status) {
      return socket.end(`HTTP/1.1 ${refusal.status} Refused\r\ncontent-length: 0\r\n\r\n`);
    }
    sockets.handleUpgrade(request, socket, head, (accepted: WebSocket) => {
      accepted.on("message", (data: Buffer) => {
        const body = decodeFrame(data);
        if (body.ok) accepted.send(encodeFrame(reply(body.value, request)));
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const secure = options.tls === false ? "" : "s";
  return {
    arrived,
    port,
    ws: `ws${secure}://127.0.0.1:${port}/v1/opamp`,
    http: `http${secure}://127.0.0.1:${port}/v1/opamp`,
    /** From now on every handshake and request is refused with this status. */
    refuseWith(status: number) {
      refusal.status = status;
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function clientOf({ socket }: http.IncomingMessage): string | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const name = socket.getPeerCertificate().subject?.CN;
  return typeof name === "string" ? name : undefined;
}
