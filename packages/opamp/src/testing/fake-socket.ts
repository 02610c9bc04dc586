import type { OpampSocket } from "../server/index.js";
import { toHex } from "./hex.js";

/** A socket that keeps what was done to it. */
export class FakeSocket implements OpampSocket {
  /** Messages sent, as hexadecimal digits. */
  readonly sent: string[] = [];
  /** The pieces of the message sent last. */
  lastParts: readonly Uint8Array[] = [];
  pings = 0;
  closedWith: { code: number; reason: string } | undefined;
  isTerminated = false;
  bufferedAmount = 0;

  send(parts: readonly Uint8Array[]): void {
    this.lastParts = parts;
    this.sent.push(parts.map((part) => toHex(part)).join(""));
  }

  ping(): void {
    this.pings += 1;
  }

  close(code: number, reason: string): void {
    this.closedWith = { code, reason };
  }

  terminate(): void {
    this.isTerminated = true;
  }
}
