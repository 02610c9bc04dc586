import { resolve } from "node:path";
import type { CompanionToken, Logger } from "@fleethub/control-plane";
import { startSimulation } from "@fleethub/simulator";
import { covers } from "./certificates/host-names.js";
import type { OpenCertificates } from "./certificates/open-certificates.js";
import { TLS_FILES, tlsFolderOf } from "./certificates/tls-folder.js";
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

/** How companions come to the hub that they run beside. */
export interface CompanionsDoor {
  readonly endpoint: string;
  /** Asked for where there is anybody to start. */
  readonly token: () => Promise<CompanionToken>;
  /** The hub's own authority; null: they come without TLS. */
  readonly authority: { readonly file: string; readonly pem: string } | null;
}

/** Starts the simulated agents and the supervised Collector that the settings ask for. Rejects while the store is away. */
export async function startCompanions(
  settings: Settings,
  { endpoint, token, authority }: CompanionsDoor,
  logger: Logger,
): Promise<Companions> {
  const notes: string[] = [];
  const stops: (() => Promise<void>)[] = [];
  const isAlone = settings.demo === 0 && settings.collector === null;
  const given = isAlone ? ({ kind: "none" } as const) : await token();
  if (given.kind === "refused") {
    const reason = `Neither --demo nor --collector started agents. ${given.reason}`;
    return { notes: [reason], stop: async () => {} };
  }
  const text = given.kind === "token" ? given.text : undefined;
  if (settings.demo > 0) {
    const simulation = startSimulation({
      endpoint,
      agents: settings.demo,
      ...(text !== undefined && { headers: { authorization: `Bearer ${text}` } }),
      ...(authority !== null && { ca: authority.pem }),
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
      const door = { endpoint, token: text, caFile: authority?.file };
      const collector = runCollector(binaries, door, settings.dataDir, logger);
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

const NO_CERTIFICATE: CompanionToken = {
  kind: "refused",
  reason:
    "They have no client certificate, and FLEETHUB_AGENTS_CLIENT_CERTIFICATES=required takes nobody without one: make it optional, or start them by hand with a certificate of their own.",
};

/**
 * Companions are on the hub's machine: over TLS where the hub's own authority made a certificate for the address that they come to, as
 * it does for loopback, else without.
 *
 * @param url the agents' door as reached from this machine, without TLS where that is taken
 */
export function companionsDoor(
  { dataDir }: Pick<Settings, "dataDir">,
  {
    agents,
    trustPem: pem,
    clientCertificates,
  }: Pick<OpenCertificates, "agents" | "trustPem" | "clientCertificates">,
  url: string,
  asked: CompanionsDoor["token"],
): CompanionsDoor {
  const token = clientCertificates === "required" ? async () => NO_CERTIFICATE : asked;
  const isOwn = agents?.state.source === "hub-ca" && pem !== null;
  if (!isOwn || !covers(agents.pair.facts.hostNames, new URL(url).hostname)) {
    return { endpoint: url, token, authority: null };
  }
  const file = resolve(tlsFolderOf(dataDir), TLS_FILES.authority);
  return { endpoint: url.replace(/^ws:/, "wss:"), token, authority: { file, pem } };
}
