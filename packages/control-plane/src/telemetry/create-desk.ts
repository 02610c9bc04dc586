import { type AgentId, type AgentStanding, type Millis, refuseSpeaking } from "@fleethub/fleet";
import { BoundedCache } from "../agents/bounded-cache.js";
import type { Counters } from "../agents/counters.js";
import { gathered } from "../agents/gathered.js";
import { inOrder } from "../agents/lane.js";
import type { LiveAgent } from "../agents/live-agent.js";
import type { Roster } from "../agents/roster.js";
import type { Doorkeeper } from "../enrolment/doorkeeper.js";
import { standingOf } from "../enrolment/standing.js";
import type { Peer } from "../enrolment/peer.js";
import type { AgentTelemetry } from "../model.js";
import {
  AGENTS_BY_ID_MAX,
  type Clock,
  type FleetStorage,
  type Logger,
  type Schedule,
} from "../ports.js";
import type { TelemetryDesk } from "./desk.js";
import { FlowWriter } from "./flow-writer.js";
import { KeptAgent } from "./kept-agent.js";
import type { OwnExport, Taken } from "./readings.js";

export interface TelemetryDeskDeps {
  readonly storage: Pick<FleetStorage, "store" | "agents" | "telemetry">;
  readonly roster: Roster;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly logger: Logger;
  readonly counters: Counters;
  readonly door: Pick<Doorkeeper, "shown">;
  /** An agent of this hub sent its own metrics. */
  readonly heard?: (live: LiveAgent) => void;
}

/** A UID that nobody has, or an agent that is not approved, is not looked up again for so long. */
export const LOOKED_UP_MS: Millis = 30_000;

/** UIDs remembered as looked up. */
const LOOKED_UP_MAX = 10_000;

/** Exports of one agent that wait for the store to answer; more are refused. */
export const EXPORTS_WAITING_MAX = 8;

/** Between two looks for agents that fell silent. */
export const ABSENCE_LOOK_MS: Millis = 10_000;

/** Agents that such a look reads from the store, and how long it leaves one alone then. */
const ABSENT_READ_MAX = 200;
const ABSENT_AGAIN_MS: Millis = 300_000;

/** An agent that sent nothing for so long leaves memory. */
export const FLOW_EVICT_MS: Millis = 7_200_000;

const ANYWHERE = { kind: "everything" } as const;

