import type { IncomingMessage } from "node:http";
import { CLOSE } from "../endpoint.js";
import type { OpampProblem } from "../problem.js";
import type { AcceptedSocket, OpampServer, OpampSocket } from "../server/index.js";
import { cutReason } from "./server-frame.js";
import { remoteAddressOf } from "./server-request.js";

/** The members of a server-side WebSocket of the package `ws` that are used; its own type fits. */
export interface WsSocket {
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(message: Uint8Array): void;
  ping(): void;
  pause(): void;
  resume(): void;
  close(code: number, reason: string): void;
  terminate(): void;
  on(event: "message", listener: (data: unknown, isBinary: boolean) => void): unknown;
  on(event: "ping" | "pong", listener: () => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "close", listener: (code: number) => void): unknown;
}

const OPEN = 1;
/** What `ws` says where no Close frame came. */
const ABNORMAL = 1006;

/**
 * Brings a WebSocket that another `ws` server has accepted to an OpAMP server, from its `connection` event:
 * for those who have such a server already, with upgrades, paths and limits of its own. Elsewhere `attachOpamp`
 * does less work for each message.
 *
 * Admission is asked here, after the upgrade, since the upgrade is done: a peer that is not admitted gets Close
 * 1008 with the reason, or 1013 (try again later) where the server is full. Set `maxPayload` of the `ws`
 * server, which keeps messages above it away from `messageSizeBytesMax`, and leave its compression off.
 *
 * @returns whether the peer was admitted
 */
export async function acceptWebSocket<Identity>(
  server: OpampServer<Identity>,
  socket: WsSocket,
  request: IncomingMessage,
): Promise<boolean> {
  const { headers } = request;
  const remoteAddress = remoteAddressOf(request);
  // A message that arrives before there is a listener would be lost, an error would end the process.
  socket.pause();
  let connection: AcceptedSocket | undefined;
  socket.on("error", (error) => connection?.failed(problemOf(error)));
  const transport = "websocket";
  const platformRequest = request;
  const admission = await server.admit({ transport, headers, remoteAddress, platformRequest });
  if (!admission.admitted) {
    const code = admission.status >= 429 ? CLOSE.tryAgainLater : CLOSE.policy;
    socket.close(code, cutReason(admission.message));
    socket.resume();
    return false;
  }
  if (socket.readyState !== OPEN) return true;
  const { identity } = admission;
  const accepted = server.accept(inWordsOf(socket), { remoteAddress, headers, identity });
  connection = accepted;
  socket.on("message", (data, isBinary) => {
    // With the default binaryType messages are Buffers, whole.
    if (!Buffer.isBuffer(data)) return;
    // A plain Uint8Array: the `slice` of a Buffer would not copy.
    if (isBinary) accepted.receive(new Uint8Array(data.buffer, data.byteOffset, data.length));
    else accepted.receiveText(data.length);
  });
  socket.on("ping", () => accepted.pong());
  socket.on("pong", () => accepted.pong());
  socket.on("close", (code) => accepted.closed(code === ABNORMAL ? "lost" : "closed"));
  socket.resume();
  return true;
}

/** Why `ws` ends the socket by itself, with 1002, 1007 or 1009. */
function problemOf(error: Error): OpampProblem {
  const isTooLarge = "code" in error && error.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";
  if (!isTooLarge)
    return { code: "malformed", message: `What came is not WebSocket: ${error.message}.` };
  return { code: "too-large", message: "The message is larger than maxPayload allows." };
}

/** A socket of `ws` as the server half knows one. */
function inWordsOf(socket: WsSocket): OpampSocket {
  const whenOpen = (act: () => void) => {
    if (socket.readyState === OPEN) act();
  };
  return {
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send: (parts) => whenOpen(() => socket.send(Buffer.concat(parts))),
    ping: () => whenOpen(() => socket.ping()),
    close: (code, reason) => socket.close(code, cutReason(reason)),
    terminate: () => socket.terminate(),
  };
}
