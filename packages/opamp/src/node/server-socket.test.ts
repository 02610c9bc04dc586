import { once } from "node:events";
import { Socket, connect, createServer } from "node:net";
import { Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { toHex } from "../testing/hex.js";
import { NodeServerSocket } from "./server-socket.js";

const quiet = {
  receive() {},
  receiveText() {},
  pong() {},
  drained() {},
  failed() {},
  closed() {},
};

test("X-08 ending a connection that nobody reads makes one error for all that waits", async () => {
  // The first write ends with the stream, as one that is under way in a socket does; the others wait.
  let underWay = () => {};
  const stream = new Duplex({
    read() {},
    write(_chunk, _encoding, callback) {
      underWay = callback;
    },
    destroy(error, callback) {
      callback(error);
      underWay();
    },
  });
  const socket = new NodeServerSocket(stream, 1024);
  const ends: string[] = [];
  const connection = { ...quiet, closed: (how = "lost") => void ends.push(how) };
  socket.start(connection, new Uint8Array());
  socket.send([Uint8Array.of(0)]);
  const errors: unknown[] = [];
  for (let count = 0; count < 3; count += 1) {
    stream.write(Uint8Array.of(0), (error) => errors.push(error));
  }
  const isClosed = new Promise((resolve) => stream.once("close", resolve));
  socket.terminate();
  await isClosed;
  expect(ends).toEqual(["lost"]);
  expect(errors).toHaveLength(3);
  expect(new Set(errors).size).toBe(1);
});

test("a message that waits in a socket is not written over by the next one", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const accepted = once(server, "connection");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port.");
  const client = connect(address.port, "127.0.0.1");
  const [stream] = await accepted;
  if (!(stream instanceof Socket)) throw new Error("No socket.");
  const socket = new NodeServerSocket(stream, 1024);
  socket.start(quiet, new Uint8Array());
  const message = Uint8Array.of(1, 2);
  stream.cork();
  socket.sendCopy(message);
  message.set([3, 4]);
  socket.sendCopy(message);
  stream.uncork();
  message.set([5, 6]);
  socket.sendCopy(message);
  stream.end();
  expect(toHex(await buffer(client))).toBe("820201028202030482020506");
  server.close();
});

test("a stream that is no socket gets memory of its own", () => {
  const kept: Uint8Array[] = [];
  const stream = new Duplex({
    read() {},
    write(chunk, _encoding, callback) {
      kept.push(chunk);
      callback();
    },
  });
  const socket = new NodeServerSocket(stream, 1024);
  socket.start(quiet, new Uint8Array());
  const message = Uint8Array.of(1, 2);
  socket.sendCopy(message);
  message.set([3, 4]);
  socket.sendCopy(message);
  expect(kept.map(toHex)).toEqual(["82020102", "82020304"]);
});
