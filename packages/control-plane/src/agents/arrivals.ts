import {
  type AgentId,
  type DescriptionFact,
  emptyOutcome,
  emptyReport,
  newAgent,
  NO_ACCESS,
  projectionOf,
} from "@fleethub/fleet";
import type { InstanceUid } from "@fleethub/opamp";
import type { GroupBoard } from "../groups/group-board.js";
import { groupOf } from "../groups/group-set.js";
import type { Admission, AgentRecord } from "../model.js";
import type { Arrival, Clock, FleetStorage, Ids, Return } from "../ports.js";
import { type DesiredSources, intentOf, resolveIntent } from "./desired.js";
import type { SharedFacts } from "./facts/shared-facts.js";
import { gathered } from "./gathered.js";
import { inOrder } from "./lane.js";
import { type Connection, type LiveAgent, makeLiveAgent, uidOf } from "./live-agent.js";
import type { Performer } from "./performer.js";
import type { Roster } from "./roster.js";
import type { ControlPlaneSettings } from "./settings.js";

/** Whether an agent that nobody knows is let in. */
export type Admit = (
  connection: Connection,
  uid: InstanceUid,
) => Admission | { readonly refused: string };

export type Opened =
  | { readonly kind: "open"; readonly live: LiveAgent }
  | { readonly kind: "refused"; readonly reason: string };

export interface ArrivalsDeps {
  readonly storage: FleetStorage;
  readonly sources: DesiredSources;
  readonly groups: Pick<GroupBoard, "all">;
  readonly roster: Roster;
  readonly performer: Performer;
  readonly shared: SharedFacts;
  readonly admit: Admit;
  /** Name of this hub process: `owner` of the agents it holds. */
  readonly hubId: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: ControlPlaneSettings;
  readonly lose: (live: LiveAgent) => void;
}

/** The description in the report that an agent arrives with, so that it has its group from the beginning. */
export type Describe = () => DescriptionFact | null;

/** How agents come into memory: one call of the store for many that come at once. Rejects while it is away. */
export interface Arrivals {
  /** Claims or creates the agent behind a UID that nobody in memory has. */
  meet(uid: InstanceUid, connection: Connection, describe: Describe): Promise<Opened>;
  /**
   * An agent in memory reports on a new connection: claims it anew, since another hub may have had it meanwhile.
   * Runs in the agent's lane; answers another live agent where what is in memory is out of date.
   */
  meetAgain(
    live: LiveAgent,
    uid: InstanceUid,
    connection: Connection,
    describe: Describe,
  ): Promise<Opened>;
  /** Takes an agent that was claimed already into memory. */
  board(record: AgentRecord): Promise<LiveAgent>;
}

/** Times a creation is tried that met another hub's. */
const CREATIONS_MAX = 3;

