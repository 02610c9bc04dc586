import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync, gzipSync } from "node:zlib";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { WebSocketServer } from "ws";
import { decodeFrame, encodeFrame } from "../frame.js";
import {
  AgentDescriptionSchema,
  type AgentToServer,
  AgentToServerSchema,
  create,
  type ServerToAgent,
  ServerToAgentSchema,
} from "../messages.js";
import type { ConnectionClosed } from "../agent/index.js";
import { connectAgent, nodePost, nodeSocket } from "./index.js";

const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const description = create(AgentDescriptionSchema, {
  identifyingAttributes: Array.from({ length: 60 }, (_, index) => ({
    key: `attribute.${index}`,
    value: { value: { case: "stringValue" as const, value: "some value" } },
  })),
});

/** Answers every report with ReportFullState once, then plainly. */
function reply(report: AgentToServer): ServerToAgent {
  return create(ServerToAgentSchema, {
    instanceUid: report.instanceUid,
    flags: report.sequenceNum === 0n ? 1n : 0n,
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  const { port } = server.address() as AddressInfo;
  return `127.0.0.1:${port}/v1/opamp`;
}

test("an agent over WebSocket reports, answers, and leaves in order", async () => {
  const reports: AgentToServer[] = [];
  const closes: number[] = [];
  const http = createServer();
  const address = await listen(http);
  let authorization: string | undefined;
  new WebSocketServer({ server: http }).on("connection", (socket, request) => {
    authorization = request.headers.authorization;
    socket.on("close", (code) => closes.push(code));
    socket.on("message", (data: Buffer) => {
      const body = decodeFrame(data);
      if (!body.ok) throw new Error(body.problem.message);
      const report = fromBinary(AgentToServerSchema, body.value);
      reports.push(report);
      socket.send(encodeFrame(toBinary(ServerToAgentSchema, reply(report))));
    });
  });
  const agent = connectAgent({
    endpoint: `ws://${address}`,
    headers: { authorization: "Bearer t" },
    description,
    capabilities: 1n,
  });
  await expect.poll(() => reports).toHaveLength(2);
  expect(authorization).toBe("Bearer t");
  expect(reports[1]?.agentDescription).toEqual(reports[0]?.agentDescription);
  await agent.stop();
  await expect.poll(() => closes).toEqual([1000]);
  expect(reports[2]?.agentDisconnect).toBeDefined();
});

test("a refused handshake is told with status and Retry-After, and tried again", async () => {
  const http = createServer((_, response) => {
    response.writeHead(503, { "retry-after": "7" }).end();
  });
  http.on("upgrade", (_, socket) => {
    socket.end("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");
  });
  const address = await listen(http);
  const told = await new Promise((resolve) => {
    const agent = connectAgent({
      endpoint: `ws://${address}`,
      description,
      capabilities: 1n,
      callbacks: {
        onDisconnect: ({ httpStatus, retryAfterMs }) => resolve({ httpStatus, retryAfterMs }),
      },
    });
    closing.push(() => agent.stop());
  });
  expect(told).toEqual({ httpStatus: 503, retryAfterMs: 7_000 });
});

test("an agent over HTTP compresses large reports and reads compressed answers", async () => {
  const reports: AgentToServer[] = [];
  const headers: IncomingMessage["headers"][] = [];
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const packed = request.headers["content-encoding"] === "gzip";
      const body = Buffer.concat(chunks);
      const report = fromBinary(AgentToServerSchema, packed ? gunzipSync(body) : body);
      reports.push(report);
      headers.push(request.headers);
      response.writeHead(200, {
        "content-type": "application/x-protobuf",
        "content-encoding": "gzip",
      });
      response.end(gzipSync(toBinary(ServerToAgentSchema, reply(report))));
    });
  });
  const address = await listen(http);
  const agent = connectAgent({
    endpoint: `http://${address}`,
    headers: { authorization: "Bearer t" },
    description,
    capabilities: 1n,
  });
  await expect.poll(() => reports).toHaveLength(2);
  expect(headers[0]).toMatchObject({
    authorization: "Bearer t",
    "content-type": "application/x-protobuf",
    "content-encoding": "gzip",
    "opamp-instance-uid": agent.instanceUid,
  });
  await agent.stop();
  expect(reports[2]?.agentDisconnect).toBeDefined();
  expect(headers[2]?.["content-encoding"]).toBeUndefined();
});

test("an endpoint that is no URL is a mistake of the caller; what it holds is not repeated", () => {
  for (const endpoint of ["localhost:4320", "http://user:secret@127.0.0.1/v1/opamp"]) {
    expect(() => nodeSocket({ endpoint })).toThrow(/must be a URL that begins with ws/);
    expect(() => nodeSocket({ endpoint })).not.toThrow(/secret/);
  }
  expect(() => nodePost({ endpoint: "ws://127.0.0.1" })).toThrow(/http:\/\/ or https:\/\//);
});

test("credentials in an endpoint stay out of what people are told", async () => {
  const refusing = createServer().listen(0, "127.0.0.1");
  refusing.on("upgrade", (_, socket) => socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n"));
  await once(refusing, "listening");
  onTestFinished(() => void refusing.close());
  const { port } = refusing.address() as AddressInfo;
  const endpoint = `ws://me:secret@127.0.0.1:${port}/v1/opamp?token=secret`;
  const { message } = await new Promise<ConnectionClosed>((closed) => {
    const ignore = () => undefined;
    nodeSocket({ endpoint })({ opened: ignore, received: ignore, closed });
  });
  expect(message).toBe(
    `ws://127.0.0.1:${port}/v1/opamp refused the handshake with HTTP status 401`,
  );
});
