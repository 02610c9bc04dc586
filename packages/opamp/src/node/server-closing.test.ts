import { afterEach, expect, test } from "vitest";
import type { DisconnectReason, RefusedInput } from "../server/index.js";
import { binaryFrame, clientFrame } from "../testing/client-frames.js";
import { fromHex, toHex } from "../testing/hex.js";
import { startNodeServer } from "../testing/node-server.js";
import { RawWebSocket } from "../testing/raw-web-socket.js";
import { ACK_A, HEAD_A } from "../testing/test-server.js";

const REPORT = binaryFrame(fromHex(`00${HEAD_A}20c550`));
const ACKNOWLEDGEMENT = `8215${ACK_A}`;
const close = (...payload: number[]) =>
  clientFrame({ first: 0x88, payload: Uint8Array.from(payload) });
const ping = (text: string) =>
  clientFrame({ first: 0x89, payload: new TextEncoder().encode(text) });

let running: Awaited<ReturnType<typeof startNodeServer>> | undefined;
let clients: RawWebSocket[] = [];

afterEach(async () => {
  for (const { socket } of clients) socket.destroy();
  clients = [];
  await running?.stop();
  running = undefined;
});

async function open(limits = {}, behind?: Uint8Array) {
  const left: DisconnectReason[] = [];
  const refused: RefusedInput[] = [];
  const handler = {
    onReport: () => undefined,
    onClosed: (_: unknown, reason: DisconnectReason) => left.push(reason),
    onRefused: (input: RefusedInput) => refused.push(input),
  };
  running = await startNodeServer({ handler, limits });
  const client = await RawWebSocket.open(running.port, behind);
  clients.push(client);
  const sees = (hex: string) => expect.poll(() => toHex(client.received)).toBe(hex);
  return { client, left, refused, sees, opamp: running.opamp };
}

test("a report that comes with the handshake is answered", async () => {
  const { sees } = await open({}, REPORT);
  await sees(ACKNOWLEDGEMENT);
});

test("T-25 a ping is answered with its payload, also between the fragments of a message", async () => {
  const { client, sees } = await open();
  const message = fromHex(`00${HEAD_A}20c550`);
  client.send(
    clientFrame({ first: 0x02, payload: message.subarray(0, 5) }),
    ping("alive?"),
    clientFrame({ first: 0x80, payload: message.subarray(5) }),
  );
  await sees(`8a06${toHex(new TextEncoder().encode("alive?"))}${ACKNOWLEDGEMENT}`);
});

test.each([
  ["a code", close(3, 232, 0x62), "880203e8"],
  ["no code", close(), "8800"],
])(
  "D-03 a Close frame with %s is answered alike, then the stream ends",
  async (_, frame, answer) => {
    const { client, left, sees } = await open();
    client.send(REPORT, frame, REPORT);
    await sees(`${ACKNOWLEDGEMENT}${answer}`);
    await expect.poll(() => client.isEnded).toBe(true);
    await expect.poll(() => left).toEqual(["closed"]);
  },
);

test.each([
  [
    "1002 for an unmasked frame",
    clientFrame({ first: 0x82, payload: fromHex("00"), isMasked: false }),
    "03ea",
  ],
  ["1002 for a reserved opcode", clientFrame({ first: 0x83, payload: fromHex("00") }), "03ea"],
  ["1007 for text that is not UTF-8", clientFrame({ first: 0x81, payload: fromHex("ff") }), "03ef"],
] as const)("T-09 X-01 %s", async (_, frame, code) => {
  const { client, left, refused, sees } = await open();
  client.send(REPORT, frame, REPORT);
  await sees(`${ACKNOWLEDGEMENT}8802${code}`);
  client.socket.end();
  await expect.poll(() => left).toEqual(["refused"]);
  expect(refused.map(({ problem }) => problem.code)).toEqual(["malformed"]);
});

test("T-10 a length above the limit is refused before the body comes, and counted by its limit", async () => {
  const { client, refused, left, sees } = await open({ messageSizeBytesMax: 1000 });
  client.send(binaryFrame(new Uint8Array(100_000)).subarray(0, 14));
  await sees("880203f1");
  const [first] = refused;
  expect(first?.problem).toMatchObject({ code: "too-large", limit: "messageSizeBytesMax" });
  // The rest still comes, is not looked at, and does not reset the connection.
  client.send(new Uint8Array(99_000), REPORT);
  client.socket.end();
  await expect.poll(() => left).toEqual(["refused"]);
  expect(toHex(client.received)).toBe("880203f1");
});

test("D-03 a peer that does not answer a Close frame is cut after a grace", async () => {
  const { client, left, opamp } = await open({ closeGraceMs: 1000 });
  client.send(REPORT);
  await expect.poll(() => toHex(client.received)).toBe(ACKNOWLEDGEMENT);
  await opamp.drain();
  expect(left).toEqual(["drained"]);
  expect(toHex(client.received)).toMatch(new RegExp(`^${ACKNOWLEDGEMENT}88..03f4`));
  await expect.poll(() => client.isEnded).toBe(true);
});

test("D-02 a stream that ends without a Close frame is lost", async () => {
  const { client, left } = await open();
  client.send(REPORT);
  client.socket.end();
  await expect.poll(() => left).toEqual(["lost"]);
});
