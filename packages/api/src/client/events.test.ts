import { expect, test } from "vitest";
import { type StreamEvent, subscribeEvents } from "./events.js";

function source() {
  const listeners = new Map<string, (event: never) => void>();
  let closed = false;
  return {
    fire: (type: string, event: object) => listeners.get(type)?.(event as never),
    isClosed: () => closed,
    open: () => ({
      addEventListener: (type: string, listener: (event: never) => void) => {
        listeners.set(type, listener);
      },
      close: () => {
        closed = true;
      },
    }),
  };
}

test("tells of changes, resets and the state of the stream", () => {
  const fake = source();
  const events: StreamEvent[] = [];
  const live: boolean[] = [];
  let resets = 0;
  const end = subscribeEvents({
    baseUrl: "",
    open: fake.open,
    onEvent: (event) => events.push(event),
    onReset: () => {
      resets += 1;
    },
    onLive: (state) => live.push(state),
  });
  fake.fire("open", {});
  fake.fire("agent.changed", { data: '{"id":"u","version":4}', lastEventId: "17" });
  fake.fire("agent.changed", { data: "not json", lastEventId: "18" });
  fake.fire("reset", { data: "{}" });
  fake.fire("error", {});
  expect(events).toEqual([{ kind: "agent.changed", sequence: "17", id: "u", version: 4 }]);
  expect(resets).toBe(2);
  expect(live).toEqual([true, false]);
  end();
  expect(fake.isClosed()).toBe(true);
});
