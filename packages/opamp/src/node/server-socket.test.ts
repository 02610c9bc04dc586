import { Duplex } from "node:stream";
import { expect, test } from "vitest";
import { NodeServerSocket } from "./server-socket.js";

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
  const connection = {
    receive() {},
    receiveText() {},
    pong() {},
    drained() {},
    failed() {},
    closed: (how = "lost") => void ends.push(how),
  };
  socket.start(connection, new Uint8Array());
  socket.sendFrame(socket.frameOf(Uint8Array.of(0)));
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