/** The desk of one hub. */
export function createTelemetryDesk(deps: TelemetryDeskDeps): TelemetryDesk {
  const { storage, roster, clock, schedule, logger, counters } = deps;
  const kept = new Map<AgentId, KeptAgent>();
  const opening = new Map<AgentId, { readonly opened: Promise<KeptAgent>; waiting: number }>();
  const newLookedUp = () =>
    new BoundedCache<string, { readonly found: AgentStanding | null; readonly at: Millis }>(
      LOOKED_UP_MAX,
    );
  let lookedUp = newLookedUp();
  const writer = new FlowWriter({
    store: storage.store,
    clock,
    schedule,
    logger,
    counters,
    agents: () => kept.values(),
  });
  let disarm = () => {};
  const lookedAt = new BoundedCache<AgentId, Millis>(LOOKED_UP_MAX);

  const read = gathered(async (ids: readonly AgentId[]) => {
    const found = new Map((await storage.telemetry.of(ids)).map((each) => [each.agent, each]));
    return ids.map((id) => found.get(id) ?? null);
  }, AGENTS_BY_ID_MAX);

  const agentOf = async (uid: string): Promise<AgentStanding | null> => {
    const live = roster.byUid(uid);
    if (live !== undefined) return standingOf(live.record);
    const known = lookedUp.get(uid);
    if (known !== undefined && clock.now() - known.at < LOOKED_UP_MS) return known.found;
    const record = await storage.agents.get(uid, ANYWHERE);
    const found = record === null ? null : standingOf(record);
    lookedUp.set(uid, { found, at: clock.now() });
    return found;
  };

  const open = (id: AgentId): Promise<KeptAgent> | null => {
    const under = opening.get(id);
    if (under !== undefined) {
      if (under.waiting >= EXPORTS_WAITING_MAX) return null;
      under.waiting += 1;
      return under.opened;
    }
    const opened = read(id)
      .then((stored) => {
        const agent = new KeptAgent(id, stored, clock.now());
        kept.set(id, agent);
        return agent;
      })
      .finally(() => opening.delete(id));
    opening.set(id, { opened, waiting: 1 });
    return opened;
  };

  const refuse = (
    because: Extract<Taken, { kind: "refused" }>["because"],
    reason: string,
  ): Taken => {
    counters.count("telemetryRefused");
    return { kind: "refused", because, reason };
  };

  const hear = (uid: string) => {
    const live = roster.byUid(uid);
    if (live !== undefined) deps.heard?.(live);
  };

  const takeFrom = async (
    found: AgentStanding,
    own: OwnExport,
    sender: Peer | undefined,
  ): Promise<Taken> => {
    const { id, admission } = found;
    const shown = sender === undefined ? null : await deps.door.shown(sender.shows);
    const refusal = shown === null ? null : refuseSpeaking(shown, found);
    if (refusal !== null) return refuse("not-its-own", refusal.message);
    if (admission !== "admitted") {
      const why = admission === "revoked" ? "was revoked" : "awaits approval";
      return refuse("not-approved", `The agent ${own.uid} ${why} on this hub.`);
    }
    const agent = kept.get(id) ?? (await open(id));
    if (agent === null) {
      return refuse("too-much", `Too many exports of the agent ${own.uid} wait already.`);
    }
    await inOrder(agent, () => agent.take(own.readings, clock.now()));
    counters.count("telemetryTaken");
    hear(own.uid);
    return { kind: "taken" };
  };

  /** Agents that may send to another hub by now: what that one stored counts. */
  const lookAt = async (agents: readonly KeptAgent[], now: Millis): Promise<void> => {
    const stored = await Promise.all(agents.map(({ id }) => read(id)));
    agents.forEach((agent, index) => {
      const elsewhere = stored[index]?.points.at(-1)?.at ?? 0;
      if (elsewhere > agent.lastAt) kept.delete(agent.id);
      else agent.look(now);
    });
  };

  /** Notes who fell silent, also of those whose exports the process before this one took. */
  const look = async (): Promise<void> => {
    const now = clock.now();
    const absent: KeptAgent[] = [];
    for (const agent of kept.values()) {
      if (now - agent.lastAt > FLOW_EVICT_MS && !agent.isUnsaved) kept.delete(agent.id);
      else if (agent.isAbsent(now) && absent.length < ABSENT_READ_MAX) absent.push(agent);
    }
    for (const { id, record } of roster.all()) {
      if (absent.length >= ABSENT_READ_MAX) break;
      if (record.flow === "not-reported" || kept.has(id) || opening.has(id)) continue;
      if (now - (lookedAt.get(id) ?? 0) < ABSENT_AGAIN_MS) continue;
      lookedAt.set(id, now);
      const opened = await open(id);
      if (opened?.isAbsent(now)) absent.push(opened);
    }
    await lookAt(absent, now);
  };

  const lookLater = () => {
    disarm = schedule.after(ABSENCE_LOOK_MS, () => {
      lookLater();
      look().catch((error: unknown) => {
        logger.debug({ error: String(error) }, "Who fell silent is looked for again later.");
      });
    });
  };

  return {
    async take(own, sender) {
      const found = await agentOf(own.uid);
      if (found !== null) return takeFrom(found, own, sender);
      const remedy = "service.instance.id has to be the instance UID that it reports over OpAMP.";
      return refuse("unknown-agent", `No agent of this hub is ${own.uid.slice(0, 64)}: ${remedy}`);
    },
    async of(agents) {
      const known = new Map<AgentId, AgentTelemetry>();
      const elsewhere: AgentId[] = [];
      for (const id of agents) {
        const agent = kept.get(id);
        if (agent !== undefined) known.set(id, agent.telemetry());
        if (agent === undefined || agent.isAbsent(clock.now())) elsewhere.push(id);
      }
      if (elsewhere.length === 0) return known;
      for (const each of await storage.telemetry.of(elsewhere)) {
        const newest = each.points.at(-1)?.at ?? 0;
        if (newest >= (kept.get(each.agent)?.lastAt ?? 0)) known.set(each.agent, each);
      }
      return known;
    },
    forget(uid) {
      if (uid === null) lookedUp = newLookedUp();
      else lookedUp.delete(uid);
    },
    components: (id) => kept.get(id)?.components ?? [],
    statistics() {
      let sizeBytes = 0;
      for (const agent of kept.values()) sizeBytes += agent.sizeBytes;
      return { agents: kept.size, sizeBytes };
    },
    start() {
      writer.start();
      lookLater();
    },
    async stop() {
      disarm();
      writer.stop();
      await writer.flush();
    },
  };
}
