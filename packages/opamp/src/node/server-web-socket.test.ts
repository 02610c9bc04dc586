import { once } from "node:events";
import { connect } from "node:net";
import { WebSocket } from "ws";
import { afterEach, expect, test } from "vitest";
import { ServerErrorResponseType, parseInstanceUid } from "../index.js";
import type { AgentConnection, DisconnectReason } from "../server/index.js";
import { fromHex, toHex } from "../testing/hex.js";
import { startNodeServer } from "../testing/node-server.js";
import { ACK_A, ACK_B, HEAD_A, HEAD_B, UID_A, decodeReply } from "../testing/test-server.js";

const { BadRequest: BAD_REQUEST } = ServerErrorResponseType;
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

test("T-03 T-07 Q-01 Q-02 frames are answered with the header and the reporter's instance UID", async () => {
  const { connect } = await start();
  const client = await connect();
  expect(toHex(await client.ask(fromHex(`00${A1}`)))).toBe(ACK_A);
  expect(toHex(await client.ask(fromHex(`8000${A1}`)))).toBe(ACK_A);
});

test("T-06 a frame without header is accepted, its answer has one", async () => {
  const { connect } = await start();
  const client = await connect();
  expect(toHex(await client.ask(fromHex(A1)))).toBe(ACK_A);
});

test("T-04 T-08 X-01 malformed messages get BAD_REQUEST and the connection lives on", async () => {
  const { connect } = await start();
  const client = await connect();
  for (const hex of [`01${A1}`, `${"80".repeat(11)}00`, `00${A1}2a05`, "00ffff"]) {
    const { errorResponse } = decodeReply(await client.ask(fromHex(hex)));
    expect(errorResponse?.type).toBe(BAD_REQUEST);
    expect(errorResponse?.errorMessage).not.toBe("");
  }
  expect(toHex(await client.ask(fromHex(`00${A1}`)))).toBe(ACK_A);
});

test("T-05 I-01 a message without a 16-byte instance UID gets BAD_REQUEST without one", async () => {
  const { connect } = await start();
  const client = await connect();
  for (const hex of ["00", `000a1a${"41".repeat(26)}`]) {
    const reply = decodeReply(await client.ask(fromHex(hex)));
    expect(reply.errorResponse?.type).toBe(BAD_REQUEST);
    expect(reply.instanceUid).toHaveLength(0);
  }
});

test("T-09 a text message is reported and the next binary one answered", async () => {
  const { connect } = await start();
  const client = await connect();
  client.socket.send("hello");
  expect(decodeReply(await client.next()).errorResponse?.type).toBe(BAD_REQUEST);
  expect(toHex(await client.ask(fromHex(`00${A1}`)))).toBe(ACK_A);
});

test("T-10 X-08 a message above the limit closes the socket with 1009", async () => {
  const { connect } = await start({ limits: { messageSizeBytesMax: 1000 } });
  const client = await connect();
  client.socket.send(Buffer.alloc(1001));
  expect(await client.closed).toBe(1009);
});

test("T-12 a message in several fragments is put together", async () => {
  const { connect } = await start();
  const client = await connect();
  client.socket.send(fromHex("000a"), { fin: false });
  client.socket.send(fromHex(A1.slice(2)), { fin: true });
  expect(toHex(await client.next())).toBe(ACK_A);
});

test("T-13 two agents on one socket get their own answers and pushes", async () => {
  const connections: AgentConnection[] = [];
  const handler = {
    onReport: () => undefined,
    onConnected: (connection: AgentConnection) => connections.push(connection),
  };
  const { connect } = await start({ handler });
  const client = await connect();
  expect(toHex(await client.ask(fromHex(`00${A1}`)))).toBe(ACK_A);
  expect(toHex(await client.ask(fromHex(`00${HEAD_B}1007`)))).toBe(ACK_B);
  const uid = parseInstanceUid(UID_A);
  expect(uid.ok && connections[0]?.push(uid.value, { flags: 1n })).toBe(true);
  expect(toHex(await client.next())).toBe(`00${HEAD_A}30013807`);
});

test("P6 a large push arrives whole, in order with small ones", async () => {
  const body = new Uint8Array(70_000).fill(7);
  const { connect } = await start({
    handler: {
      onReport: (report) => (report.isBare ? undefined : { customMessage: { data: body } }),
    },
  });
  const client = await connect();
  client.socket.send(fromHex(`00${HEAD_A}5001`));
  client.socket.send(fromHex(`00${A1}`));
  expect(decodeReply(await client.next()).customMessage?.data).toEqual(Buffer.from(body));
  expect(toHex(await client.next())).toBe(ACK_A);
});

