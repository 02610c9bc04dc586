import { isUtf8 } from "node:buffer";
import type { ArrivalHolder, Arrivals } from "./server-arrivals.js";
import { Assembly } from "./server-assembly.js";
import {
  type FrameFault,
  isCloseCode,
  noRoom,
  notUtf8,
  notWebSocket,
  tooLarge,
} from "./server-frame-fault.js";
import {
  FINAL,
  HEADER_SIZE_BYTES_MAX,
  KEY_SIZE_BYTES,
  LENGTH_16_BITS,
  LENGTH_64_BITS,
  MASKED,
  OPCODE,
  headerFault,
  headerSizeBytes,
  isControl,
  payloadSizeBytes,
} from "./server-frame-header.js";
import { unmask } from "./server-unmask.js";

/** Who is told what a client sent. Calls come in the order of the frames, from inside `read`. */
export interface FrameSink {
  /** One whole binary message, a view on memory that nobody writes to afterwards. */
  onMessage(message: Uint8Array): void;
  /** One whole text message; its text is valid. */
  onText(sizeBytes: number): void;
  onPing(payload: Uint8Array): void;
  onPong(): void;
  /** A Close frame with its code, undefined when it has none. Nothing is read after it. */
  onClose(code: number | undefined): void;
  /** What came is not taken. Nothing is read after it. */
  onFault(fault: FrameFault): void;
}

const FINAL_BINARY = FINAL | OPCODE.binary;
const SHORTEST_HEADER_SIZE_BYTES = 2 + KEY_SIZE_BYTES;

/** A frame whose payload is not complete yet. */
interface OpenFrame {
  readonly opcode: number;
  readonly isFinal: boolean;
  /** Its header; the key is the last four bytes. */
  readonly header: Uint8Array;
  /** Where its payload is put together: behind the fragments before it, unless it is a control frame. */
  readonly into: Assembly;
  readonly start: number;
  readonly end: number;
}

/** Fragments of a message (RFC 6455, 5.4). */
interface OpenMessage {
  readonly isText: boolean;
  readonly assembly: Assembly;
}

/**
 * Reads the frames of a WebSocket client, however the bytes are cut. Messages in one frame that arrive
 * whole, which is nearly all of them, are unmasked where they are and handed on as views; the rest is put
 * together. Keeps nothing between whole messages.
 */
export class FrameReader implements ArrivalHolder {
  readonly #sink: FrameSink;
  readonly #messageSizeBytesMax: number;
  readonly #arrivals: Arrivals | undefined;
  /** Bytes of a header that has not arrived whole. */
  #header: Assembly | undefined;
  #frame: OpenFrame | undefined;
  #message: OpenMessage | undefined;
  #isOver = false;

  /**
   * @param messageSizeBytesMax bytes of one message, all its fragments together
   * @param arrivals counts what has arrived in part, together with other readers
   */
  constructor(sink: FrameSink, messageSizeBytesMax: number, arrivals?: Arrivals) {
    this.#sink = sink;
    this.#messageSizeBytesMax = messageSizeBytesMax;
    this.#arrivals = arrivals;
  }

