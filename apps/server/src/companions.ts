import type { Logger } from "@fleethub/control-plane";
import { startSimulation } from "@fleethub/simulator";
import { findBinaries, HOW_TO_GET_BINARIES } from "./collector/binaries.js";
import { runCollector } from "./collector/run-collector.js";
import type { Settings } from "./settings/index.js";

/** What runs beside the hub on request. */
export interface Companions {
  /** One line each, for the person who started it. */
  readonly notes: readonly string[];
  stop(): Promise<void>;
}

/** Share of simulated agents with something to look at, so that a demo shows trouble too. */
const DEMO_FAULTS = { unhealthyExporter: 0.08, readOnly: 0.08, rollBack: 0.1, fail: 0.05 } as const;

/** Starts the simulated agents and the supervised Collector that the settings ask for. */
export function startCompanions(settings: Settings, agentsUrl: string, logger: Logger): Companions {
  const notes: string[] = [];
  const stops: (() => Promise<void>)[] = [];
  if (settings.demo > 0) {
    const simulation = startSimulation({
      endpoint: agentsUrl,
      agents: settings.demo,
      ...DEMO_FAULTS,
    });
    stops.push(() => simulation.stop());
    notes.push(`${settings.demo} simulated agents run in this process`);
  }
  if (settings.collector !== null) {
    const { dir } = settings.collector;
    const binaries = findBinaries(dir, process.env["PATH"] ?? "");
    if (binaries === null) {
      const where = dir === null ? "PATH" : dir;
      notes.push(`no Collector was started: opampsupervisor or otelcol is not in ${where}.`);
      notes.push(HOW_TO_GET_BINARIES);
    } else {
      const collector = runCollector(binaries, agentsUrl, settings.dataDir, logger);
      stops.push(() => collector.stop());
      notes.push(`a supervised Collector runs with ${collector.configFile}`);
    }
  }
  return {
    notes,
    async stop() {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}
