import { createHmac, hash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip, gzipSync } from "node:zlib";
import type { Clock, KeyedDigest, Schedule } from "../index.js";
import type { Compression } from "../server/index.js";

/** Wall-clock time. */
export const nodeClock: Clock = { now: () => Date.now() };

/**
 * Timers of the process; one that has not run keeps the process alive. A task of no delay runs as soon as
 * the sockets that have something to read were looked at, where a timer would wait for a millisecond.
 */
export const nodeSchedule: Schedule = {
  after(delayMs, task) {
    if (delayMs <= 0) {
      const immediate = setImmediate(task);
      return () => clearImmediate(immediate);
    }
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** SHA-256. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash("sha256", bytes, "buffer");
}

/** HMAC-SHA-256 under a key, as `configHash` wants it. */
export function hmacSha256(key: Uint8Array): KeyedDigest {
  return (bytes) => createHmac("sha256", key).update(bytes).digest();
}

/** Answers up to this size are compressed at once; larger ones go to the thread pool. */
const GZIP_AT_ONCE_SIZE_BYTES_MAX = 4096;
const gunzipLater = promisify(gunzip);
const gzipLater = promisify(gzip);

/** gzip by zlib. */
export const nodeCompression: Compression = {
  async gunzip(bytes, sizeBytesMax) {
    try {
      const out = await gunzipLater(bytes, { maxOutputLength: sizeBytesMax });
      // A plain Uint8Array: the `slice` of a Buffer would not copy.
      return new Uint8Array(out.buffer, out.byteOffset, out.length);
    } catch (error) {
      return isCode(error, "ERR_BUFFER_TOO_LARGE") ? "too-large" : "corrupt";
    }
  },
  gzip(bytes) {
    if (bytes.length > GZIP_AT_ONCE_SIZE_BYTES_MAX) return gzipLater(bytes);
    return gzipSync(bytes, { level: 1, memLevel: 1, windowBits: 9 });
  },
};

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
