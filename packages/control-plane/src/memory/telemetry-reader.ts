import type { AgentTelemetry } from "../model.js";
import type { TelemetryReader } from "../ports.js";
import { reach, type MemoryState } from "./memory-state.js";

export function memoryTelemetryReader(state: MemoryState): TelemetryReader {
  return {
    of: (agents) =>
      reach(state, () =>
        [...new Set(agents)].flatMap((agent): AgentTelemetry[] => {
          const found = state.telemetry.get(agent);
          return found === undefined ? [] : [found];
        }),
      ),
  };
}
