import type { Change } from "../ports.js";
import type { LiveAgent } from "./live-agent.js";

/**
 * Somebody who follows what happens in this hub and in the store. Each call takes a note and returns at once: what is
 * to be done about it is done later, and nothing may be thrown.
 */
export interface HubListener {
  /** The store has what this agent of the hub said last, or its intent was read anew. */
  agentStored?(live: LiveAgent): void;
  /** A line of the change log, of any hub. Told before agents are read anew for it. */
  changed?(change: Change): void;
  /** The change log did not reach back: anything may have changed. Told before agents are read anew. */
  everythingChanged?(): void;
}

/** One listener that tells all of these, in their order. */
export function tellAll(listeners: readonly HubListener[]): Required<HubListener> {
  return {
    agentStored(live) {
      for (const listener of listeners) listener.agentStored?.(live);
    },
    changed(change) {
      for (const listener of listeners) listener.changed?.(change);
    },
    everythingChanged() {
      for (const listener of listeners) listener.everythingChanged?.();
    },
  };
}
