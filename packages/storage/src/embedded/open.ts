import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import {
  type ChangeSet,
  type CommitResult,
  type FleetStorage,
  StoreUnavailable,
} from "@fleethub/control-plane";
import { ChangeHints } from "../change-hints.js";
import {
  type StoredTelemetry,
  storedTelemetry,
  telemetryOf,
} from "../database/stored-telemetry.js";
import type { Opened, OpenProblem } from "../storage.js";
import { type LockResult, lockDirectory } from "./lock.js";
import { CROSSING, type PortName } from "./protocol.js";
import { RemoteEngine } from "./remote-engine.js";
import { TEMPLATE_FILE } from "./template.js";

export interface EmbeddedSettings {
  /** Made where it is missing. One process at a time may hold it. */
  readonly directory: string;
  /** Names this process; kept for the same shape as with PostgreSQL. */
  readonly owner: string;
  /** A packed data directory for the first start. Default: the one that this package was built with. */
  readonly template?: string;
}

/** Until the thread of the database counts as not answering. */
export const EMBEDDED_ANSWER_MS = 5_000;

/**
 * Opens a database that lives in a directory, in a thread of its own. It survives the end of the process at
 * any moment (`kill -9`), but not the loss of power: the engine does not wait for the disk.
 */
export async function openEmbeddedStorage(settings: EmbeddedSettings): Promise<Opened> {
  const directory = resolve(settings.directory);
  let locked: LockResult;
  try {
    // Configurations and keys are nobody else's to read.
    await mkdir(directory, { recursive: true, mode: 0o700 });
    locked = await lockDirectory(directory);
  } catch (error) {
    return { problem: unusable(directory, error) };
  }
  if (locked.kind === "taken") return { problem: taken(directory, locked.processId) };
  const { lock } = locked;
  const hints = new ChangeHints();
  const engine = new RemoteEngine({ directory, template: settings.template ?? TEMPLATE_FILE }, () =>
    hints.hint(),
  );
  const reason = await engine.start();
  if (reason !== null) {
    await lock.release();
    return { problem: unusable(directory, reason) };
  }
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= engine.close().then(() => lock.release());
    return closing;
  };
  return {
    storage: {
      kind: "embedded",
      ...remotePorts(engine, hints, close),
      describe: () => `embedded database in ${directory}`,
      reachable: () => answersInTime(engine.call("feed", "latest", [])),
      close,
    },
  };
}

function remotePorts(
  engine: RemoteEngine,
  hints: ChangeHints,
  close: () => Promise<void>,
): FleetStorage {
  const remote = <P extends PortName>(port: P) =>
    Object.fromEntries(
      CROSSING[port].map((method) => [
        method,
        (...args: readonly unknown[]) => engine.call(port, method, args),
      ]),
    ) as unknown as FleetStorage[P];
  return {
    store: {
      ...remote("store"),
      commit: (changes) =>
        engine.call("store", "commit", [crossing(changes)]) as Promise<CommitResult>,
      close,
    },
    agents: remote("agents"),
    configurations: remote("configurations"),
    policies: remote("policies"),
    groups: remote("groups"),
    rollouts: remote("rollouts"),
    enrolment: remote("enrolment"),
    approvals: remote("approvals"),
    telemetry: {
      async of(agents) {
        const stored = await engine.call("telemetry", "of", [agents]);
        return (stored as readonly StoredTelemetry[]).map(telemetryOf);
      },
    },
    secrets: remote("secrets"),
    sealed: remote("sealed"),
    people: remote("people"),
    sessions: remote("sessions"),
    apiTokens: remote("apiTokens"),
    providers: remote("providers"),
    audit: remote("audit"),
    feed: { ...remote("feed"), subscribe: hints.subscribe },
    leases: remote("leases"),
    retention: remote("retention"),
  };
}

/** Points of own telemetry cross packed: a hundred times fewer objects to copy. */
function crossing({ writes }: ChangeSet): { readonly writes: readonly object[] } {
  if (!writes.some(({ kind }) => kind === "set-telemetry")) return { writes };
  return {
    writes: writes.map((write) =>
      write.kind === "set-telemetry"
        ? { ...write, agents: write.agents.map(storedTelemetry) }
        : write,
    ),
  };
}

async function answersInTime(asked: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new StoreUnavailable("The thread of the database gives no answer.")),
      EMBEDDED_ANSWER_MS,
    );
  });
  try {
    await Promise.race([asked, limit]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

export function taken(directory: string, processId: number | null): OpenProblem {
  const who = processId === null ? "another process" : `process ${processId}`;
  return {
    code: "directory-locked",
    message: `The data directory ${directory} is in use by ${who}.`,
    remedy: `Stop ${who}, or choose another directory with FLEETHUB_DATA_DIR.`,
  };
}

export function unusable(directory: string, error: unknown): OpenProblem {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: "directory-unusable",
    message: `The data directory ${directory} cannot be used: ${reason}`,
    remedy:
      "Check its permissions and the space on its disk, or choose another one with FLEETHUB_DATA_DIR.",
  };
}
