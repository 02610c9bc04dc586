import { type Ask, type ConfigDesk, forwardingDesk } from "./config-desk.js";

/** The members of a MessagePort or Worker that a judge speaks through. */
export interface JudgePort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (message: unknown) => void): unknown;
}

type Method = keyof ConfigDesk;

/** A question on its way to the judge. */
interface Question {
  readonly id: number;
  readonly method: Method;
  readonly args: readonly unknown[];
}

/** What came back. */
type Verdict =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string };

/** Answers questions that come through the port, one after the other. */
export function serveJudge(port: JudgePort, judge: ConfigDesk): void {
  port.on("message", (question) => {
    // Both ends are this file, so what comes through is one of ours.
    const { id, method, args } = question as Question;
    const ask = judge[method] as (...args: readonly unknown[]) => Promise<unknown>;
    void Promise.resolve()
      .then(() => ask(...args))
      .then(
        (value): Verdict => ({ id, ok: true, value }),
        (error: unknown): Verdict => ({ id, ok: false, message: String(error) }),
      )
      .then((verdict) => port.postMessage(verdict));
  });
}

/** A judge at the other end of a port. */
export interface DistantJudge extends ConfigDesk {
  readonly ask: Ask;
  /** Rejects every open question and all later ones. */
  fail(reason: Error): void;
}

/** When a judge that says nothing counts as stuck, and what is done about it. */
export interface Patience {
  /** Without any answer while questions are open. */
  readonly silenceMs: number;
  stuck(): void;
}

/** Asks the judge at the other end. Questions may be open at once. */
export function askJudge(port: JudgePort, patience: Patience): DistantJudge {
  const open = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  let next = 0;
  let failed: Error | null = null;
  let waiting: NodeJS.Timeout | undefined;
  const watch = () => {
    clearTimeout(waiting);
    if (open.size > 0) waiting = setTimeout(patience.stuck, patience.silenceMs).unref();
  };
  port.on("message", (message) => {
    const verdict = message as Verdict;
    const asked = open.get(verdict.id);
    open.delete(verdict.id);
    watch();
    if (verdict.ok) asked?.resolve(verdict.value as never);
    else asked?.reject(new Error(verdict.message));
  });
  const ask: Ask = (method, ...args) =>
    new Promise((resolve, reject) => {
      if (failed !== null) return reject(failed);
      next += 1;
      open.set(next, { resolve, reject });
      port.postMessage({ id: next, method, args } satisfies Question);
      if (open.size === 1) watch();
    });
  return {
    ...forwardingDesk(ask),
    ask,
    fail(reason) {
      failed = reason;
      for (const asked of open.values()) asked.reject(reason);
      open.clear();
      watch();
    },
  };
}
