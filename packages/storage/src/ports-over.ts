import type { ChangeFeed, FleetStorage } from "@fleethub/control-plane";
import type { Database } from "./database/database.js";
import {
  apiTokenReader,
  peopleReader,
  providerReader,
  sessionReader,
} from "./read/account-readers.js";
import { agentReader } from "./read/agent-reader.js";
import { approvalReader } from "./read/approval-reader.js";
import { auditReader } from "./read/audit-reader.js";
import { readChanges } from "./read/change-log.js";
import { enrolmentReader } from "./read/enrolment-reader.js";
import { groupReader } from "./read/group-reader.js";
import { policyReader } from "./read/policy-reader.js";
import { configurationReader } from "./read/configuration-reader.js";
import { rolloutReader } from "./read/rollout-reader.js";
import { secretReader } from "./read/secret-reader.js";
import { telemetryReader } from "./read/telemetry-reader.js";
import { latestSequence } from "./write/append-log.js";
import { fleetStore } from "./write/fleet-store.js";
import { hubLeases } from "./write/hub-leases.js";
import { sealedRows } from "./write/sealed-rows.js";
import { retention } from "./write/retention.js";

/** All ports over one database. */
export function portsOver(
  database: Database,
  hints: {
    readonly subscribe: ChangeFeed["subscribe"];
    committed(sequence: number): void;
  },
  close: () => Promise<void>,
): FleetStorage {
  return {
    store: fleetStore(database, hints.committed, close),
    agents: agentReader(database),
    configurations: configurationReader(database),
    policies: policyReader(database),
    groups: groupReader(database),
    rollouts: rolloutReader(database),
    approvals: approvalReader(database),
    telemetry: telemetryReader(database),
    secrets: secretReader(database),
    sealed: sealedRows(database),
    people: peopleReader(database),
    sessions: sessionReader(database),
    apiTokens: apiTokenReader(database),
    providers: providerReader(database),
    enrolment: enrolmentReader(database),
    audit: auditReader(database),
    feed: {
      read: (after, limit) => readChanges(database, after, limit),
      latest: () => latestSequence(database),
      subscribe: hints.subscribe,
    },
    leases: hubLeases(database),
    retention: retention(database),
  };
}
