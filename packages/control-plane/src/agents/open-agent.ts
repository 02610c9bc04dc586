import { type AgentId, newAgent, emptyOutcome, emptyReport, projectionOf } from "@fleethub/fleet";
import type { InstanceUid } from "@fleethub/opamp";
import type { Admission, AgentRecord } from "../model.js";
import type { Clock, FleetStorage, Ids } from "../ports.js";
import { type DesiredSources, resolveIntent } from "./desired.js";
import { inOrder } from "./lane.js";
import { type Connection, type LiveAgent, makeLiveAgent } from "./live-agent.js";
import type { Performer } from "./performer.js";
import type { Roster } from "./roster.js";

/** Whether an agent that nobody knows is let in. */
export type Admit = (
  connection: Connection,
  uid: InstanceUid,
) => Admission | { readonly refused: string };

export type Opened =
  | { readonly kind: "open"; readonly live: LiveAgent }
  | { readonly kind: "refused"; readonly reason: string };

export interface OpenAgentDeps {
  readonly storage: FleetStorage;
  readonly sources: DesiredSources;
  readonly roster: Roster;
  readonly performer: Performer;
  readonly admit: Admit;
  /** Name of this hub process: `owner` of the agents it holds. */
  readonly hubId: string;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Finds, claims or creates the agent behind an instance UID. Rejects while the store is away. */
export type OpenAgent = (uid: InstanceUid, connection: Connection) => Promise<Opened>;

export function createOpenAgent(deps: OpenAgentDeps): OpenAgent {
  const opening = new Map<string, Promise<Opened>>();
  return (uid, connection) => {
    const under = opening.get(uid) ?? open(deps, uid, connection);
    opening.set(uid, under);
    const over = () => {
      if (opening.get(uid) === under) opening.delete(uid);
    };
    under.then(over, over);
    return under;
  };
}

/** Times a creation is tried that met another hub's. */
const CREATIONS_MAX = 3;

async function open(
  deps: OpenAgentDeps,
  uid: InstanceUid,
  connection: Connection,
): Promise<Opened> {
  for (let tries = 0; tries < CREATIONS_MAX; tries += 1) {
    const record = await deps.storage.store.agentByUid(uid);
    const opened =
      record === null ? await create(deps, uid, connection) : await adopt(deps, record, connection);
    if (opened !== null) return opened;
  }
  throw new Error(`The agent ${uid} comes and goes in the store.`);
}

/** Null where another hub was faster. */
async function create(
  deps: OpenAgentDeps,
  uid: InstanceUid,
  connection: Connection,
): Promise<Opened | null> {
  const { storage, clock, ids, hubId, roster } = deps;
  const admission = deps.admit(connection, uid);
  if (typeof admission === "object") return { kind: "refused", reason: admission.refused };
  const now = clock.now();
  const id = ids.uuidv7() as AgentId;
  const { handBackHash } = deps.sources;
  const intent = { admission, desired: { kind: "none" }, handBackHash } as const;
  const agent: AgentRecord = {
    id,
    instanceUid: uid,
    formerUids: [],
    givenName: null,
    labels: {},
    admission,
    pin: null,
    version: 1,
    outcome: emptyOutcome,
    outcomeVersion: 1,
    report: emptyReport,
    projection: projectionOf(newAgent(id, uid, intent), now),
    owner: hubId,
    epoch: 1,
    transport: connection.transport,
    remoteAddress: connection.remoteAddress,
    createdAt: now,
  };
  const result = await storage.store.commit({ writes: [{ kind: "add-agent", agent }] });
  if (result.kind === "conflict") return null;
  const live = makeLiveAgent(agent, intent, agent.epoch, now);
  roster.add(live);
  return { kind: "open", live };
}

/** Null where it was forgotten meanwhile. */
async function adopt(
  deps: OpenAgentDeps,
  found: AgentRecord,
  connection: Connection,
): Promise<Opened | null> {
  const { storage, roster, performer, clock, hubId } = deps;
  const known = roster.byId(found.id);
  if (known !== undefined) return { kind: "open", live: known };
  const { transport, remoteAddress } = connection;
  const claim = await storage.store.claim(found.id, hubId, { transport, remoteAddress });
  // Read again: what another hub wrote before it lost the agent counts.
  const record = claim === null ? null : await storage.store.agentById(found.id);
  if (claim === null || record === null) return null;
  const intent = await resolveIntent(record, deps.sources);
  const other = roster.byId(found.id);
  if (other !== undefined) return { kind: "open", live: other };
  const live = makeLiveAgent(record, intent, claim.epoch, clock.now());
  roster.add(live);
  const { outcome, report } = record;
  const { instanceUid } = live.state;
  // A hub that ends in order says that its agents are disconnected.
  const clean = report.disconnectedAt !== null || report.connectedAt === null;
  await inOrder(live, () =>
    performer.step(live, { kind: "adopted", instanceUid, intent, outcome, report, clean }),
  );
  return { kind: "open", live };
}
