import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { afterEach, expect, test } from "vitest";
import type { Admission, DisconnectReason } from "../server/index.js";
import { fromHex, toHex } from "../testing/hex.js";
import { ACK_A, CAPABILITIES, HEAD_A } from "../testing/test-server.js";
import { acceptWebSocket, nodeServer } from "./index.js";

const ADMITTED: Admission<undefined> = { admitted: true, identity: undefined };
let end = async () => {};

afterEach(() => end());

async function start(admission: Admission<undefined> | Promise<Admission<undefined>> = ADMITTED) {
  const left: DisconnectReason[] = [];
  const refused: string[] = [];
  const opamp = nodeServer({
    capabilities: CAPABILITIES,
    admit: () => admission,
    handler: {
      onReport: () => undefined,
      onDisconnected: (_connection, _uid, reason) => left.push(reason),
      onRefused: ({ problem }) => refused.push(problem.code),
    },
  });
  const http = createServer();
  const sockets = new WebSocketServer({ server: http, maxPayload: 1000 });
  sockets.on("connection", (socket, request) => void acceptWebSocket(opamp, socket, request));
  await once(http.listen(0, "127.0.0.1"), "listening");
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  const closed = once(client, "close");
  end = async () => {
    client.terminate();
    sockets.close();
    await new Promise((done) => http.close(done));
  };
  return { client, closed, opamp, left, refused };
}

const report = fromHex(`00${HEAD_A}20c550`);

test("T-03 Q-01 a socket that a ws server accepted is answered, and its end is told", async () => {
  const { client, opamp, left } = await start();
  await once(client, "open");
  client.send(report);
  const [answer] = await once(client, "message");
  expect(toHex(answer)).toBe(ACK_A);
  client.close(1000);
  await expect.poll(() => opamp.connectionCount).toBe(0);
  expect(left).toEqual(["closed"]);
});

test("a report that arrives while admission is asked waits for it", async () => {
  let admit: (admission: Admission<undefined>) => void = () => {};
  const asked = new Promise<Admission<undefined>>((resolve) => {
    admit = resolve;
  });
  const { client } = await start(asked);
  await once(client, "open");
  client.send(report);
  await new Promise((sent) => client.ping(undefined, undefined, sent));
  admit(ADMITTED);
  const [answer] = await once(client, "message");
  expect(toHex(answer)).toBe(ACK_A);
});

test("T-02 T-23 who is not admitted is closed with the reason", async () => {
  const stranger = await start({ admitted: false, status: 401, message: "Who are you?" });
  const [code, reason] = await stranger.closed;
  expect([code, String(reason)]).toEqual([1008, "Who are you?"]);
  await end();
  const busy = await start({ admitted: false, status: 503, message: "x".repeat(200) });
  const [later, cut] = await busy.closed;
  expect([later, String(cut)]).toEqual([1013, "x".repeat(123)]);
});

test("T-09 T-10 text is reported, and a message above maxPayload closes with 1009", async () => {
  const { client, closed, refused } = await start();
  await once(client, "open");
  client.send("text");
  await once(client, "message");
  client.send(new Uint8Array(1001));
  expect((await closed)[0]).toBe(1009);
  expect(refused).toEqual(["text-frame", "too-large"]);
});
