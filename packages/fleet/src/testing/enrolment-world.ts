import type { AgentId } from "../agent/facts.js";
import {
  type AgentCredential,
  NO_ACCESS,
  readmittedAccess,
  revokedAccess,
  withCredential,
  withoutCredential,
} from "../enrolment/access.js";
import {
  type AgentStanding,
  decideEnrolment,
  type EnrolmentDecision,
  type ShownCredential,
  type UidHolder,
} from "../enrolment/decide.js";
import { type EnrolmentTokenFacts, mayUse } from "../enrolment/token.js";

/** What somebody holds: a token's name, the id of a credential, or nothing. */
export type Held =
  | { readonly kind: "none" }
  | { readonly kind: "enrolment"; readonly token: string }
  | { readonly kind: "bearer"; readonly id: string };

/** One store, and hubs that know its tokens as they read them last. Everything of an agent is read as it is. */
export class EnrolmentWorld {
  now = 0;
  readonly tokens = new Map<string, EnrolmentTokenFacts>();
  readonly agents = new Map<AgentId, AgentStanding>();
  readonly uids = new Map<string, AgentId>();
  readonly given = new Map<string, { readonly by: AgentId; readonly keeps: boolean }>();
  /** Uses that were not held against the bound, by token. */
  readonly beyond = new Map<string, number>();
  readonly #boards: Map<string, EnrolmentTokenFacts>[];
  #made = 0;

  constructor(hubs: number) {
    this.#boards = Array.from({ length: hubs }, () => new Map());
  }

  /** Every hub has the log up to now. */
  tellHubs(): void {
    for (const board of this.#boards) {
      for (const [name, token] of this.tokens) board.set(name, token);
    }
  }

  agentOf(uid: string): AgentStanding | null {
    const id = this.uids.get(uid);
    return id === undefined ? null : (this.agents.get(id) ?? null);
  }

  ownerOf(id: string): AgentStanding | null {
    return this.agents.get(id.slice(0, id.indexOf("/")) as AgentId) ?? null;
  }

  holder(uid: string): UidHolder {
    const given = this.given.get(uid);
    const by = given === undefined ? undefined : this.agents.get(given.by);
    return {
      known: this.agentOf(uid),
      given: given === undefined || by === undefined ? null : { by, keeps: given.keeps },
    };
  }

  /** Somebody reports to a hub: decided with what that hub knows, committed against what the store knows. */
  arrive(hub: number, uid: string, held: Held): EnrolmentDecision {
    const board = this.#boards[hub] ?? new Map<string, EnrolmentTokenFacts>();
    for (;;) {
      const shown = this.#shown(held, board);
      if (shown === null) throw new Error("Somebody holds a token that was never made.");
      const decision = decideEnrolment(shown, this.holder(uid), this.now);
      if (decision.kind === "refused" || this.#commit(uid, decision)) return decision;
      // Another hub used it up, or it was revoked: the hub reads it and decides anew.
      for (const [name, token] of this.tokens) board.set(name, token);
    }
  }

  offer(id: AgentId): string {
    const agent = this.#agent(id);
    this.#made += 1;
    const credential: AgentCredential = {
      id: `${id}/${this.#made}`,
      kind: "bearer",
      madeAt: this.now,
      dueAt: this.now + 10,
      seenAt: null,
    };
    this.agents.set(id, { ...agent, access: withCredential(agent.access, credential) });
    return credential.id;
  }

  revoke(id: AgentId): void {
    const agent = this.#agent(id);
    const access = revokedAccess(agent.access, { at: this.now, by: "ada", reason: "" });
    this.agents.set(id, { ...agent, admission: "revoked", access });
  }

  revokeCredential(id: string): void {
    const agent = this.ownerOf(id);
    if (agent === null) return;
    const access = withoutCredential(agent.access, { id, reason: "", entry: "" });
    this.agents.set(agent.id, { ...agent, access });
  }

  readmit(id: AgentId): void {
    const agent = this.#agent(id);
    const admission = agent.admission === "revoked" ? "admitted" : agent.admission;
    this.agents.set(id, { ...agent, admission, access: readmittedAccess(agent.access) });
  }

  revokeToken(name: string): void {
    const token = this.tokens.get(name);
    if (token !== undefined) this.tokens.set(name, { ...token, revokedAt: this.now });
  }

  #agent(id: AgentId): AgentStanding {
    const agent = this.agents.get(id);
    if (agent === undefined) throw new Error(`There is no agent ${id}.`);
    return agent;
  }

  #shown(held: Held, board: ReadonlyMap<string, EnrolmentTokenFacts>): ShownCredential | null {
    if (held.kind === "none") return { kind: "none", admission: "admitted" };
    if (held.kind === "bearer") {
      return { kind: "bearer", id: held.id, owner: this.ownerOf(held.id) };
    }
    const token = board.get(held.token) ?? this.tokens.get(held.token);
    return token === undefined ? null : { kind: "enrolment", token };
  }

  #commit(uid: string, decision: Exclude<EnrolmentDecision, { kind: "refused" }>): boolean {
    const uses =
      decision.kind === "new"
        ? decision.uses
        : decision.uses === null
          ? null
          : { token: decision.uses, beyond: false };
    if (uses !== null && !this.#use(uses.token, uses.beyond)) return false;
    if (decision.kind === "known") {
      this.agents.set(decision.standing.id, decision.standing);
      this.uids.set(uid, decision.standing.id);
      return true;
    }
    const id = `agent-${this.agents.size}` as AgentId;
    const { admission, enrolment, access } = decision;
    this.agents.set(id, { id, admission, enrolment, access: { ...NO_ACCESS, ...access } });
    this.uids.set(uid, id);
    return true;
  }

  #use(name: string, beyond: boolean): boolean {
    const token = this.tokens.get(name);
    if (token === undefined || !mayUse(token, 1, this.now, beyond)) return false;
    this.tokens.set(name, { ...token, uses: token.uses + 1 });
    if (beyond) this.beyond.set(name, (this.beyond.get(name) ?? 0) + 1);
    return true;
  }
}
