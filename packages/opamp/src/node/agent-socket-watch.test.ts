import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchSocket } from "./agent-socket-watch.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Watched extends EventEmitter {
  pings = 0;
  isCut = false;
  ping() {
    this.pings += 1;
  }
  terminate() {
    this.isCut = true;
    this.emit("close");
  }
}

function watched(intervalMs: number) {
  const socket = new Watched();
  const reasons: string[] = [];
  watchSocket(socket, intervalMs, (reason) => reasons.push(reason));
  return { socket, reasons };
}

test("a silent server is pinged, and cut when it stays silent", () => {
  const { socket, reasons } = watched(1_000);
  vi.advanceTimersByTime(2_000);
  expect(socket.pings).toBe(1);
  socket.emit("pong");
  vi.advanceTimersByTime(2_000);
  expect(socket.pings).toBe(2);
  expect(socket.isCut).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(socket.isCut).toBe(true);
  expect(reasons).toEqual(["the server has been silent for 2000 ms"]);
  expect(vi.getTimerCount()).toBe(0);
});

test("a server that speaks is not pinged, and 0 watches nothing", () => {
  const { socket } = watched(1_000);
  for (let turn = 0; turn < 10; turn += 1) {
    socket.emit("message");
    vi.advanceTimersByTime(900);
  }
  expect(socket.pings).toBe(0);
  socket.emit("close");
  watched(0);
  expect(vi.getTimerCount()).toBe(0);
});
