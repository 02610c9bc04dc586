import {
  type AgentId,
  decideEnrolment,
  type DescriptionFact,
  type EnrolmentDecision,
  type EnrolmentRefusal,
  newAgent,
  projectionOf,
  type UidHolder,
} from "@fleethub/fleet";
import type { InstanceUid } from "@fleethub/opamp";
import { addAgents, type Creation } from "../enrolment/creations.js";
import type { Doorkeeper } from "../enrolment/doorkeeper.js";
import { standingOf } from "../enrolment/standing.js";
import type { Heirs } from "../enrolment/heirs.js";
import type { KnownRefusals } from "../enrolment/known-refusals.js";
import { isPeer } from "../enrolment/peer.js";
import { closeLater, type RefusedAgent } from "../enrolment/refused-agent.js";
import { settleArrival } from "../enrolment/settle.js";
import type { NoticeShared } from "../enrolment/shared-notice.js";
import type { TokenBoard } from "../enrolment/token-board.js";
import type { GroupBoard } from "../groups/group-board.js";
import { groupOf } from "../groups/group-set.js";
import { labelsForGroup } from "../groups/labels-for-group.js";
import type { AgentRecord } from "../model.js";
import {
  type Arrival,
  type Clock,
  type FleetStorage,
  type Ids,
  type Return,
  type Schedule,
  StoreUnavailable,
} from "../ports.js";
import { type DesiredSources, intentOf, resolveIntent } from "./desired.js";
import type { SharedFacts } from "./facts/shared-facts.js";
import { gathered } from "./gathered.js";
import { inOrder } from "./lane.js";
import { type Connection, type LiveAgent, makeLiveAgent, uidOf } from "./live-agent.js";
import { newRecord } from "./new-record.js";
import type { Performer } from "./performer.js";
import type { Roster } from "./roster.js";
import type { ControlPlaneSettings } from "./settings.js";

/** Whether an agent that nobody knows is let in, where the door did not find out who knocks. */
export type Admit = (
  connection: Connection,
  uid: InstanceUid,
) => "admitted" | "awaiting-approval" | { readonly refused: string };

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
  readonly door: Pick<Doorkeeper, "shown">;
  readonly tokens: Pick<TokenBoard, "byName" | "read" | "touch">;
  readonly noticeShared: NoticeShared;
  readonly refusals: Pick<KnownRefusals, "note">;
  readonly heirs: Pick<Heirs, "note">;
  /** Told of each who came past the door and was not let in. */
  readonly refusedAgent: (refused: RefusedAgent) => void;
  /** Name of this hub process: `owner` of the agents it holds. */
  readonly hubId: string;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly ids: Ids;
  readonly settings: ControlPlaneSettings;
  readonly lose: (live: LiveAgent) => void;
}

/** The description in the report that an agent arrives with, so that it has its group from the beginning. */
export type Describe = () => DescriptionFact | null;

