import {
  type AgentEffect,
  type AgentEvent,
  type AgentSettings,
  type JudgeEffect,
  reduceAgent,
} from "@fleethub/fleet";
import { type InstanceUid, parseInstanceUid } from "@fleethub/opamp";
import { type ServerToAgentReply, unavailable } from "@fleethub/opamp/server";
import { type Clock, type Ids, type Logger, type Schedule, StoreUnavailable } from "../ports.js";
import type { SecretBoard } from "../secrets/secret-board.js";
import { allowedBodies } from "./allowed-bodies.js";
import { BoundedCache } from "./bounded-cache.js";
import type { ConfigBodies } from "./config-bodies.js";
import type { SettingsParts } from "./connection-offer.js";
import type { Counters } from "./counters.js";
import { sortEffects, type Todo } from "./effects.js";
import type { Judgements } from "./judgements.js";
import { inOrder } from "./lane.js";
import { hasUnsaved, type LiveAgent, remember } from "./live-agent.js";
import { dropEntries, noteEffects } from "./note-effects.js";
import type { Rebase } from "./rebase.js";
import { replyOf } from "./reply.js";
import type { ReportWriter } from "./report-writer.js";
import type { Roster } from "./roster.js";
import type { ControlPlaneSettings } from "./settings.js";

export interface PerformerDeps {
  readonly roster: Roster;
  readonly writer: ReportWriter;
  readonly rebase: Rebase;
  readonly bodies: ConfigBodies;
  readonly judgements: Judgements;
  readonly counters: Counters;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly ids: Ids;
  /** What connection settings are put together with. */
  readonly offered: SettingsParts;
  readonly logger: Logger;
  /** Somebody on this connection used the instance UID of the agent beside it. */
  readonly duplicated: (live: LiveAgent, connectionId: string) => void;
  readonly secrets: Pick<SecretBoard, "all" | "latest">;
  readonly settings: ControlPlaneSettings;
  readonly agentSettings: AgentSettings;
}

type Answer = ServerToAgentReply | Promise<ServerToAgentReply>;

/** Peers remembered that were told to take another instance UID. */
const REASSIGNED_MAX = 10_000;

/** Times that a decision is made anew because something else was committed first. */
const DECISIONS_MAX = 5;

/**
 * Lets the reducer decide and does what it decided, in its order: history and saves, then what is sent. What must
 * be committed first is; a return is sent although the store is away, and its outcome is first in the queue.
 * Everything here runs in the agent's lane.
 */
export class Performer {
  readonly #deps: PerformerDeps;
  #spareUid: InstanceUid | null = null;
  readonly #reassigned = new BoundedCache<string, InstanceUid>(REASSIGNED_MAX);
  readonly #closes: { at: number; live: LiveAgent; connectionId: string; reason: string }[] = [];

  constructor(deps: PerformerDeps) {
    this.#deps = deps;
  }

  /** One event. The answer is that of a report; other events have none. */
  step(live: LiveAgent, event: AgentEvent, decisions = 1): Answer {
    const { clock, agentSettings } = this.#deps;
    const at = clock.now();
    const before = live.state;
    const fresh = this.#freshFor(event);
    const { state, effects } = reduceAgent(before, event, at, fresh, agentSettings);
    live.state = state;
    if (isQuiet(effects)) {
      if (live.uncommitted !== null) remember(live.uncommitted, { event, at, isQuiet: true });
      this.#deps.writer.touch(live);
      return undefined;
    }
    const todo: Todo = { ...sortEffects(effects), ...noteEffects(this.#deps, live, effects, at) };
    this.#remember(live, effects);
    if (live.uncommitted === null && todo.savesOutcome) {
      live.uncommitted = { base: before, events: [] };
    }
    if (live.uncommitted !== null) remember(live.uncommitted, { event, at, isQuiet: false });
    if (todo.savesOutcome) this.#fetchAhead(live);
    if (todo.commit !== "no") return this.#commitFirst(live, before, event, todo, decisions);
    if (!todo.isQuiet && hasUnsaved(live)) this.#deps.writer.mark(live);
    return this.#send(live, before, todo);
  }

  /** Ends connections whose grace is over. */
  closeDue(now: number): void {
    for (let index = this.#closes.length - 1; index >= 0; index -= 1) {
      const due = this.#closes[index];
      if (due === undefined || due.at > now) continue;
      this.#closes.splice(index, 1);
      const isBack = due.live.state.link?.connectionId === due.connectionId;
      if (isBack) continue;
      due.live.connections.get(due.connectionId)?.close(due.live.state.instanceUid, due.reason);
      due.live.connections.delete(due.connectionId);
      due.live.claimedOn.delete(due.connectionId);
    }
  }

  async #commitFirst(
    live: LiveAgent,
    before: LiveAgent["state"],
    event: AgentEvent,
    todo: Todo,
    decisions: number,
  ): Promise<ServerToAgentReply> {
    const { writer, rebase, logger, settings } = this.#deps;
    const undo = () => {
      dropEntries(live, todo.entries);
      live.state = before;
      live.uncommitted?.events.pop();
    };
    try {
      const result = await writer.commitNow(live);
      if (result.kind === "conflict" && decisions < DECISIONS_MAX) {
        undo();
        if (await rebase(live, result)) return await this.step(live, event, decisions + 1);
        return undefined;
      }
      if (result.kind === "conflict") {
        logger.error({ agent: live.id, write: result.write }, "An outcome was not committed.");
      }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      if (todo.commit === "yes") {
        undo();
        const text =
          "The hub cannot write to its database just now; this report will be asked for again.";
        return todo.reply === null ? undefined : unavailable(text, settings.unavailableRetryMs);
      }
    }
    return this.#send(live, before, todo);
  }

  #send(live: LiveAgent, before: LiveAgent["state"], todo: Todo): Answer {
    const { bodies, secrets } = this.#deps;
    const hashes = [todo.reply, ...todo.pushes].flatMap((effect) => {
      const hash = effect?.content.offer?.hash;
      return hash === undefined ? [] : [hash];
    });
    const isReady = hashes.every((hash) => bodies.atHand(hash)?.secrets.length === 0);
    if (isReady) return this.#deliver(live, before, todo, bodies);
    return Promise.all(hashes.map((hash) => bodies.load(hash))).then(async () => {
      const allowed = await allowedBodies(bodies, secrets, live.record);
      return this.#deliver(live, before, todo, allowed);
    });
  }

