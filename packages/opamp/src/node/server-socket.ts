import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { OpampProblem } from "../index.js";
import type { AcceptedSocket, OpampSocket } from "../server/index.js";
import { webSocketFrame } from "./server-frame.js";

/** Bytes of UTF-8 a Close frame has room for. */
const CLOSE_REASON_SIZE_BYTES_MAX = 123;
const NO_STATUS_RECEIVED = 1005;
const ABNORMAL = 1006;

/**
 * A socket of `ws` in the words of the server half.
 *
 * Messages go straight to the stream that `ws` was given, framed here, because `ws` takes a message in
 * one piece only and a configuration for thousands of agents should not be copied for each. That is safe
 * as long as `ws` has no compression to queue behind: it writes its own frames whole, at once.
 */
export class NodeServerSocket implements OpampSocket {
  readonly #socket: WebSocket;
  readonly #stream: Duplex;

  constructor(socket: WebSocket, stream: Duplex) {
    this.#socket = socket;
    this.#stream = stream;
  }

  get bufferedAmount(): number {
    return this.#stream.writableLength;
  }

  send(parts: readonly Uint8Array[]): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const buffers = webSocketFrame(parts);
    const [only] = buffers;
    if (buffers.length === 1 && only !== undefined) {
      this.#stream.write(only);
      return;
    }
    this.#stream.cork();
    for (const buffer of buffers) this.#stream.write(buffer);
    this.#stream.uncork();
  }

  ping(): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, cutText(reason));
  }

  terminate(): void {
    this.#socket.terminate();
  }
}

/** Brings what happens on a socket of `ws` to the connection. */
export function bindSocket(socket: WebSocket, connection: AcceptedSocket): void {
  socket.on("message", (data, isBinary) => {
    // With the default binaryType messages are Buffers, whole.
    if (!Buffer.isBuffer(data)) return;
    // A plain Uint8Array: the `slice` of a Buffer would not copy.
    if (isBinary) connection.receive(new Uint8Array(data.buffer, data.byteOffset, data.length));
    else connection.receiveText(data.length);
  });
  socket.on("ping", () => connection.pong());
  socket.on("pong", () => connection.pong());
  socket.on("error", (error) => {
    const problem = problemOf(error);
    if (problem !== undefined) connection.failed(problem);
  });
  socket.on("close", (code) => {
    connection.closed(code === ABNORMAL || code === NO_STATUS_RECEIVED ? "lost" : "closed");
  });
}

/** Why ws closes the socket by itself, with 1002, 1007 or 1009; a broken connection is no problem of bytes. */
function problemOf(error: Error): OpampProblem | undefined {
  const code = "code" in error ? String(error.code) : "";
  if (code.startsWith("WS_ERR_UNSUPPORTED_")) {
    const message = "The message is larger than the limit messageSizeBytesMax allows.";
    return { code: "too-large", message, limit: "messageSizeBytesMax" };
  }
  if (!code.startsWith("WS_ERR_")) return undefined;
  return { code: "malformed", message: `What came is not WebSocket: ${error.message}.` };
}

function cutText(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= CLOSE_REASON_SIZE_BYTES_MAX) return reason;
  const cut = bytes.subarray(0, CLOSE_REASON_SIZE_BYTES_MAX);
  return new TextDecoder().decode(cut).replace(/\uFFFD$/, "");
}
