import { expect, test } from "vitest";
import { create, EffectiveConfigSchema } from "../messages.js";
import { bytes, setUp } from "../testing/agent-set-up.js";
import { UNREAD_SIZE_BYTES_MAX, webSocketTransport } from "./web-socket.js";

test("T-11 a message beyond the limit goes without its largest parts, and that is told", () => {
  const { agent, server, seen, health } = setUp({
    messageSizeBytesMax: 500,
    callbacks: {
      effectiveConfig: () =>
        create(EffectiveConfigSchema, {
          configMap: { configMap: { "": { body: new Uint8Array(1_000) } } },
        }),
    },
  });
  server.open();
  expect(server.last.effectiveConfig).toBeUndefined();
  expect(server.last.agentDescription).toBeDefined();
  expect(server.last.availableComponents?.hash).toEqual(bytes("hash"));
  expect(seen.problems).toEqual(["message-too-large"]);
  agent.report({ health: health(false) });
  expect(seen.problems).toHaveLength(1);
});

test("a server that does not read hears the newest state once it reads again", () => {
  const sent: Uint8Array[] = [];
  let unread = 0;
  let open: (() => void) | undefined;
  const transport = webSocketTransport((events) => {
    open = () => events.opened();
    return {
      get bufferedAmount() {
        return unread;
      },
      send: (frame) => void sent.push(frame),
      close: () => undefined,
      terminate: () => undefined,
    };
  });
  const { agent, time, health } = setUp({ transport });
  open?.();
  expect(sent).toHaveLength(1);
  unread = UNREAD_SIZE_BYTES_MAX + 1;
  for (let turn = 0; turn < 100; turn += 1) agent.report({ health: health(turn % 2 === 0) });
  expect(sent).toHaveLength(1);
  unread = 0;
  time.advance(30_000);
  expect(sent).toHaveLength(2);
});

test("U-03 a custom message of a capability that is not declared is not taken", () => {
  const { agent, server, seen } = setUp();
  server.open();
  expect(agent.sendCustomMessage(seen.custom({ capability: "io.example.other" }))).toBe(false);
  expect(server.reports).toHaveLength(1);
});
