import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { AcceptedSocket, OpampSocket } from "../server/index.js";
import type { Arrivals } from "./server-arrivals.js";
import { PING_FRAME, SharedFrame, closeFrame, pongFrame, webSocketFrame } from "./server-frame.js";
import type { FrameFault } from "./server-frame-fault.js";
import { FrameReader, type FrameSink } from "./server-frame-reader.js";

/** Bytes that arrive at once above which many messages may be among them. */
const CROWD_SIZE_BYTES_MIN = 4096;
/** Messages that one socket may bring at once before others have their turn. */
const CROWD_MESSAGES_MIN = 64;
/**
 * Why a connection was ended from here. Node makes an error of its own for each write that still waits where
 * none is given, with its stack: seconds for the answers to a flood that nobody reads.
 */
const TERMINATED = new Error("The connection was ended.");

/** Serves all sockets, since what a socket takes at once has been copied when `write` returns. */
const shared = new SharedFrame();

/**
 * The server's end of a WebSocket (RFC 6455) on the stream that an HTTP server handed over, after its
 * handshake. No extension is used. Every frame is written whole, at once, so that nothing waits in here.
 */
export class NodeServerSocket implements OpampSocket, FrameSink {
  readonly #stream: Duplex;
  readonly #reader: FrameReader;
  #connection: AcceptedSocket | undefined;
  /** True from the Close frame of this side on. */
  #isClosing = false;
  /** True when a Close frame of the peer has come. */
  #wasClosed = false;
  /** Messages of the bytes that arrived last. */
  #crowd = 0;

  /**
   * @param messageSizeBytesMax a message above it closes the socket with 1009
   * @param arrivals shared by the sockets of a server
   */
  constructor(stream: Duplex, messageSizeBytesMax: number, arrivals?: Arrivals) {
    this.#stream = stream;
    this.#reader = new FrameReader(this, messageSizeBytesMax, arrivals);
  }

  /**
   * Brings what arrives to the connection from now on.
   *
   * @param head what had arrived behind the handshake
   */
  start(connection: AcceptedSocket, head: Uint8Array): void {
    this.#connection = connection;
    const stream = this.#stream;
    // `close` follows.
    stream.on("error", () => stream.destroy());
    stream.on("close", () => {
      this.#reader.stop();
      connection.closed(this.#wasClosed ? "closed" : "lost");
    });
    stream.on("end", () => this.#finish());
    stream.on("drain", () => connection.drained());
    if (head.length > 0) this.#reader.read(head);
    stream.on("data", (chunk: Uint8Array) => {
      if (chunk.length < CROWD_SIZE_BYTES_MIN) this.#reader.read(chunk);
      else this.#readCrowd(chunk);
    });
  }

  /**
   * Reads what may be thousands of messages. Their answers leave together, and before more of this socket
   * is read others have their turn: a flood would hold up everybody's answers by seconds.
   */
  #readCrowd(chunk: Uint8Array): void {
    const stream = this.#stream;
    this.#crowd = 0;
    stream.cork();
    this.#reader.read(chunk);
    stream.uncork();
    if (this.#crowd < CROWD_MESSAGES_MIN) return;
    stream.pause();
    setImmediate(() => stream.resume());
  }

  get bufferedAmount(): number {
    return this.#stream.writableLength;
  }

  send(parts: readonly Uint8Array[]): void {
    if (this.#isClosing) return;
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

  sendCopy(message: Uint8Array): void {
    if (this.#isClosing) return;
    const stream = this.#stream;
    // Streams of others may keep what they say was written.
    if (!(stream instanceof Socket)) return this.send([message]);
    stream.write(shared.of(message));
    if (stream.writableLength > 0) shared.giveAway();
  }

  ping(): void {
    if (!this.#isClosing) this.#stream.write(PING_FRAME);
  }

  close(code: number, reason: string): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#stream.write(closeFrame(code, reason));
  }

  terminate(): void {
    this.#isClosing = true;
    this.#reader.stop();
    this.#stream.destroy(TERMINATED);
  }

  onMessage(message: Uint8Array): void {
    this.#crowd += 1;
    this.#connection?.receive(message);
  }

  onText(sizeBytes: number): void {
    this.#crowd += 1;
    this.#connection?.receiveText(sizeBytes);
  }

  onPing(payload: Uint8Array): void {
    this.#crowd += 1;
    this.#connection?.pong();
    if (!this.#isClosing) this.#stream.write(pongFrame(payload));
  }

  onPong(): void {
    this.#connection?.pong();
  }

  onClose(code: number | undefined): void {
    this.#wasClosed = true;
    if (!this.#isClosing) this.#stream.write(closeFrame(code));
    this.#finish();
  }

  onFault({ closeCode, problem }: FrameFault): void {
    this.#connection?.failed(problem);
    if (this.#isClosing) return;
    this.#isClosing = true;
    // What the peer still sends is read and dropped: an unread rest would make the system send a reset,
    // which can reach the peer before the Close frame does.
    this.#stream.end(closeFrame(closeCode));
  }

  /** The peer sends nothing more; the stream goes when what waits has left. */
  #finish(): void {
    this.#isClosing = true;
    this.#stream.end(() => this.#stream.destroy());
  }
}