test("T-02 T-23 a refused handshake is answered before any upgrade", async () => {
  const { url } = await start({
    admit: ({ headers }) =>
      headers.authorization === undefined
        ? {
            admitted: false,
            status: 401,
            message: "No.",
            headers: { "www-authenticate": "Bearer" },
          }
        : { admitted: false, status: 503, message: "Busy.", retryAfterSeconds: 30 },
  });
  const statusOf = async (headers: Record<string, string>) => {
    const socket = new WebSocket(url.replace("http", "ws"), { headers });
    const [request, response] = await once(socket, "unexpected-response");
    request.destroy();
    return [
      response.statusCode,
      response.headers["www-authenticate"],
      response.headers["retry-after"],
    ];
  };
  expect(await statusOf({})).toEqual([401, "Bearer", undefined]);
  expect(await statusOf({ authorization: "Bearer x" })).toEqual([503, undefined, "30"]);
});

test("T-25 a pong of the peer counts as life", async () => {
  const { connect } = await start({ limits: { pingIntervalMs: 1000 } });
  const client = await connect();
  await client.ask(fromHex(`00${A1}`));
  await once(client.socket, "ping");
  expect(toHex(await client.ask(fromHex(`00${A1}`)))).toBe(ACK_A);
});

test("X-09 twenty thousand broken frames on one socket do not delay another", async () => {
  const { connect } = await start();
  const [bad, good] = await Promise.all([connect(), connect()]);
  const frame = fromHex(`00${HEAD_A}2a7f`);
  for (let count = 0; count < 20_000; count += 1) bad.socket.send(frame);
  expect(toHex(await good.ask(fromHex(`00${A1}`)))).toBe(ACK_A);
  expect(decodeReply(await bad.next()).errorResponse?.type).toBe(BAD_REQUEST);
});

test("D-01 D-02 a farewell and a broken connection are told apart", async () => {
  const left: DisconnectReason[] = [];
  const onDisconnected = (_: unknown, __: unknown, reason: DisconnectReason) => left.push(reason);
  const closed: (() => void)[] = [];
  const handler = { onReport: () => undefined, onDisconnected, onClosed: () => closed.shift()?.() };
  const { connect } = await start({ handler });
  const gone = () => new Promise<void>((resolve) => closed.push(resolve));
  const polite = await connect();
  await polite.ask(fromHex(`00${HEAD_A}10014a00`));
  const politeGone = gone();
  polite.socket.close(1000);
  await politeGone;
  const abrupt = await connect();
  await abrupt.ask(fromHex(`00${A1}`));
  await abrupt.ask(fromHex(`00${HEAD_B}`));
  const abruptGone = gone();
  abrupt.socket.terminate();
  await abruptGone;
  expect(left).toEqual(["farewell", "lost", "lost"]);
});

test("D-03 D-05 draining closes sockets with a Close frame and refuses new ones", async () => {
  const { opamp, connect, url } = await start();
  const client = await connect();
  await client.ask(fromHex(`00${A1}`));
  await opamp.drain({ code: 1001 });
  expect(await client.closed).toBe(1001);
  const late = new WebSocket(url.replace("http", "ws"));
  const [request, response] = await once(late, "unexpected-response");
  request.destroy();
  expect(response.statusCode).toBe(503);
  expect(Number(response.headers["retry-after"])).toBeGreaterThanOrEqual(30);
});

test("X-08 an upgrade request that does not end is cut", async () => {
  const { port } = await start({}, { headersTimeout: 50, connectionsCheckingInterval: 20 });
  const socket = connect(port, "127.0.0.1");
  socket.write("GET /v1/opamp HTTP/1.1\r\nHost: x\r\nUpgrade: websock");
  const [chunk] = await once(socket, "data");
  expect(String(chunk)).toContain("408");
  socket.destroy();
});

test("upgrades on other paths are answered 404", async () => {
  const { port } = await start();
  const socket = connect(port, "127.0.0.1");
  socket.write(
    "GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
  );
  const [chunk] = await once(socket, "data");
  expect(String(chunk)).toContain("404");
  socket.destroy();
});
