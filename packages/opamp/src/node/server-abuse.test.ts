import { EventEmitter, once } from "node:events";
import { createServer } from "node:https";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import { afterEach, expect, test } from "vitest";
import type { DisconnectReason, RefusedInput } from "../server/index.js";
import { admitEveryone } from "../server/index.js";
import { fromHex, toHex } from "../testing/hex.js";
import { startNodeServer } from "../testing/node-server.js";
import { selfSigned } from "../testing/self-signed.js";
import { ACK_A, CAPABILITIES, HEAD_A } from "../testing/test-server.js";
import { attachOpamp } from "./index.js";

const A1 = `${HEAD_A}20c550`;
let running: Awaited<ReturnType<typeof startNodeServer>> | undefined;

async function start(...options: Parameters<typeof startNodeServer>) {
  running = await startNodeServer(...options);
  return running;
}

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

/** A handler, and the reason why its only agent is gone. */
function handlerUntilGone(reply: Uint8Array | undefined, refused: RefusedInput[] = []) {
  const ended = new EventEmitter<{ gone: [DisconnectReason] }>();
  const gone = once(ended, "gone").then(([reason]) => reason);
  const handler = {
    onReport: () => (reply === undefined ? undefined : { customMessage: { data: reply } }),
    onDisconnected: (_: unknown, __: unknown, reason: DisconnectReason) =>
      void ended.emit("gone", reason),
    onRefused: (input: RefusedInput) => refused.push(input),
  };
  return { gone, handler };
}

test("X-08 a peer that never reads is cut once its send queue is full", async () => {
  const { gone, handler } = handlerUntilGone(new Uint8Array(64 * 1024));
  const { port } = await start({ handler, limits: { sendQueueSizeBytesMax: 256 * 1024 } });
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(
    "GET /v1/opamp HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  await once(socket, "data");
  socket.pause();
  const message = fromHex(`00${A1}`);
  const frame = Buffer.concat([fromHex("82"), Buffer.of(0x80 | message.length), Buffer.alloc(4)]);
  const flood = setInterval(() => {
    for (let count = 0; count < 20; count += 1) socket.write(Buffer.concat([frame, message]));
  }, 1);
  expect(await gone).toBe("overflow");
  clearInterval(flood);
  socket.destroy();
});

test("T-10 X-01 a message that ws itself refuses is counted", async () => {
  const refused: RefusedInput[] = [];
  const { gone, handler } = handlerUntilGone(undefined, refused);
  const { connect: open } = await start({ handler, limits: { messageSizeBytesMax: 1000 } });
  const client = await open();
  await client.ask(fromHex(`00${A1}`));
  client.socket.send(Buffer.alloc(1001));
  expect(await client.closed).toBe(1009);
  expect(await gone).toBe("refused");
  expect(refused).toMatchObject([{ problem: { code: "too-large" }, transport: "websocket" }]);
});

test("T-24 a socket that never reports is closed, and its place is free again", async () => {
  const { connect: open, opamp } = await start({ limits: { firstMessageTimeoutMs: 1000 } });
  const client = await open();
  expect(await client.closed).toBe(1008);
  await expect.poll(() => opamp.server.connectionCount).toBe(0);
});

test("T-25 a socket that stops answering pings is cut without a Close frame", async () => {
  const { gone, handler } = handlerUntilGone(undefined);
  const limits = { pingIntervalMs: 1000, missedPongsMax: 1 };
  const { url } = await start({ handler, limits });
  const socket = new WebSocket(url.replace("http", "ws"), { autoPong: false });
  socket.on("error", () => undefined);
  await once(socket, "open");
  socket.send(fromHex(`00${A1}`));
  const closed = once(socket, "close");
  expect(await gone).toBe("silent");
  expect((await closed)[0]).toBe(1006);
});

test("T-01 the same server speaks TLS when its HTTP server does", async () => {
  const { key, cert } = selfSigned;
  const https = createServer({ key, cert });
  const opamp = attachOpamp(https, {
    handler: { onReport: () => undefined },
    admit: admitEveryone,
    capabilities: CAPABILITIES,
  });
  https.on("request", (request, response) => opamp.handleRequest(request, response));
  await once(https.listen(0, "127.0.0.1"), "listening");
  const { port } = https.address() as AddressInfo;
  const socket = new WebSocket(`wss://127.0.0.1:${port}/v1/opamp`, { ca: cert });
  await once(socket, "open");
  socket.send(fromHex(`00${A1}`));
  const [reply] = await once(socket, "message");
  expect(toHex(reply)).toBe(ACK_A);
  socket.terminate();
  https.close();
  await once(https, "close");
});
