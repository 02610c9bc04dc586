import { CLOSE, type OpampProblem } from "../index.js";

/** Why frames are read no further: the Close code to answer with (RFC 6455, 7.4.1) and the problem. */
export interface FrameFault {
  readonly closeCode: number;
  readonly problem: OpampProblem;
}

const NOT_UTF8 = 1007;

/** Bytes that are not the frames of RFC 6455. */
export function notWebSocket(what: string): FrameFault {
  const message = `What came is not WebSocket: ${what}.`;
  return { closeCode: CLOSE.protocolError, problem: { code: "malformed", message } };
}

/** Text that is not UTF-8 (T-09). */
export function notUtf8(what: string): FrameFault {
  const message = `What came is not WebSocket: ${what} is not UTF-8.`;
  return { closeCode: NOT_UTF8, problem: { code: "malformed", message } };
}

/** A message above the limit, by what its frames announce (T-10). */
export function tooLarge(sizeBytes: number, sizeBytesMax: number): FrameFault {
  const message = `The message has at least ${sizeBytes} bytes; the limit messageSizeBytesMax allows ${sizeBytesMax}.`;
  const problem = { code: "too-large", message, limit: "messageSizeBytesMax" } as const;
  return { closeCode: CLOSE.tooLarge, problem };
}

/** Too many messages arrive at once, and this one has most of the bytes. */
export function noRoom(): FrameFault {
  const message =
    "More bytes of messages arrive at once than the limit arrivingSizeBytesMax allows; come back later.";
  const problem = { code: "busy", message, limit: "arrivingSizeBytesMax" } as const;
  return { closeCode: CLOSE.tryAgainLater, problem };
}

/** Codes that may stand in a Close frame (RFC 6455, 7.4). */
export function isCloseCode(code: number): boolean {
  if (code >= 3000 && code <= 4999) return true;
  return code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005 && code !== 1006;
}
