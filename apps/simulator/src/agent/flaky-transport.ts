import type { AgentTransport, TransportEvents } from "@fleethub/opamp/agent";

/** A transport whose network a test or a fault can spoil. */
export interface FlakyTransport extends AgentTransport {
  /** While true nothing passes in either direction, and nobody is told. */
  silent: boolean;
  /** While true no connection can be opened. */
  offline: boolean;
  /** Loses the connection without a word, on both ends. */
  cut(): void;
}

export function flakyTransport(inner: AgentTransport): FlakyTransport {
  let current: (() => void) | undefined;
  const flaky: FlakyTransport = {
    kind: inner.kind,
    silent: false,
    offline: false,
    cut: () => current?.(),
    open(events) {
      let over = false;
      const end: TransportEvents["closed"] = (reason) => {
        if (over) return;
        over = true;
        current = undefined;
        events.closed(reason);
      };
      if (flaky.offline) {
        queueMicrotask(() => end({ message: "the network is gone" }));
        return {
          busy: true,
          send: () => undefined,
          close: () => end({ message: "left" }),
          terminate: () => {
            over = true;
          },
        };
      }
      const connection = inner.open({
        opened: () => events.opened(),
        received: (message) => {
          if (!flaky.silent) events.received(message);
        },
        drained: (refusal) => events.drained(refusal),
        closed: end,
      });
      current = () => {
        connection.terminate();
        end({ message: "the connection was lost" });
      };
      return {
        get busy() {
          return connection.busy;
        },
        send(message, instanceUid) {
          if (!flaky.silent) connection.send(message, instanceUid);
        },
        close: () => connection.close(),
        terminate: () => {
          over = true;
          connection.terminate();
        },
      };
    },
  };
  return flaky;
}
