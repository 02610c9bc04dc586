import {
  AGENT_CAPABILITY,
  AgentToServerSchema,
  create,
  decodeFrame,
  decodeServerToAgent,
  encodeAgentToServer,
  encodeFrame,
  makeAttributes,
  SERVER_CAPABILITY,
  type ServerToAgent,
  ServerErrorResponseType,
} from "@fleethub/opamp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { SETTINGS_DEFAULT } from "../settings/index.js";
import { startTestHub, type TestHub } from "../testing/test-hub.js";

let running: TestHub;
let url: URL;
beforeAll(async () => {
  running = await startTestHub();
  url = new URL(running.hub.agentsUrl);
});
afterAll(() => running.stop());

const uidOf = (last: number) =>
  Uint8Array.from({ length: 16 }, (_, index) => (index < 15 ? 7 : last));
const reportOf = (instanceUid: Uint8Array) =>
  encodeAgentToServer(
    create(AgentToServerSchema, {
      instanceUid,
      capabilities: AGENT_CAPABILITY.ReportsStatus,
      agentDescription: { identifyingAttributes: makeAttributes([["service.name", "edge"]]) },
    }),
  );

function read(bytes: Uint8Array): ServerToAgent {
  const message = decodeServerToAgent(bytes);
  if (!message.ok) throw new Error(message.problem.message);
  return message.value;
}

const post = (body: Uint8Array, headers: Record<string, string> = {}) =>
  fetch(`http://${url.host}/v1/opamp`, {
    method: "POST",
    headers: { "content-type": "application/x-protobuf", ...headers },
    body: Uint8Array.from(body),
  });

async function overWebSocket(body: Uint8Array): Promise<Uint8Array> {
  const socket = new WebSocket(`ws://${url.host}/v1/opamp`);
  try {
    return await new Promise((resolve, reject) => {
      socket.on("open", () => socket.send(encodeFrame(body)));
      socket.on("message", (data: Buffer) => resolve(data));
      socket.on("error", reject);
    });
  } finally {
    socket.close();
  }
}

test("T-01 agents are served on port 4320 unless it is set otherwise, at /v1/opamp", () => {
  expect(SETTINGS_DEFAULT.agentsPort).toBe(4320);
  expect(url.pathname).toBe("/v1/opamp");
});

test("T-01 T-03 Q-02 Q-12 a WebSocket is answered there in frames", async () => {
  const frame = await overWebSocket(reportOf(uidOf(1)));
  expect(frame[0]).toBe(0);
  const body = decodeFrame(frame);
  if (!body.ok) throw new Error(body.problem.message);
  const { instanceUid, capabilities, errorResponse } = read(body.value);
  expect(Buffer.from(instanceUid)).toEqual(Buffer.from(uidOf(1)));
  expect(capabilities & SERVER_CAPABILITY.AcceptsStatus).not.toBe(0n);
  expect(errorResponse).toBeUndefined();
});

test("T-01 T-14 Q-02 Q-12 so is a POST, with exactly the type of protobuf", async () => {
  const answer = await post(reportOf(uidOf(2)), { "accept-encoding": "identity" });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/x-protobuf");
  const { instanceUid, capabilities } = read(new Uint8Array(await answer.arrayBuffer()));
  expect(Buffer.from(instanceUid)).toEqual(Buffer.from(uidOf(2)));
  expect(capabilities & SERVER_CAPABILITY.AcceptsStatus).not.toBe(0n);
});

test("I-01 X-01 X-03 an instance UID of another length is answered 400, with an error and nothing else", async () => {
  const answer = await post(reportOf(new TextEncoder().encode("01ARZ3NDEKTSV4RRFFQ69G5FAV")));
  expect(answer.status).toBe(400);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const { errorResponse, instanceUid, capabilities, flags } = read(bytes);
  expect(errorResponse?.type).toBe(ServerErrorResponseType.BadRequest);
  expect(errorResponse?.errorMessage).toMatch(/26 bytes; it must have 16/);
  expect({ size: instanceUid.length, capabilities, flags }).toEqual({
    size: 0,
    capabilities: 0n,
    flags: 0n,
  });
});

test("T-21 the door answers HEAD and other methods there, and never with 404", async () => {
  const statusOf = async (method: string) =>
    (await fetch(`http://${url.host}/v1/opamp`, { method })).status;
  expect(await statusOf("HEAD")).toBe(200);
  expect(await statusOf("PUT")).toBe(405);
  expect(await statusOf("DELETE")).toBe(405);
});
