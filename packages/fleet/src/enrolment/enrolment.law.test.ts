import fc from "fast-check";
import { expect, test } from "vitest";
import type { AgentId } from "../agent/facts.js";
import { EnrolmentWorld, type Held } from "../testing/enrolment-world.js";
import type { EnrolmentDecision } from "./decide.js";

const HUBS = 2;
const UIDS = ["u0", "u1", "u2", "u3", "u4", "u5"];
const TOKENS = ["t0", "t1"];

const held: fc.Arbitrary<(credentials: readonly string[]) => Held> = fc.oneof(
  fc.constant(() => ({ kind: "none" as const })),
  fc.constantFrom(...TOKENS).map((token) => () => ({ kind: "enrolment" as const, token })),
  fc.nat().map((at) => (all: readonly string[]) => {
    const id = all[at % Math.max(1, all.length)];
    return id === undefined ? { kind: "none" as const } : { kind: "bearer" as const, id };
  }),
);

type Step =
  | { readonly kind: "arrive"; readonly hub: number; readonly uid: string; readonly held: number }
  | { readonly kind: "offer" | "revoke" | "readmit" | "split" | "rename"; readonly at: number }
  | { readonly kind: "revoke-token"; readonly token: string }
  | { readonly kind: "revoke-credential"; readonly at: number }
  | { readonly kind: "tell" }
  | { readonly kind: "wait" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("arrive" as const),
      hub: fc.nat(HUBS - 1),
      uid: fc.constantFrom(...UIDS),
      held: fc.nat(50),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "offer" as const,
        "offer" as const,
        "revoke" as const,
        "readmit" as const,
        "split" as const,
        "rename" as const,
      ),
      at: fc.nat(20),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("revoke-token" as const),
      token: fc.constantFrom(...TOKENS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("revoke-credential" as const), at: fc.nat(20) }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: "tell" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "wait" as const }) },
);

/** What is known of an agent by what happened to it, apart from what the decisions keep. */
interface Truth {
  token: string | null;
  isRevoked: boolean;
  isFree: boolean;
  credentials: { readonly id: string; seen: boolean }[];
  /** One of its credentials was revoked alone since it came in. */
  lostOne: boolean;
  /** The agent that it was split from, until it came with a credential of its own. */
  from: AgentId | null;
}

class History {
  readonly world = new EnrolmentWorld(HUBS);
  readonly truths = new Map<AgentId, Truth>();
  readonly credentials: string[] = [];
  readonly revokedTokens = new Set<string>();
  readonly adds = new Map<string, number>();

  constructor(bounds: readonly { usesMax: number | null; expiresAt: number | null }[]) {
    for (const [index, bound] of bounds.entries()) {
      const name = TOKENS[index] ?? "";
      const plain = { name, admission: "admitted" as const, uses: 0, revokedAt: null };
      this.world.tokens.set(name, { ...plain, ...bound });
    }
    this.world.tellHubs();
  }

  /** Who is meant by an index; null while there is nobody. */
  agentAt(at: number): AgentId | null {
    return [...this.truths.keys()][at % Math.max(1, this.truths.size)] ?? null;
  }

  give(id: AgentId, keeps: boolean): void {
    const uid = UIDS.find((one) => !this.world.uids.has(one) && !this.world.given.has(one));
    if (uid !== undefined) this.world.given.set(uid, { by: id, keeps });
  }

  /** Does what is held prove, as of now, that its holder is this agent or was split from it? */
  proves(held: Held, id: AgentId): boolean {
    const truth = this.truths.get(id);
    if (truth === undefined || truth.isRevoked) return false;
    if (held.kind === "none") return !isBound(truth);
    if (held.kind === "enrolment") {
      return held.token === truth.token && !this.revokedTokens.has(held.token);
    }
    const owner = this.world.ownerOf(held.id)?.id;
    if (owner === undefined || (owner !== id && truth.from !== owner)) return false;
    const owned = this.truths.get(owner);
    return owned?.isRevoked === false && owned.credentials.some((one) => one.id === held.id);
  }

  /** A token that lets somebody new in, as the store has it. */
  isOpen(name: string): boolean {
    const token = this.world.tokens.get(name);
    if (token === undefined || this.revokedTokens.has(name)) return false;
    const hasTime = token.expiresAt === null || this.world.now < token.expiresAt;
    return hasTime && (token.usesMax === null || token.uses < token.usesMax);
  }

  note(uid: string, held: Held, decision: EnrolmentDecision): void {
    const id = this.world.uids.get(uid);
    if (decision.kind === "refused" || id === undefined) return;
    if (decision.kind === "new") {
      const given = this.world.given.get(uid);
      const isSplit = given !== undefined && held.kind === "bearer";
      const from = isSplit ? (this.world.ownerOf(held.id)?.id ?? null) : null;
      const truth = { token: decision.enrolment, isRevoked: false, isFree: false, from };
      this.truths.set(id, { ...truth, credentials: [], lostOne: false });
      if (decision.uses !== null) this.#add(decision.uses.token);
      return;
    }
    const truth = this.truths.get(id);
    if (truth === undefined) return;
    if (decision.uses !== null) {
      Object.assign(truth, { token: decision.uses, credentials: [], from: null });
      this.#add(decision.uses);
    } else if (held.kind === "none") {
      Object.assign(truth, { token: null, credentials: [], lostOne: false });
    }
    truth.isFree = false;
    if (held.kind !== "bearer") return;
    const place = truth.credentials.findIndex((one) => one.id === held.id);
    if (place < 0) return;
    truth.credentials.splice(0, place);
    truth.from = null;
  }

