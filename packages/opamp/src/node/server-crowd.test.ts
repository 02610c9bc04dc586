import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { clientFrame } from "../testing/client-frames.js";
import { fromHex, toHex } from "../testing/hex.js";
import { startNodeServer } from "../testing/node-server.js";
import { ACK_A, HEAD_A } from "../testing/test-server.js";

const FRAMES = 100_000;
const UPGRADE =
  "GET /v1/opamp HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";

let running: Awaited<ReturnType<typeof startNodeServer>> | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

test("X-09 of a flood that arrives at once no more is read than others can wait for", async () => {
  let refused = 0;
  let refusedBefore = Number.NaN;
  const handler = {
    onReport() {
      refusedBefore = refused;
      return undefined;
    },
    onRefused() {
      // The other agent reports while the first chunk of the flood is being read.
      if (refused === 0) good.socket.send(fromHex(`00${HEAD_A}20c550`));
      refused += 1;
    },
  };
  running = await startNodeServer({ handler });
  const good = await running.connect();
  const answer = good.next();
  const bad = connect(running.port, "127.0.0.1");
  bad.on("error", () => undefined);
  bad.resume();
  bad.write(UPGRADE);
  const frame = clientFrame({ first: 0x82, payload: Uint8Array.of(1) });
  bad.write(Buffer.concat(Array.from({ length: FRAMES }, () => frame)));
  expect(toHex(await answer)).toBe(ACK_A);
  expect(refusedBefore).toBeGreaterThan(0);
  expect(refusedBefore).toBeLessThan(FRAMES / 2);
  await expect.poll(() => refused).toBe(FRAMES);
  bad.destroy();
});
