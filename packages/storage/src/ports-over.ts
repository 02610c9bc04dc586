import type { ChangeFeed } from "@fleethub/control-plane";
import type { Database } from "./database/database.js";
import { agentReader } from "./read/agent-reader.js";
import { auditReader } from "./read/audit-reader.js";
import { readChanges } from "./read/change-log.js";
import { configurationReader } from "./read/configuration-reader.js";
import type { Storage } from "./storage.js";
import { latestSequence, trimLog } from "./write/append-log.js";
import { fleetStore } from "./write/fleet-store.js";

/** The parts of a storage that are the same over every database. */
export type Ports = Pick<
  Storage,
  "store" | "agents" | "configurations" | "audit" | "feed" | "trimChangeLog"
>;

/** All ports over one database. */
export function portsOver(
  database: Database,
  hints: {
    readonly subscribe: ChangeFeed["subscribe"];
    committed(sequence: number): void;
  },
  close: () => Promise<void>,
): Ports {
  return {
    store: fleetStore(database, hints.committed, close),
    agents: agentReader(database),
    configurations: configurationReader(database),
    audit: auditReader(database),
    feed: {
      read: (after, limit) => readChanges(database, after, limit),
      latest: () => latestSequence(database),
      subscribe: hints.subscribe,
    },
    trimChangeLog: (sequence) => database.transaction((session) => trimLog(session, sequence)),
  };
}
