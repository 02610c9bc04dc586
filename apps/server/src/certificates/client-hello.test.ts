import { connect as connectTls } from "node:tls";
import { Duplex } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readFirstBytes } from "./client-hello.js";

/** What Node's own client says first. */
function helloFor(servername: string): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = new Duplex({
      read() {},
      write(chunk: Buffer) {
        resolve(chunk);
      },
    });
    connectTls({ socket, servername }).on("error", () => {});
  });
}

test("reads the host that a client asks for, once its hello is whole", async () => {
  const hello = await helloFor("Hub.example.com");
  expect(readFirstBytes(hello)).toEqual({ kind: "tls", serverName: "hub.example.com" });
  for (let length = 0; length < hello.length; length += 1) {
    expect(readFirstBytes(hello.subarray(0, length))).toEqual({ kind: "incomplete" });
  }
  expect(readFirstBytes(await helloFor(""))).toEqual({ kind: "tls", serverName: null });
});

test("takes everything else for plain text", () => {
  for (const text of ["GET / HTTP/1.1\r\n", "\r\n", "\0"]) {
    expect(readFirstBytes(Buffer.from(text))).toEqual({ kind: "plain" });
  }
});

test("no bytes make it fail, and names are names", async () => {
  const hello = await helloFor("hub.example.com");
  const mutated = fc
    .array(fc.tuple(fc.nat(hello.length - 1), fc.nat(255)), { maxLength: 8 })
    .map((changes) => {
      const bytes = Buffer.from(hello);
      for (const [index, value] of changes) bytes[index] = value;
      return bytes;
    });
  const any = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from([0x16, ...bytes]));
  fc.assert(
    fc.property(fc.oneof(mutated, any), (bytes) => {
      const read = readFirstBytes(bytes);
      return read.kind !== "tls" || read.serverName === null || /^[\w.-]+$/.test(read.serverName);
    }),
    { seed: 7, numRuns: 2_000 },
  );
});