  #deliver(
    live: LiveAgent,
    before: LiveAgent["state"],
    todo: Todo,
    bodies: Pick<ConfigBodies, "atHand">,
  ): ServerToAgentReply {
    const { counters, clock, schedule } = this.#deps;
    for (const effect of [todo.reply, ...todo.pushes]) {
      const hash = effect?.content.offer?.hash;
      if (hash === undefined) continue;
      if (bodies.atHand(hash) === null) this.#notOffered(live, before, hash);
      else counters.count("offers");
    }
    for (const { connectionId, afterMs, reason } of todo.closes) {
      this.#closes.push({ at: clock.now() + afterMs, live, connectionId, reason });
    }
    for (const judge of todo.judges) this.#judge(live, judge);
    if (todo.reply === null) this.#push(live, todo, bodies);
    // What is pushed goes after the reply, which leaves when this call has returned.
    else if (todo.pushes.length > 0) schedule.after(0, () => this.#push(live, todo, bodies));
    if (todo.reply === null) return undefined;
    const { content, connectionId } = todo.reply;
    return replyOf(content, bodies, this.#deps.offered, live.connections.get(connectionId));
  }

  #push(live: LiveAgent, todo: Todo, bodies: Pick<ConfigBodies, "atHand">): void {
    const { counters, offered } = this.#deps;
    for (const { connectionId, instanceUid, content } of todo.pushes) {
      const connection = live.connections.get(connectionId);
      const message = replyOf(content, bodies, offered, connection);
      if (message === undefined) continue;
      const sent = connection?.push(instanceUid, message) ?? false;
      counters.count(sent ? "pushes" : "pushesUnsent");
    }
  }

  /** The body could not be had: the offer is still owed. */
  #notOffered(live: LiveAgent, before: LiveAgent["state"], hash: string): void {
    const { link } = live.state;
    this.#deps.logger.warn(
      { agent: live.id, hash },
      "A config is not offered: its text cannot be read, or a secret in it has no value here or makes it too long.",
    );
    if (link === null) return;
    const offer = before.link?.connectionId === link.connectionId ? before.link.offer : null;
    live.state = { ...live.state, link: { ...link, offer }, quiet: false };
  }

  #judge(live: LiveAgent, { question }: JudgeEffect): void {
    const components = live.state.report.components?.listed ?? null;
    this.#deps.judgements
      .verdict(question, components)
      .then((verdict) => {
        if (verdict === null) return undefined;
        return inOrder(live, () => this.step(live, { kind: "judged", verdict }));
      })
      .catch((error: unknown) => {
        // The reducer asks again after a while.
        this.#deps.logger.warn({ agent: live.id, error: String(error) }, "No judgement was made.");
      });
  }

  /** What an agent may be returned to is kept at hand, so that a return needs no store. */
  #fetchAhead(live: LiveAgent): void {
    const { lastGood, window, returning } = live.state.outcome;
    for (const hash of [lastGood, window?.hash ?? null, returning?.to ?? null]) {
      // Where it cannot be read now, it is read when it is needed.
      if (hash !== null) this.#deps.bodies.load(hash).catch(() => null);
    }
  }

  /** A UID that nobody uses; the same again for somebody who was told to take it and did not yet (I-03). */
  #freshFor(event: AgentEvent): InstanceUid {
    if (event.kind === "report" && this.#reassigned.size > 0) {
      const told = this.#reassigned.get(`${event.connectionId} ${event.instanceUid}`);
      if (told !== undefined) return told;
    }
    if (this.#spareUid === null) {
      const made = parseInstanceUid(this.#deps.ids.uuidv7());
      if (!made.ok) throw new Error("Ids.uuidv7 made no UUID.");
      this.#spareUid = made.value;
    }
    return this.#spareUid;
  }

  #remember(live: LiveAgent, effects: readonly AgentEffect[]): void {
    for (const effect of effects) {
      if (effect.kind !== "reassign-uid") continue;
      this.#spareUid = null;
      if (effect.keeps) continue;
      this.#deps.duplicated(live, effect.connectionId);
      this.#reassigned.set(`${effect.connectionId} ${effect.from}`, effect.to);
    }
  }
}

/** The common case: last-seen moved, and a plain acknowledgement goes back (F6). */
function isQuiet(effects: readonly AgentEffect[]): boolean {
  if (effects.length !== 2) return false;
  const [touch, reply] = effects;
  if (touch?.kind !== "touch" || reply?.kind !== "reply") return false;
  return Object.keys(reply.content).length === 0;
}
