import type { Health } from "@fleethub/api";

const WORDS: Readonly<Record<string, { readonly word: string; readonly mark: Health }>> = {
  StatusNone: { word: "Not reported", mark: "unknown" },
  StatusStarting: { word: "Starting", mark: "restarting" },
  StatusOK: { word: "OK", mark: "healthy" },
  StatusRecoverableError: { word: "Recoverable error", mark: "degraded" },
  StatusPermanentError: { word: "Permanent error", mark: "unhealthy" },
  StatusFatalError: { word: "Fatal error", mark: "unhealthy" },
  StatusStopping: { word: "Stopping", mark: "restarting" },
  StatusStopped: { word: "Stopped", mark: "restarting" },
};

interface Reported {
  readonly status: string;
  readonly healthy: boolean;
}

/** The reported status in words; an unknown one is shown as it came. */
export function statusWord({ status, healthy }: Reported): string {
  return WORDS[status]?.word ?? (status || (healthy ? "OK" : "Not healthy"));
}

/** The shape of a component's status. */
export function statusMark({ status, healthy }: Reported): Health {
  return WORDS[status]?.mark ?? (healthy ? "healthy" : "unhealthy");
}
