import type { AgentCallbacks } from "./callbacks.js";

/**
 * Calls a callback whose failure concerns nobody but the embedder: what it throws, and what its promise
 * rejects with, is told to `onProblem` and changes nothing else.
 */
export function tell(
  callbacks: AgentCallbacks,
  call: (callbacks: AgentCallbacks) => unknown,
): void {
  try {
    const result = call(callbacks);
    if (result instanceof Promise) result.catch((error: unknown) => failed(callbacks, error));
  } catch (error) {
    failed(callbacks, error);
  }
}

/** What was thrown, in words. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function failed(callbacks: AgentCallbacks, error: unknown): void {
  callbacks.onProblem?.({
    code: "callback-failed",
    message: `A callback of this agent failed: ${reasonOf(error)}`,
  });
}
