import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import {
  type AgentToServer,
  create,
  decodeAgentToServer,
  decodeFrame,
  encodeFrame,
  encodeServerToAgent,
  instanceUidFromBytes,
  type InstanceUid,
  instanceUidToBytes,
  type MessageInitShape,
  enumName,
  RemoteConfigStatuses,
  ServerToAgentSchema,
} from "@fleethub/opamp";
import { type WebSocket, WebSocketServer } from "ws";

type Reply = MessageInitShape<typeof ServerToAgentSchema>;

/** The smallest server that simulated agents can talk to: it keeps everything, and says what it is told. */
export interface MemoryHub {
  readonly endpoint: string;
  /** Reports of each agent, oldest first. */
  readonly reports: ReadonlyMap<InstanceUid, AgentToServer[]>;
  reportsOf(uid: InstanceUid): readonly AgentToServer[];
  /** STATUS, hash and error of an agent's config reports, one line each. */
  statuses(uid: InstanceUid): readonly string[];
  /** Sends at once over WebSocket, with the next answer over HTTP. */
  push(uid: InstanceUid, reply: Reply): void;
  /** Offers one text under the name "". */
  offer(uid: InstanceUid, hash: string, text: string): void;
  close(): Promise<void>;
}

export async function startMemoryHub(): Promise<MemoryHub> {
  const reports = new Map<InstanceUid, AgentToServer[]>();
  const sockets = new Map<InstanceUid, WebSocket>();
  const waiting = new Map<InstanceUid, Reply[]>();

  const take = (bytes: Uint8Array) => {
    const report = decodeAgentToServer(bytes);
    if (!report.ok) throw new Error(report.problem.message);
    const uid = instanceUidFromBytes(report.value.instanceUid);
    if (!uid.ok) throw new Error(uid.problem.message);
    const list = reports.get(uid.value) ?? [];
    list.push(report.value);
    reports.set(uid.value, list);
    return uid.value;
  };
  const encode = (uid: InstanceUid, reply: Reply = {}) =>
    encodeServerToAgent(
      create(ServerToAgentSchema, { instanceUid: instanceUidToBytes(uid), ...reply }),
    );

  const http = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const uid = take(request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body);
    response.setHeader("content-type", "application/x-protobuf");
    response.end(encode(uid, waiting.get(uid)?.shift()));
  };
  new WebSocketServer({ server: http }).on("connection", (socket) => {
    socket.on("message", (data: Buffer) => {
      const body = decodeFrame(data);
      if (!body.ok) throw new Error(body.problem.message);
      const uid = take(body.value);
      sockets.set(uid, socket);
      socket.send(encodeFrame(encode(uid)));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;

  const hub: MemoryHub = {
    endpoint: `ws://127.0.0.1:${port}/v1/opamp`,
    reports,
    reportsOf: (uid) => reports.get(uid) ?? [],
    statuses: (uid) =>
      hub.reportsOf(uid).flatMap(({ remoteConfigStatus }) => {
        if (!remoteConfigStatus || remoteConfigStatus.status === 0) return [];
        const word = enumName(RemoteConfigStatuses, remoteConfigStatus.status);
        const hash = new TextDecoder().decode(remoteConfigStatus.lastRemoteConfigHash);
        return [`${word} ${hash} ${remoteConfigStatus.errorMessage}`.trim()];
      }),
    push(uid, reply) {
      const socket = sockets.get(uid);
      if (socket) socket.send(encodeFrame(encode(uid, reply)));
      else waiting.set(uid, [...(waiting.get(uid) ?? []), reply]);
    },
    offer(uid, hash, text) {
      const bytes = (value: string) => new TextEncoder().encode(value);
      hub.push(uid, {
        remoteConfig: {
          config: { configMap: { "": { body: bytes(text), contentType: "text/yaml" } } },
          configHash: bytes(hash),
        },
      });
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.values()) socket.terminate();
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };
  return hub;
}
