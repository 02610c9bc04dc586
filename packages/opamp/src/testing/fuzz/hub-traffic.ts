import { once } from "node:events";
import { type Socket, connect } from "node:net";
import { gzipSync } from "node:zlib";
import { clientFrame } from "../client-frames.js";
import { mustHold } from "./finding.js";
import type { FrameMaker } from "./frames.js";
import { join } from "./mutate.js";
import { ODD_VARINTS } from "./odd-values.js";
import type { SeededRandom } from "./random.js";

/** How long one connection may take until it is cut from this side. */
const CONNECTION_MS_MAX = 5000;
const ALLOWED_STATUS: ReadonlySet<number> = new Set([
  200, 400, 404, 405, 408, 413, 415, 426, 431, 501, 503, 505,
]);
const FLOOD_FRAMES = 20_000;
const UPGRADE =
  "GET /v1/opamp HTTP/1.1\r\nHost: hub\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
const OPCODES = [
  0x82, 0x82, 0x82, 0x82, 0x81, 0x89, 0x8a, 0x02, 0x01, 0x00, 0x80, 0x88, 0xc2, 0x8f,
];

/** Sends what belongs to these indices to the hub, in one of several ways. Answers with the frames that were sent. */
export type Traffic = (at: Address, batch: Batch) => Promise<void>;

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Indices of frames, one after the other, and the chance that goes with them. */
export interface Batch {
  readonly maker: FrameMaker;
  readonly from: number;
  readonly frames: number;
  readonly random: SeededRandom;
}

/** Mutated messages in faultless frames. */
const messages: Traffic = async (at, { maker, from, frames }) => {
  const socket = await open(at, UPGRADE);
  for (let index = from; index < from + frames; index += 1) {
    socket.write(clientFrame({ first: 0x82, payload: maker.frame("to-server", index) }));
  }
  socket.write(clientFrame({ first: 0x88, payload: Uint8Array.of(3, 232) }));
  await over(socket);
};

/** Frames that are broken themselves: kinds, masks, lengths, fragments, cuts. */
const brokenFrames: Traffic = async (at, { maker, from, frames, random }) => {
  const socket = await open(at, UPGRADE);
  for (let index = from; index < from + frames && !socket.destroyed; index += 1) {
    const payload = maker.frame("to-server", index);
    const first = random.oneIn(50) ? random.below(256) : random.pick(OPCODES);
    const isControl = (first & 0x08) !== 0;
    let bytes: Uint8Array = clientFrame({
      first,
      payload: isControl && !random.oneIn(20) ? payload.subarray(0, 125) : payload,
      isMasked: !random.oneIn(200),
      lengthSizeBytes: random.pick([0, 0, 0, 2, 8]),
    });
    if (random.oneIn(30)) bytes = bytes.map((byte, at) => (at === 1 ? random.below(256) : byte));
    if (random.oneIn(30)) bytes = bytes.subarray(0, random.below(bytes.length + 1));
    if (random.oneIn(30)) bytes = join(bytes, random.pick(ODD_VARINTS));
    socket.write(bytes);
  }
  if (random.oneIn(2)) socket.end();
  else socket.resetAndDestroy();
  await over(socket);
};

/** POSTs on one connection: plain, zipped, chunked, and what only says that it is. */
const posts: Traffic = async (at, { maker, from, frames, random }) => {
  for (let index = from; index < from + frames; index += 1) {
    const body = maker.message("to-server", index);
    const zipped = random.oneIn(2);
    let sent: Uint8Array = zipped ? gzipSync(body, { level: 1 }) : body;
    if (zipped && random.oneIn(3))
      sent = sent.map((byte) => (random.oneIn(40) ? random.below(256) : byte));
    const encoding = random.oneIn(30) ? "br" : zipped || random.oneIn(20) ? "gzip" : "identity";
    const answer = await fetch(`http://${at.host}:${at.port}/v1/opamp`, {
      method: random.oneIn(60) ? "PUT" : "POST",
      headers: {
        "content-type": random.oneIn(60) ? "text/plain" : "application/x-protobuf",
        "content-encoding": encoding,
        "accept-encoding": random.pick(["gzip", "identity", "gzip;q=0", "*", ";;q=,"]),
      },
      body: random.oneIn(3) ? new Blob([Buffer.from(sent)]).stream() : Buffer.from(sent),
      ...({ duplex: "half" } as object),
    });
    await answer.arrayBuffer();
    mustHold(ALLOWED_STATUS.has(answer.status), `a POST was answered ${answer.status}`);
  }
};

/** Thousands of the smallest frames at once, each of them broken. */
const flood: Traffic = async (at, { maker, from, random }) => {
  const socket = await open(at, UPGRADE);
  const payload = random.oneIn(2)
    ? Uint8Array.of(1)
    : maker.frame("to-server", from).subarray(0, 100);
  const frame = clientFrame({ first: random.pick([0x82, 0x89, 0x81]), payload });
  socket.write(Buffer.concat(Array.from({ length: FLOOD_FRAMES }, () => frame)));
  socket.end(clientFrame({ first: 0x88, payload: Uint8Array.of(3, 232) }));
  await over(socket);
};

/** A small body that unpacks to more than any message may have. */
const bomb: Traffic = async (at, { random }) => {
  const body = gzipSync(Buffer.alloc((64 + random.below(40)) * 1024 * 1024));
  const answer = await fetch(`http://${at.host}:${at.port}/v1/opamp`, {
    method: "POST",
    headers: { "content-type": "application/x-protobuf", "content-encoding": "gzip" },
    body: Buffer.from(body),
  });
  await answer.arrayBuffer();
  mustHold([400, 413, 503].includes(answer.status), `a bomb was answered ${answer.status}`);
};

/** Bytes that are HTTP here and there. */
const noHttp: Traffic = async (at, { maker, from, random }) => {
  const heads = [
    UPGRADE,
    "POST /v1/opamp HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n",
  ];
  const head = Buffer.from(random.pick(heads));
  for (let count = random.below(6); count > 0; count -= 1) {
    head[random.below(head.length)] = random.below(256);
  }
  const socket = await open(at, "");
  socket.write(random.oneIn(4) ? maker.frame("to-server", from) : head);
  socket.write(maker.frame("to-agent", from + 1));
  socket.end();
  await over(socket);
};

const KINDS: readonly Traffic[] = [
  messages,
  messages,
  messages,
  messages,
  brokenFrames,
  brokenFrames,
  posts,
  noHttp,
];

/** One batch in the way that its chance has chosen. */
export const traffic: Traffic = (at, batch) => {
  const seldom = batch.random.below(150);
  const kind = seldom === 0 ? bomb : seldom === 1 ? flood : batch.random.pick(KINDS);
  return kind(at, batch);
};

/** A connection with this said on it; what comes back is dropped. */
async function open({ host, port }: Address, head: string): Promise<Socket> {
  const socket = connect(port, host);
  socket.on("error", () => undefined);
  socket.setNoDelay();
  await once(socket, "connect");
  socket.resume();
  if (head !== "") socket.write(head);
  return socket;
}

/** Until the hub has closed the connection, or it is cut from here. */
async function over(socket: Socket): Promise<void> {
  if (socket.closed) return;
  const timer = setTimeout(() => socket.destroy(), CONNECTION_MS_MAX);
  await once(socket, "close");
  clearTimeout(timer);
}