/** How agents come into memory: one call of the store for many that come at once. Rejects while it is away. */
export interface Arrivals {
  /** Claims or creates the agent behind a UID that nobody in memory has, once it is decided that it may come in. */
  meet(uid: InstanceUid, connection: Connection, describe: Describe): Promise<Opened>;
  /**
   * An agent in memory reports on a new connection, or with another credential: decides whether that is the agent, and
   * claims it anew, since another hub may have had it meanwhile. Runs in the agent's lane; answers another live agent where
   * what is in memory is out of date.
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

/** Times an arrival is decided that met another hub's, or a token's last use. */
const ARRIVALS_MAX = 4;

const NOT_LOOKED_UP =
  "The hub cannot look this credential up just now; its database is away. Come back later.";

type Newcomer = Extract<EnrolmentDecision, { readonly kind: "new" }>;

export function createArrivals(deps: ArrivalsDeps): Arrivals {
  const { storage, hubId, roster, lose, settings, clock, ids } = deps;
  const claim = gathered(
    (arrivals: readonly Arrival[]) => storage.store.claim(hubId, arrivals),
    settings.arrivalsMax,
  );
  const retake = gathered(
    (returns: readonly Return[]) => storage.store.retake(hubId, returns),
    settings.arrivalsMax,
  );
  const add = gathered(
    (creations: readonly Creation[]) => addAgents(storage.store, ids, creations),
    settings.arrivalsMax,
  );
  const holderOf = gathered(
    (uids: readonly string[]) => storage.enrolment.holders(uids),
    settings.arrivalsMax,
  );
  const meeting = new Map<string, Promise<Opened>>();
  const settling = { ...deps, store: storage.store };

  const claimed = (live: LiveAgent, connection: Connection): Opened => {
    live.claimedOn.add(connection.id);
    live.peer = connection.identity;
    deps.heirs.note(live, connection);
    return { kind: "open", live };
  };

  const claimFor = (uid: string, { transport, remoteAddress }: Connection) =>
    claim({ uid, transport, remoteAddress });

  /** What the connection shows; a sentence where an embedder lets nobody in so. */
  const shownBy = (connection: Connection, uid: InstanceUid) => {
    const { identity } = connection;
    if (isPeer(identity)) return deps.door.shown(identity.shows);
    const admission = deps.admit(connection, uid);
    return typeof admission === "object" ? admission.refused : { kind: "none" as const, admission };
  };

  /** Null while the store is away: what is in memory does not let in who cannot be looked up. */
  const lookedUp = async (connection: Connection, uid: InstanceUid) => {
    try {
      return await shownBy(connection, uid);
    } catch (error) {
      if (error instanceof StoreUnavailable) return null;
      throw error;
    }
  };

  const refuse = (
    connection: Connection,
    uid: InstanceUid,
    refusal: EnrolmentRefusal,
    sharedWith: AgentId | null,
  ): Opened => {
    const { remoteAddress, transport } = connection;
    if (sharedWith !== null) {
      deps.noticeShared(sharedWith, remoteAddress, `it reported as ${uid}`);
    }
    deps.refusals.note(uid, connection.identity, refusal);
    deps.refusedAgent({ remoteAddress, transport, instanceUid: uid, refusal });
    closeLater(deps.schedule, connection, uid, refusal);
    return { kind: "refused", reason: refusal.message };
  };

  const grouped = async (fresh: AgentRecord, description: DescriptionFact | null) => {
    const report = { ...fresh.report, description };
    const labels = await labelsOf({ ...fresh, report });
    const group = groupOf(await deps.groups.all(), { ...fresh, labels, report });
    const agent = { ...fresh, labels, group };
    const intent = await resolveIntent(agent, deps.sources);
    const { id, createdAt } = agent;
    const state = newAgent(id, uidOf(agent), intent);
    return { agent: { ...agent, projection: projectionOf(state, createdAt) }, intent };
  };

  /** Those that its token gives, and those that the token's group asks for where they bring the agent there. */
  const labelsOf = async (agent: AgentRecord) => {
    const token = agent.enrolment === null ? undefined : deps.tokens.byName(agent.enrolment);
    if (token === undefined) return agent.labels;
    const labels = { ...agent.labels, ...token.labels };
    if (token.group === null) return labels;
    const groups = await deps.groups.all();
    const group = groups.get(token.group);
    if (group === null) return labels;
    const given = labelsForGroup(groups, group, { ...agent, labels });
    return given.kind === "labels" ? given.labels : labels;
  };

  /** Null where another hub was faster, or gave the last use of the token away. */
  const create = async (
    uid: InstanceUid,
    connection: Connection,
    describe: Describe,
    { admission, enrolment, access, uses }: Newcomer,
  ): Promise<Opened | null> => {
    const now = clock.now();
    const blank = { admission, connection: null, access };
    const nothing = intentOf(blank, { kind: "none" }, deps.sources);
    const first = { enrolment, access, labels: {} };
    const id = ids.uuidv7() as AgentId;
    const fresh = newRecord(id, uid, connection, nothing, hubId, now, first);
    const { agent, intent } = await grouped(fresh, describe());
    const created = await add({ agent, uses });
    if (created !== "added") {
      if (created === "spent") await deps.tokens.read();
      return null;
    }
    const live = makeLiveAgent(agent, intent, now);
    roster.add(live);
    return claimed(live, connection);
  };

  /** Somebody speaks as an agent that this hub holds. In its lane. */
  const comeIn = async (
    live: LiveAgent,
    uid: InstanceUid,
    connection: Connection,
  ): Promise<Opened> => {
    const shown = await shownBy(connection, uid);
    // An embedder's rule is about agents that nobody knows.
    if (typeof shown === "string") return claimed(live, connection);
    const shownNow = async () => {
      await deps.tokens.read();
      const now = await shownBy(connection, uid);
      return typeof now === "string" ? shown : now;
    };
    const { remoteAddress } = connection;
    const decision = await settleArrival(settling, live, shown, remoteAddress, shownNow);
    if (decision.kind === "refused") {
      return refuse(connection, uid, decision.refusal, decision.sharedWith);
    }
    if (shown.kind === "enrolment") deps.tokens.touch(shown.token.name, remoteAddress);
    return claimed(live, connection);
  };

  /** The agent was given this UID, and the hub that gave it ended: it goes on under it. */
  const expectUnder = async (live: LiveAgent, uid: InstanceUid): Promise<void> => {
    roster.expect(uid, live);
    await inOrder(live, () =>
      deps.performer.step(live, { kind: "asked", ask: { kind: "new-uid", uid } }),
    );
  };

  const claimHeld = async (
    uid: InstanceUid,
    connection: Connection,
    { known, given }: UidHolder,
  ): Promise<Opened | null> => {
    const giver = known === null && given !== null ? given.by.id : null;
    const named = giver === null ? uid : (await storage.store.agentById(giver))?.instanceUid;
    const record = named === undefined ? null : await claimFor(named, connection);
    if (record === null) return null;
    const live = await board(record);
    if (giver !== null) await expectUnder(live, uid);
    return inOrder(live, () => comeIn(live, uid, connection));
  };

  const meet = async (
    uid: InstanceUid,
    connection: Connection,
    describe: Describe,
  ): Promise<Opened> => {
    for (let tries = 0; tries < ARRIVALS_MAX; tries += 1) {
      const shown = await shownBy(connection, uid);
      const holder = await holderOf(uid);
      if (typeof shown === "string") {
        if (holder.known === null) return { kind: "refused", reason: shown };
        const opened = await claimHeld(uid, connection, holder);
        if (opened !== null) return opened;
        continue;
      }
      const decision = decideEnrolment(shown, holder, clock.now());
      if (decision.kind === "refused") {
        return refuse(connection, uid, decision.refusal, decision.sharedWith);
      }
      const opened =
        decision.kind === "new"
          ? await create(uid, connection, describe, decision)
          : await claimHeld(uid, connection, holder);
      if (opened !== null) return opened;
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
    async meet(uid, connection, describe) {
      const other = meeting.get(uid);
      if (other !== undefined) {
        // Somebody else is being let in under this UID just now: whether this one may is decided for itself.
        await other.catch(() => null);
        const live = roster.byUid(uid);
        if (live !== undefined) return inOrder(live, () => comeIn(live, uid, connection));
      }
      const under = meet(uid, connection, describe);
      meeting.set(uid, under);
      const over = () => {
        if (meeting.get(uid) === under) meeting.delete(uid);
      };
      under.then(over, over);
      return under;
    },
    async meetAgain(live, uid, connection, describe) {
      const shown = await lookedUp(connection, uid);
      if (shown === null) return { kind: "refused", reason: NOT_LOOKED_UP };
      if (typeof shown !== "string") {
        // Whoever may not speak for it does not take it from another hub either.
        const holder = { known: standingOf(live.record), given: null };
        const decision = decideEnrolment(shown, holder, clock.now());
        if (decision.kind === "refused") {
          return refuse(connection, uid, decision.refusal, decision.sharedWith);
        }
      }
      const { transport, remoteAddress } = connection;
      const { id, epoch } = live;
      if (await retake({ id, epoch, transport, remoteAddress })) {
        return comeIn(keep(live, epoch + 1, connection), uid, connection);
      }
      const record = await claimFor(live.record.instanceUid, connection);
      if (record === null || record.id !== live.id) {
        lose(live);
        return meet(uid, connection, describe);
      }
      if (record.epoch > live.epoch + 1) {
        // Another hub had it in between: what it wrote counts.
        lose(live);
        const read = await board(record);
        return inOrder(read, () => comeIn(read, uid, connection));
      }
      return comeIn(keep(live, record.epoch, connection), uid, connection);
    },
  };
}
