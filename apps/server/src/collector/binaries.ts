import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What one supervised Collector needs on this machine. */
export interface CollectorBinaries {
  readonly supervisor: string;
  readonly collector: string;
  /** Of the supervisor, from what Go's linker wrote into it; null where it is not there. */
  readonly supervisorVersion: readonly [major: number, minor: number] | null;
}

const SUPERVISOR = "opampsupervisor";
/** Distributions by name, the most complete first. */
const COLLECTORS = ["otelcol-contrib", "otelcol", "otelcol-k8s", "otelcol-e2e"] as const;

/** What to do where they are missing. */
export const HOW_TO_GET_BINARIES =
  "Download opampsupervisor and otelcol-contrib from the releases of open-telemetry/opentelemetry-collector-releases, put both into one folder and start with --collector FOLDER.";

/** Looks into `dir`, or through PATH where it is null. Null: at least one is missing. */
export function findBinaries(dir: string | null, path: string): CollectorBinaries | null {
  const folders = dir === null ? path.split(delimiter).filter((one) => one !== "") : [dir];
  const supervisor = firstExecutable(folders, [SUPERVISOR]);
  const collector = firstExecutable(folders, COLLECTORS);
  if (supervisor === null || collector === null) return null;
  return { supervisor, collector, supervisorVersion: versionIn(supervisor) };
}

function firstExecutable(folders: readonly string[], names: readonly string[]): string | null {
  for (const name of names) {
    for (const folder of folders) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not there, or not to be run: the next folder may have it.
      }
    }
  }
  return null;
}

/** Go binaries carry the versions of their modules as text. */
function versionIn(file: string): CollectorBinaries["supervisorVersion"] {
  const match = /cmd\/opampsupervisor\tv(\d+)\.(\d+)\.\d+/.exec(readFileSync(file, "latin1"));
  return match === null ? null : [Number(match[1]), Number(match[2])];
}
