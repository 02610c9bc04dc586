import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startTestHub, type TestHub } from "./testing/test-hub.js";

const BROKEN_FRAMES = 20_000;
const UID = "0a100192f0a0b0c07d0e8f001122";
/** What is wrong with each: header, tag, length, wire type, instance UID, depth of groups, cut. */
const BROKEN = ["01", "00ffffffff", `00${UID}aaaaaaaa2a7f`, `00${UID}aaaaaaaa2801`, "000a0101"]
  .concat(`00${UID}aaaaaaaa${"13".repeat(40)}`, `00${UID}aaaaaaaa20`)
  .map((hex) => Buffer.from(hex, "hex"));

let running: TestHub;
beforeAll(async () => {
  running = await startTestHub();
});
afterAll(() => running.stop());

async function connect(): Promise<WebSocket> {
  const socket = new WebSocket(running.hub.agentsUrl);
  await once(socket, "open");
  return socket;
}

const heartbeat = (number: number) =>
  Buffer.from(`00${UID}bbbbbbbb10${number.toString(16).padStart(2, "0")}20c550`, "hex");

test("X-09 twenty thousand broken frames on one socket are answered, another agent before they all are", async () => {
  const [bad, good] = [await connect(), await connect()];
  // The hub writes down an agent that it did not know; from then on heartbeats are answered from memory.
  good.send(heartbeat(1));
  await once(good, "message");
  const counted = { broken: 0 };
  bad.on("message", () => {
    counted.broken += 1;
  });
  for (let count = 0; count < BROKEN_FRAMES; count += 1) {
    bad.send(BROKEN[count % BROKEN.length] ?? "");
  }
  good.send(heartbeat(2));
  const [reply]: Buffer[] = await once(good, "message");
  expect(reply?.toString("hex")).toContain(`${UID}bbbbbbbb`);
  const before = counted.broken;
  await expect.poll(() => counted.broken, { timeout: 60_000 }).toBe(BROKEN_FRAMES);
  expect(before).toBeLessThan(BROKEN_FRAMES);
  const metrics = await (await running.get("/metrics")).text();
  const refused = [...metrics.matchAll(/^fleethub_input_refused_total\{.*\} (\d+)$/gm)];
  expect(refused.reduce((sum, match) => sum + Number(match[1]), 0)).toBe(BROKEN_FRAMES);
  expect(running.log.filter((line) => line.includes("input was refused")).length).toBeLessThan(200);
  bad.terminate();
  good.terminate();
});

test("a limit that a report meets is in /metrics under its name", async () => {
  const socket = await connect();
  // Health of one entry more than may be, each of them empty.
  const entries = Buffer.from("3200".repeat(16_385), "hex");
  const length = Buffer.from([0x82, 0x80, 0x02]);
  socket.send(Buffer.concat([heartbeat(90), Buffer.from([0x2a]), length, entries]));
  const [reply]: Buffer[] = await once(socket, "message");
  expect(reply?.toString("latin1")).toContain("mapEntriesMax of 16384");
  const metrics = await (await running.get("/metrics")).text();
  expect(metrics).toContain('fleethub_limits_met_total{limit="mapEntriesMax"} 1');
  socket.terminate();
});
