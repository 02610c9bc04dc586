import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Logger } from "@fleethub/control-plane";
import { type ConfigDesk, forwardingDesk } from "./config-desk.js";
import { askJudge, type DistantJudge } from "./protocol.js";
import { remembering } from "./remember.js";
import { configDesk } from "./this-thread.js";

/** Memory of the judging thread; a text that needs more ends the thread and not the hub. */
const HEAP_MB_MAX = 512;

/** A thread that answers nothing for this long, although it was asked, is ended and started again. */
export const JUDGE_SILENCE_MS_MAX = 30_000;

/** A judge and how to end it. */
export interface RunningJudge {
  readonly desk: ConfigDesk;
  stop(): Promise<void>;
}

/**
 * Judges off the main thread, in a pool of one; a thread that dies fails its questions and the next question
 * starts another. Where only sources are there (tests), it judges in this thread.
 */
export function startConfigJudge(logger: Logger): RunningJudge {
  const script = new URL("./worker.js", import.meta.url);
  if (!existsSync(fileURLToPath(script))) {
    return { desk: remembering(configDesk), stop: async () => undefined };
  }
  let thread: { readonly worker: Worker; readonly judge: DistantJudge } | null = null;
  const current = (): DistantJudge => {
    thread ??= startThread(script, logger, () => {
      thread = null;
    });
    return thread.judge;
  };
  return {
    desk: remembering(forwardingDesk((method, ...args) => current().ask(method, ...args))),
    async stop() {
      await thread?.worker.terminate();
    },
  };
}

function startThread(
  script: URL,
  logger: Logger,
  onGone: () => void,
): { readonly worker: Worker; readonly judge: DistantJudge } {
  const worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX } });
  worker.unref();
  const judge = askJudge(worker, {
    silenceMs: JUDGE_SILENCE_MS_MAX,
    stuck() {
      logger.error({ silenceMs: JUDGE_SILENCE_MS_MAX }, "the judging thread is stuck and is ended");
      void worker.terminate();
    },
  });
  worker.on("error", (error) => {
    logger.error({ error }, "the judging thread failed and is started again");
  });
  worker.on("exit", () => {
    onGone();
    judge.fail(new Error("The judging thread ended."));
  });
  return { worker, judge };
}
