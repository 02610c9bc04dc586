import type { AttributeContext } from "../policy.js";

const RECORDS: Readonly<Record<string, readonly AttributeContext[]>> = {
  traces: ["span", "spanevent"],
  metrics: ["datapoint"],
  logs: ["log"],
};

/** Contexts of the records of a signal; none for signals that are not modelled. */
export function recordContexts(signal: string): readonly AttributeContext[] {
  return RECORDS[signal] ?? [];
}

/** Every context of a signal. */
export function contextsOf(signal: string): readonly AttributeContext[] {
  return ["resource", "scope", ...recordContexts(signal)];
}
