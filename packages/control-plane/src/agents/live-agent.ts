import {
  newAgent,
  type AgentEvent,
  type AgentId,
  type AgentIntent,
  type AgentState,
  type Millis,
} from "@fleethub/fleet";
import { parseInstanceUid, type InstanceUid, type ReportPart } from "@fleethub/opamp";
import type { AgentConnection } from "@fleethub/opamp/server";
import type { AgentRecord, AuditEntry, TimelineEntry } from "../model.js";

/** What a connection of this hub looks like, whatever its admission found out about the peer. */
export type Connection = AgentConnection<unknown>;

/** What the store does not have yet of one agent. Values are taken from the state when they are written. */
export interface Unsaved {
  /** When the oldest of it came; null while there is nothing that the writer was told of. */
  since: Millis | null;
  report: boolean;
  touch: boolean;
  outcome: boolean;
  timeline: TimelineEntry[];
  /** Entries of the hub itself, committed with the outcome. */
  audit: AuditEntry[];
  /** New instance UIDs in the order in which the agent took them. */
  renames: { readonly from: string; readonly to: string }[];
  /** Instance UIDs that were given to who speaks as this agent. */
  given: { readonly uid: string; readonly keeps: boolean }[];
}

/** What happened since the outcome was last committed: reduced again where the store has a newer one. */
export interface Uncommitted {
  readonly base: AgentState;
  /** At most {@link UNCOMMITTED_EVENTS_MAX}, the oldest go first. */
  readonly events: PastEvent[];
}

/** An event as it was reduced. Of quiet heartbeats in a row the last stands for all. */
export interface PastEvent {
  readonly event: AgentEvent;
  readonly at: Millis;
  readonly isQuiet: boolean;
}

/** Events kept of one agent while its outcome cannot be committed. */
export const UNCOMMITTED_EVENTS_MAX = 1000;

/** Hex digests by part. */
export type RawParts = { [Part in ReportPart]?: string };

/** One agent as this process knows it. Only its own lane changes it. */
export interface LiveAgent {
  readonly id: AgentId;
  state: AgentState;
  /** Intent and versions as last read or written. Reports and outcome in it may be older than the state's. */
  record: AgentRecord;
  epoch: number;
  /** Connections that spoke for this agent and did not end. */
  readonly connections: Map<string, Connection>;
  /** Those of them for which the agent was claimed in the store. */
  readonly claimedOn: Set<string>;
  /** Who was let in last as this agent: somebody else is decided about anew. */
  peer: unknown;
  /** The instance UID that was given last to somebody who spoke as this agent. */
  lastGiven: string | null;
  /** Digests of the parts as they last came in. */
  rawParts: RawParts;
  /** Times of the health tree in its order, which the stored tree leaves out. */
  healthTimes: readonly Millis[];
  /** The agent's own values in its effective config, as one text; empty where there are none. */
  volatile: string;
  unsaved: Unsaved;
  uncommitted: Uncommitted | null;
  /** End of what the lane has to do; null while it is idle. */
  tail: Promise<void> | null;
  /** Last message, for the sweep that forgets those who are gone. */
  touchedAt: Millis;
}

export const nothingUnsaved = (): Unsaved => ({
  since: null,
  report: false,
  touch: false,
  outcome: false,
  timeline: [],
  audit: [],
  renames: [],
  given: [],
});

/** Remembers an event that would have to be reduced again. */
export function remember({ events }: Uncommitted, past: PastEvent): void {
  if (past.isQuiet && events.at(-1)?.isQuiet === true) events.pop();
  events.push(past);
  if (events.length > UNCOMMITTED_EVENTS_MAX) events.shift();
}

export function hasUnsaved({ unsaved }: LiveAgent): boolean {
  const { report, touch, outcome, timeline, audit, renames, given } = unsaved;
  const entries = timeline.length + audit.length + renames.length + given.length;
  return report || touch || outcome || entries > 0;
}

/** The UID of a record, which was checked when it came in. */
export function uidOf(record: AgentRecord): InstanceUid {
  const parsed = parseInstanceUid(record.instanceUid);
  if (!parsed.ok) throw new Error(`The store holds ${record.instanceUid} as an instance UID.`);
  return parsed.value;
}

const NO_TIMES: readonly Millis[] = [];

/** An agent before its `adopted` event. */
export function makeLiveAgent(record: AgentRecord, intent: AgentIntent, now: Millis): LiveAgent {
  return {
    id: record.id,
    state: newAgent(record.id, uidOf(record), intent),
    record,
    epoch: record.epoch,
    connections: new Map(),
    claimedOn: new Set(),
    peer: undefined,
    lastGiven: null,
    rawParts: {},
    healthTimes: NO_TIMES,
    volatile: "",
    unsaved: nothingUnsaved(),
    uncommitted: null,
    tail: null,
    touchedAt: now,
  };
}
