/** The thread that holds the database: answers port calls, one message each way. */
import { parentPort, workerData } from "node:worker_threads";
import type { EngineOptions } from "./engine.js";
import { openEngine } from "./engine.js";
import type { CallMessage, WorkerMessage } from "./protocol.js";

const port = parentPort;
if (port === null) throw new Error("This module is the entry of a worker thread.");
const send = (message: WorkerMessage) => port.postMessage(message);

/** The engine's own errors carry whole source files in their stack. */
const STACK_LENGTH_MAX = 2_000;

try {
  const { ports } = await openEngine(workerData as EngineOptions);
  ports.feed.subscribe(() => send({ kind: "hint" }));
  port.on("message", (call: CallMessage) => {
    const target = ports[call.port];
    const method: unknown = Reflect.get(target, call.method);
    if (typeof method !== "function") throw new TypeError(`${call.port} has no ${call.method}.`);
    Promise.resolve(Reflect.apply(method, target, call.args)).then(
      (value: unknown) => send({ kind: "answer", id: call.id, value }),
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        const stack = error instanceof Error ? error.stack?.slice(0, STACK_LENGTH_MAX) : undefined;
        send({ kind: "error", id: call.id, message: message.slice(0, STACK_LENGTH_MAX), stack });
      },
    );
  });
  send({ kind: "ready" });
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  send({ kind: "failed", reason: reason.slice(0, STACK_LENGTH_MAX) });
}