  /** Takes the next bytes, which belong to the reader from then on. */
  read(chunk: Uint8Array): void {
    let pos = 0;
    while (pos < chunk.length && !this.#isOver) {
      if (this.#frame !== undefined) pos = this.#readPayload(this.#frame, chunk, pos);
      else if (this.#header !== undefined || this.#message !== undefined) {
        pos = this.#readHeader(chunk, pos);
      } else {
        const before = pos;
        pos = this.#readWhole(chunk, pos);
        if (pos === before) pos = this.#readHeader(chunk, pos);
      }
    }
  }

  /** Reads nothing more, also of the bytes that are being read. */
  stop(): void {
    this.#isOver = true;
    this.#arrivals?.drop(this);
    this.#header = undefined;
    this.#frame = undefined;
    this.#message = undefined;
  }

  makeRoom(): void {
    this.#fail(noRoom());
  }

  /** Hands on messages of one frame that are here whole; answers where the first other frame starts. */
  #readWhole(chunk: Uint8Array, from: number): number {
    const end = chunk.length;
    let pos = from;
    while (end - pos >= SHORTEST_HEADER_SIZE_BYTES && chunk[pos] === FINAL_BINARY) {
      const second = chunk[pos + 1] ?? 0;
      let sizeBytes = second - MASKED;
      let body = pos + SHORTEST_HEADER_SIZE_BYTES;
      if (sizeBytes < 0 || sizeBytes === LENGTH_64_BITS) break;
      if (sizeBytes === LENGTH_16_BITS) {
        sizeBytes = ((chunk[pos + 2] ?? 0) << 8) | (chunk[pos + 3] ?? 0);
        body += 2;
      }
      if (sizeBytes > this.#messageSizeBytesMax || end - body < sizeBytes) break;
      unmask(chunk, body, body + sizeBytes, chunk, body - KEY_SIZE_BYTES);
      pos = body + sizeBytes;
      // Plain, since the `slice` of a Buffer would not copy.
      this.#sink.onMessage(new Uint8Array(chunk.buffer, chunk.byteOffset + body, sizeBytes));
      if (this.#isOver) return end;
    }
    return pos;
  }

  #readHeader(chunk: Uint8Array, from: number): number {
    const header = (this.#header ??= new Assembly());
    let pos = from;
    while (pos < chunk.length && this.#header === header) {
      const wanted = nextStepSizeBytes(header);
      const until = Math.min(chunk.length, pos + wanted - header.sizeBytes);
      header.append(chunk, pos, until, HEADER_SIZE_BYTES_MAX);
      pos = until;
      if (header.sizeBytes === wanted) this.#step(header);
    }
    return pos;
  }

  /** Judges as much of a header as has arrived, and opens its frame when that is all. */
  #step(header: Assembly): void {
    const [first = 0, second = 0] = header.bytes;
    const { sizeBytes } = header;
    const wholeSizeBytes = headerSizeBytes(second);
    if (sizeBytes === 2) {
      const fault = headerFault(first, second, this.#message !== undefined);
      if (fault !== undefined) return this.#fail(fault);
    }
    if (sizeBytes < wholeSizeBytes - KEY_SIZE_BYTES) return;
    const opcode = first & 0x0f;
    const end = (this.#message?.assembly.sizeBytes ?? 0) + payloadSizeBytes(header.bytes);
    if (end > this.#messageSizeBytesMax && !isControl(opcode)) {
      return this.#fail(tooLarge(end, this.#messageSizeBytesMax));
    }
    if (sizeBytes < wholeSizeBytes) return;
    this.#header = undefined;
    this.#open(first, header.view());
  }

  #open(first: number, header: Uint8Array): void {
    const opcode = first & 0x0f;
    const sizeBytes = payloadSizeBytes(header);
    let into: Assembly;
    if (isControl(opcode)) into = new Assembly();
    else {
      this.#message ??= { isText: opcode === OPCODE.text, assembly: new Assembly() };
      into = this.#message.assembly;
    }
    const start = into.sizeBytes;
    const end = start + sizeBytes;
    const frame = { opcode, isFinal: (first & FINAL) !== 0, header, into, start, end };
    if (sizeBytes === 0) this.#finish(frame);
    else this.#frame = frame;
  }

  #readPayload(frame: OpenFrame, chunk: Uint8Array, from: number): number {
    const { into, start, end, header } = frame;
    const until = Math.min(chunk.length, from + end - into.sizeBytes);
    into.append(chunk, from, until, end);
    if (!isControl(frame.opcode)) {
      this.#arrivals?.add(this, until - from);
      if (this.#isOver) return chunk.length;
    }
    if (into.sizeBytes === end) {
      this.#frame = undefined;
      unmask(into.bytes, start, end, header, header.length - KEY_SIZE_BYTES);
      this.#finish(frame);
    }
    return until;
  }

  #finish({ opcode, isFinal, into }: OpenFrame): void {
    if (opcode === OPCODE.ping) this.#sink.onPing(into.view());
    else if (opcode === OPCODE.pong) this.#sink.onPong();
    else if (opcode === OPCODE.close) this.#close(into.view());
    else if (isFinal) this.#deliver();
  }

  #deliver(): void {
    const message = this.#message;
    if (message === undefined) return;
    this.#message = undefined;
    this.#arrivals?.drop(this);
    const bytes = message.assembly.view();
    if (!message.isText) this.#sink.onMessage(bytes);
    else if (isUtf8(bytes)) this.#sink.onText(bytes.length);
    else this.#fail(notUtf8("a text message"));
  }

  #close(payload: Uint8Array): void {
    const [high, low] = payload;
    const code = high === undefined || low === undefined ? undefined : (high << 8) | low;
    if (code !== undefined && !isCloseCode(code)) {
      return this.#fail(notWebSocket(`there is no close code ${code}`));
    }
    if (!isUtf8(payload.subarray(2))) return this.#fail(notUtf8("the reason of a Close frame"));
    this.stop();
    this.#sink.onClose(code);
  }

  #fail(fault: FrameFault): void {
    this.stop();
    this.#sink.onFault(fault);
  }
}

/** Where the header is judged next: after two bytes, after its length, and when it is whole. */
function nextStepSizeBytes({ bytes, sizeBytes }: Assembly): number {
  if (sizeBytes < 2) return 2;
  const wholeSizeBytes = headerSizeBytes(bytes[1] ?? 0);
  const lengthEnd = wholeSizeBytes - KEY_SIZE_BYTES;
  return sizeBytes < lengthEnd ? lengthEnd : wholeSizeBytes;
}
