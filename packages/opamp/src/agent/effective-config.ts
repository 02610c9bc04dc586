import type { EffectiveConfig } from "../messages.js";
import type { AgentCallbacks } from "./callbacks.js";
import { reasonOf } from "./tell.js";

/** Where the effective config comes from. */
export interface EffectiveConfigSource {
  /** Undefined: it cannot be told now, and the part is left out. */
  ask(): EffectiveConfig | undefined;
  /** Tells an unchanged one, which is then not sent again. Absent: sent whenever it is reported. */
  readonly digest: ((bytes: Uint8Array) => Uint8Array) | undefined;
}

/** The source that the callbacks are; undefined when they are none. */
export function effectiveConfigSource(
  callbacks: AgentCallbacks,
  digest: EffectiveConfigSource["digest"],
): EffectiveConfigSource | undefined {
  if (!callbacks.effectiveConfig) return undefined;
  return {
    digest,
    ask() {
      try {
        return callbacks.effectiveConfig?.();
      } catch (error) {
        const message = `The effective config cannot be told: ${reasonOf(error)}`;
        callbacks.onProblem?.({ code: "callback-failed", message });
        return undefined;
      }
    },
  };
}
