import { type AgentStanding, decideEnrolment, type EnrolmentDecision } from "@fleethub/fleet";
import type { ShownCredential } from "@fleethub/fleet";
import { type DesiredSources, resolveIntent } from "../agents/desired.js";
import type { LiveAgent } from "../agents/live-agent.js";
import type { Performer } from "../agents/performer.js";
import type { Clock, FleetStore, Ids, Write } from "../ports.js";
import { standingOf } from "./standing.js";
import { toldByHub } from "./told-by-hub.js";

export interface SettleDeps {
  readonly store: Pick<FleetStore, "commit" | "agentById">;
  readonly sources: DesiredSources;
  readonly performer: Pick<Performer, "step">;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Times that it is decided anew because something else was committed first. */
const ATTEMPTS_MAX = 3;

/**
 * Somebody speaks as this agent: decides whether he may, and commits what follows from it, such as that the agent was seen
 * with a new credential. In the agent's lane. Rejects while the store is away and something is to be committed.
 *
 * @param shownNow what he shows as the store has it, asked where something else was committed first
 */
export async function settleArrival(
  deps: SettleDeps,
  live: LiveAgent,
  shown: ShownCredential,
  remoteAddress: string,
  shownNow: () => Promise<ShownCredential>,
): Promise<Extract<EnrolmentDecision, { readonly kind: "known" | "refused" }>> {
  let stands = shown;
  for (let attempt = 1; ; attempt += 1) {
    const before = standingOf(live.record);
    const holder = { known: before, given: null };
    const decision = decideEnrolment(stands, holder, deps.clock.now());
    if (decision.kind === "new") throw new Error("An agent that is known cannot be new.");
    if (decision.kind === "refused" || decision.standing === before) return decision;
    const writes = writesOf(deps, live, before, decision, remoteAddress);
    const result = await deps.store.commit({ writes });
    if (result.kind === "committed") {
      const { admission, enrolment, access } = decision.standing;
      const { version } = live.record;
      live.record = { ...live.record, admission, enrolment, access, version: version + 1 };
      if (changesIntent(before, decision.standing)) await decideAnew(deps, live);
      return decision;
    }
    if (attempt >= ATTEMPTS_MAX) {
      throw new Error(`The admission of ${live.id} changes again and again (${result.write}).`);
    }
    const record = await deps.store.agentById(live.id);
    if (record === null) throw new Error(`The agent ${live.id} was forgotten as it came.`);
    live.record = { ...record, report: live.record.report, epoch: live.record.epoch };
    stands = await shownNow();
  }
}

async function decideAnew({ sources, performer }: SettleDeps, live: LiveAgent): Promise<void> {
  const { report, outcome } = live.state;
  const intent = await resolveIntent({ ...live.record, report, outcome }, sources);
  await performer.step(live, { kind: "intent", intent, newAttempt: false });
}

function changesIntent(before: AgentStanding, after: AgentStanding): boolean {
  const isSameAccess = before.access.credentials === after.access.credentials;
  return !isSameAccess || before.admission !== after.admission;
}

function writesOf(
  { clock, ids }: SettleDeps,
  live: LiveAgent,
  before: AgentStanding,
  { standing, uses }: Extract<EnrolmentDecision, { readonly kind: "known" }>,
  remoteAddress: string,
): readonly Write[] {
  const { id, version: expect } = live.record;
  const { admission, enrolment, access } = standing;
  const at = clock.now();
  const use = { kind: "use-enrolment-token", agents: 1, beyond: false, at, remoteAddress } as const;
  const intent = { kind: "set-intent", id, expect, admission, enrolment, access } as const;
  const told = tellOf(before, standing, uses);
  if (told === null) return [intent];
  return [
    ...(uses === null ? [] : [{ ...use, name: uses }]),
    intent,
    ...toldByHub(ids.uuidv7(), at, live.record, {
      ...told,
      before: { admission: before.admission, enrolment: before.enrolment },
      after: { admission, enrolment, comesWith: access.comesWith, remoteAddress },
    }),
  ];
}

/** What is worth an entry; null: only what it came with changed. */
function tellOf(before: AgentStanding, after: AgentStanding, uses: string | null) {
  if (uses !== null) {
    const summary = `Let in by the enrolment token ${uses}`;
    return { kind: "enrolled", action: "enrol", summary };
  }
  const isTaken = before.access.credentials !== after.access.credentials;
  if (isTaken && after.access.credentials.length > 0) {
    const summary = "Came with its new credential; the one before counts no more";
    const follows = takenBy(before, after)?.entry;
    return { kind: "credential-taken", action: "take-credential", summary, follows };
  }
  return null;
}

/** The credential that the agent came with for the first time. */
function takenBy({ access: before }: AgentStanding, { access: after }: AgentStanding) {
  return after.credentials.find(
    ({ id, seenAt }) =>
      seenAt !== null && before.credentials.some((one) => one.id === id && one.seenAt === null),
  );
}