export function createArrivals(deps: ArrivalsDeps): Arrivals {
  const { storage, hubId, roster, lose, settings, clock, ids, admit } = deps;
  const claim = gathered(
    (arrivals: readonly Arrival[]) => storage.store.claim(hubId, arrivals),
    settings.arrivalsMax,
  );
  const retake = gathered(
    (returns: readonly Return[]) => storage.store.retake(hubId, returns),
    settings.arrivalsMax,
  );
  const add = gathered(
    (agents: readonly AgentRecord[]) => addAgents(storage, agents),
    settings.arrivalsMax,
  );
  const meeting = new Map<string, Promise<Opened>>();

  const claimFor = (uid: string, { transport, remoteAddress }: Connection) =>
    claim({ uid, transport, remoteAddress });

  const grouped = async (fresh: AgentRecord, description: DescriptionFact | null) => {
    const report = { ...fresh.report, description };
    const group = groupOf(await deps.groups.all(), { ...fresh, report });
    const agent = { ...fresh, group };
    const intent = await resolveIntent(agent, deps.sources);
    const { id, createdAt } = agent;
    const state = newAgent(id, uidOf(agent), intent);
    return { agent: { ...agent, projection: projectionOf(state, createdAt) }, intent };
  };

  /** Null where another hub was faster. */
  const create = async (
    uid: InstanceUid,
    connection: Connection,
    describe: Describe,
  ): Promise<Opened | null> => {
    const admission = admit(connection, uid);
    if (typeof admission === "object") return { kind: "refused", reason: admission.refused };
    const now = clock.now();
    const nothing = intentOf({ admission, connection: null }, { kind: "none" }, deps.sources);
    const fresh = newRecord(ids.uuidv7() as AgentId, uid, connection, nothing, hubId, now);
    const { agent, intent } = await grouped(fresh, describe());
    if (!(await add(agent))) return null;
    const live = makeLiveAgent(agent, intent, now);
    live.claimedOn.add(connection.id);
    roster.add(live);
    return { kind: "open", live };
  };

  const meet = async (
    uid: InstanceUid,
    connection: Connection,
    describe: Describe,
  ): Promise<Opened> => {
    for (let tries = 0; tries < CREATIONS_MAX; tries += 1) {
      const record = await claimFor(uid, connection);
      if (record !== null) return claimed(await board(record), connection);
      const created = await create(uid, connection, describe);
      if (created !== null) return created;
    }
    throw new Error(`The agent ${uid} comes and goes in the store.`);
  };

  const board = async (read: AgentRecord): Promise<LiveAgent> => {
    const known = roster.byId(read.id);
    if (known !== undefined) return keepUp(known, read);
    const record = { ...read, report: deps.shared.report(read.report) };
    const intent = await resolveIntent(record, deps.sources);
    const other = roster.byId(record.id);
    if (other !== undefined) return keepUp(other, record);
    const live = makeLiveAgent(record, intent, clock.now());
    roster.add(live);
    const { outcome, report } = record;
    const { instanceUid } = live.state;
    // A hub that ends in order says that its agents are disconnected.
    const clean = report.disconnectedAt !== null || report.connectedAt === null;
    await inOrder(live, () =>
      deps.performer.step(live, { kind: "adopted", instanceUid, intent, outcome, report, clean }),
    );
    return live;
  };

  const keepUp = (live: LiveAgent, { epoch, instanceUid }: AgentRecord): LiveAgent => {
    live.epoch = Math.max(live.epoch, epoch);
    roster.expect(instanceUid, live);
    return live;
  };

  /** It stays this hub's, on another connection. */
  const keep = (live: LiveAgent, epoch: number, { transport, remoteAddress }: Connection) => {
    live.epoch = epoch;
    live.record = { ...live.record, owner: hubId, epoch, transport, remoteAddress };
    return live;
  };

  return {
    board,
    meet(uid, connection, describe) {
      const under = meeting.get(uid) ?? meet(uid, connection, describe);
      meeting.set(uid, under);
      const over = () => {
        if (meeting.get(uid) === under) meeting.delete(uid);
      };
      under.then(over, over);
      return under;
    },
    async meetAgain(live, uid, connection, describe) {
      const { transport, remoteAddress } = connection;
      const { id, epoch } = live;
      if (await retake({ id, epoch, transport, remoteAddress })) {
        return claimed(keep(live, epoch + 1, connection), connection);
      }
      const record = await claimFor(live.record.instanceUid, connection);
      if (record === null || record.id !== live.id) {
        lose(live);
        return meet(uid, connection, describe);
      }
      if (record.epoch > live.epoch + 1) {
        // Another hub had it in between: what it wrote counts.
        lose(live);
        return claimed(await board(record), connection);
      }
      return claimed(keep(live, record.epoch, connection), connection);
    },
  };
}

function claimed(live: LiveAgent, connection: Connection): Opened {
  live.claimedOn.add(connection.id);
  return { kind: "open", live };
}

/** In one commit; where one of them is there already, each by itself. False: it is there. */
async function addAgents(
  { store }: FleetStorage,
  agents: readonly AgentRecord[],
): Promise<readonly boolean[]> {
  const addAll = (some: readonly AgentRecord[]) =>
    store.commit({ writes: some.map((agent) => ({ kind: "add-agent", agent })) });
  if ((await addAll(agents)).kind === "committed") return agents.map(() => true);
  const added: boolean[] = [];
  for (const agent of agents) added.push((await addAll([agent])).kind === "committed");
  return added;
}

function newRecord(
  id: AgentId,
  uid: InstanceUid,
  connection: Connection,
  intent: Parameters<typeof newAgent>[2],
  owner: string,
  now: number,
): AgentRecord {
  return {
    id,
    instanceUid: uid,
    formerUids: [],
    givenName: null,
    labels: {},
    admission: intent.admission,
    enrolment: null,
    access: NO_ACCESS,
    pin: null,
    variables: {},
    group: null,
    hold: null,
    assignment: null,
    connection: null,
    version: 1,
    outcome: emptyOutcome,
    outcomeVersion: 1,
    report: emptyReport,
    projection: projectionOf(newAgent(id, uid, intent), now),
    breaches: [],
    flow: "not-reported",
    owner,
    epoch: 1,
    transport: connection.transport,
    remoteAddress: connection.remoteAddress,
    createdAt: now,
  };
}