  #add(token: string): void {
    this.adds.set(token, (this.adds.get(token) ?? 0) + 1);
  }
}

function isBound({ token, credentials, lostOne }: Truth): boolean {
  return token !== null || credentials.length > 0 || lostOne;
}

function play(history: History, one: Step, choose: (at: number) => Held): void {
  const { world, truths } = history;
  if (one.kind === "tell") world.tellHubs();
  else if (one.kind === "wait") world.now += 3;
  else if (one.kind === "revoke-token") {
    world.revokeToken(one.token);
    history.revokedTokens.add(one.token);
    // A revocation is known to every hub at once here; that a hub reads it in time is the shell's promise.
    world.tellHubs();
  } else if (one.kind === "revoke-credential") {
    revokeCredential(
      history,
      history.credentials[one.at % Math.max(1, history.credentials.length)],
    );
  } else if (one.kind === "arrive") judge(history, one.hub, one.uid, choose(one.held));
  else {
    const id = history.agentAt(one.at);
    const truth = id === null ? undefined : truths.get(id);
    if (id === null || truth === undefined) return;
    if (one.kind === "revoke") {
      world.revoke(id);
      Object.assign(truth, { isRevoked: true, isFree: false, credentials: [], from: null });
    } else if (one.kind === "readmit") {
      world.readmit(id);
      Object.assign(truth, { isRevoked: false, isFree: true });
    } else if (one.kind === "split") history.give(id, false);
    else if (one.kind === "rename") history.give(id, true);
    else if (!truth.isRevoked && truth.credentials.length < 3) {
      const made = world.offer(id);
      history.credentials.push(made);
      truth.credentials.push({ id: made, seen: false });
    }
  }
}

function revokeCredential({ world, truths }: History, id: string | undefined): void {
  const truth = id === undefined ? undefined : truths.get(world.ownerOf(id)?.id ?? ("" as AgentId));
  const place = truth?.credentials.findIndex((credential) => credential.id === id) ?? -1;
  if (id === undefined || truth === undefined || place < 0) return;
  world.revokeCredential(id);
  truth.credentials.splice(place, 1);
  truth.lostOne = true;
}

/** Holds one arrival against what is true, however it was decided. */
function judge(history: History, hub: number, uid: string, shown: Held): void {
  const { world, truths } = history;
  const known = world.uids.get(uid) ?? null;
  const given = known === null ? (world.given.get(uid) ?? null) : null;
  const self = known ?? (given?.keeps === true ? given.by : null);
  const truth = self === null ? undefined : truths.get(self);
  const isSelf = self !== null && history.proves(shown, self);
  const isSplit = given !== null && !given.keeps && history.proves(shown, given.by);
  const isOpen = shown.kind === "enrolment" && history.isOpen(shown.token);
  const isFree = truth !== undefined && !truth.isRevoked && (truth.isFree || !isBound(truth));
  const anew = isFree && (isOpen || shown.kind === "none");
  const isRevokedGiver = given !== null && truths.get(given.by)?.isRevoked === true;
  const fresh = self === null && !isRevokedGiver && (isOpen || shown.kind === "none");
  const isWelcome = isSelf || isSplit || anew || fresh;
  const decision = world.arrive(hub, uid, shown);
  const said = { uid, shown, self, given, decision };
  // A hub that has not read of the last use refuses nobody who belongs; one that has not read of a new token may.
  expect(decision.kind !== "refused", JSON.stringify(said)).toBe(isWelcome);
  history.note(uid, shown, decision);
}

test("E1 E2 nobody is let in who should not be, and nobody who belongs is locked out", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          usesMax: fc.option(fc.integer({ min: 1, max: 3 })),
          expiresAt: fc.option(fc.integer({ min: 1, max: 20 })),
        }),
        { minLength: TOKENS.length, maxLength: TOKENS.length },
      ),
      fc.array(step, { maxLength: 60 }),
      fc.array(held, { minLength: 51, maxLength: 51 }),
      (bounds, steps, holders) => {
        const history = new History(bounds);
        const choose = (at: number) => holders[at]?.(history.credentials) ?? { kind: "none" };
        for (const one of steps) play(history, one, choose);
        for (const [name, token] of history.world.tokens) {
          expect(token.uses).toBe(history.adds.get(name) ?? 0);
          const bounded = token.uses - (history.world.beyond.get(name) ?? 0);
          expect(bounded).toBeLessThanOrEqual(token.usesMax ?? Number.POSITIVE_INFINITY);
        }
      },
    ),
    { seed: 20_261_123, numRuns: 1_500 },
  );
});
