import type { AuditEntry, ChangeSet, CommitResult, Write } from "@fleethub/control-plane";
import type { Database, Session } from "../database/database.js";
import { Rollback } from "../database/database.js";
import { sqlState, UNIQUE_VIOLATION } from "../database/sql-state.js";
import {
  addFirstRunLink,
  addPerson,
  addProvider,
  noteSignIn,
  removePerson,
  removeProvider,
  requireAdministrator,
  setPerson,
  setProvider,
  spendFirstRunLink,
} from "./account-writes.js";
import { addAgents, forgetAgent, renameUid, setIntents, setOutcomes } from "./agent-writes.js";
import { appendLog } from "./append-log.js";
import { addApproval, setApproval } from "./approval-writes.js";
import { addCheckpoint, cutAudit } from "./audit-writes.js";
import {
  addConfiguration,
  addRenderings,
  addRevision,
  removeConfiguration,
  setConfiguration,
} from "./configuration-writes.js";
import {
  addEnrolmentToken,
  giveUids,
  renewEnrolmentToken,
  revokeEnrolmentToken,
  touchEnrolmentToken,
  useEnrolmentToken,
} from "./enrolment-writes.js";
import { expectProtected } from "./expect-protected.js";
import { addGroup, removeGroup, setGroup } from "./group-writes.js";
import { addBodies, addTimeline } from "./history-writes.js";
import {
  addPolicy,
  addVerdicts,
  removePolicy,
  setBreaches,
  setCompliance,
  setPolicy,
} from "./policy-writes.js";
import { setMembers } from "./member-writes.js";
import { setReports, touch } from "./report-writes.js";
import { retried } from "./retried.js";
import { addEntries, addJudgement, addRollout, setRollout } from "./rollout-writes.js";
import { addSecret, removeSecret, setSecret } from "./secret-writes.js";
import {
  addApiToken,
  addSession,
  dropSessions,
  endSession,
  endSessions,
  revokeApiToken,
  rotateSession,
  touchApiToken,
  touchSession,
} from "./session-writes.js";
import { setTelemetry } from "./telemetry-writes.js";
import { conflict } from "./write-results.js";
import type { PendingChange } from "./write-results.js";

/** All or nothing. Writes take effect in their order; neighbours of one kind share a statement. */
export async function commit(database: Database, set: ChangeSet): Promise<CommitResult> {
  try {
    return await retried(database, (session) => apply(session, set));
  } catch (error) {
    if (error instanceof Rollback) return error.answer as CommitResult;
    throw error;
  }
}

async function apply(session: Session, set: ChangeSet): Promise<CommitResult> {
  const pending = new Map<string, PendingChange>();
  const entries: AuditEntry[] = [];
  for (const run of runsOf(set.writes)) {
    for (const change of await applyRun(session, run, entries)) {
      const key = `${change.kind} ${change.id}`;
      pending.delete(key);
      pending.set(key, change);
    }
  }
  const sequence = await logged(session, [...pending.values()], entries);
  for (const expected of only(set.writes, "expect-protected")) {
    await expectProtected(session, expected);
  }
  return { kind: "committed", sequence };
}

async function logged(
  session: Session,
  changes: readonly PendingChange[],
  entries: readonly AuditEntry[],
): Promise<number> {
  try {
    return await appendLog(session, changes, entries);
  } catch (error) {
    const [entry] = entries;
    if (entry === undefined || sqlState(error) !== UNIQUE_VIOLATION) throw error;
    throw conflict("add-audit", entry.id, "exists");
  }
}

/** Writes in one statement. Its text is made in one go, and others have their turn while the database answers. */
const WRITES_IN_A_STATEMENT = 200;

/** Neighbours of the same kind, as long as no agent appears twice and the statement is not too large. */
function runsOf(writes: readonly Write[]): readonly (readonly [Write, ...Write[]])[] {
  const runs: [Write, ...Write[]][] = [];
  let seen = new Set<string>();
  for (const write of writes) {
    const last = runs[runs.length - 1];
    const id = subjectOf(write);
    const goesOn =
      last !== undefined &&
      last[0].kind === write.kind &&
      last.length < WRITES_IN_A_STATEMENT &&
      !seen.has(id);
    if (goesOn) last.push(write);
    else {
      runs.push([write]);
      seen = new Set();
    }
    if (id !== "") seen.add(id);
  }
  return runs;
}

function subjectOf(write: Write): string {
  if (write.kind === "add-agent") return write.agent.id;
  return "id" in write ? write.id : "";
}

const only = <K extends Write["kind"]>(run: readonly Write[], kind: K) =>
  run.filter((write): write is Extract<Write, { readonly kind: K }> => write.kind === kind);

async function applyRun(
  session: Session,
  run: readonly [Write, ...Write[]],
  entries: AuditEntry[],
): Promise<readonly PendingChange[]> {
  switch (run[0].kind) {
    case "set-report":
      return setReports(session, only(run, "set-report"));
    case "touch":
      return touch(session, only(run, "touch"));
    case "set-intent":
      return setIntents(session, only(run, "set-intent"));
    case "set-outcome":
      return setOutcomes(session, only(run, "set-outcome"));
    case "add-agent":
      return addAgents(session, only(run, "add-agent"));
    case "add-timeline":
      return addTimeline(session, only(run, "add-timeline"));
    case "add-bodies":
      return addBodies(session, only(run, "add-bodies"));
    case "add-rendering":
      return addRenderings(session, only(run, "add-rendering"));
    case "add-verdicts":
      return addVerdicts(session, only(run, "add-verdicts"));
    case "set-breaches":
      return setBreaches(session, only(run, "set-breaches"));
    case "set-telemetry":
      return setTelemetry(session, only(run, "set-telemetry"));
    case "give-uid":
      return giveUids(session, only(run, "give-uid"));
    case "expect-protected":
      return [];
    case "add-audit":
      entries.push(...only(run, "add-audit").map((write) => write.entry));
      return [];
    default: {
      const changes: PendingChange[] = [];
      for (const write of run) changes.push(...(await applyOne(session, write)));
      return changes;
    }
  }
}

async function applyOne(session: Session, write: Write): Promise<readonly PendingChange[]> {
  switch (write.kind) {
    case "forget-agent":
      return forgetAgent(session, write);
    case "rename-uid":
      return renameUid(session, write);
    case "add-configuration":
      return addConfiguration(session, write);
    case "set-configuration":
      return setConfiguration(session, write);
    case "remove-configuration":
      return removeConfiguration(session, write);
    case "add-revision":
      return addRevision(session, write);
    case "add-policy":
      return addPolicy(session, write);
    case "set-policy":
      return setPolicy(session, write);
    case "remove-policy":
      return removePolicy(session, write);
    case "set-compliance":
      return setCompliance(session, write);
    case "add-person":
      return addPerson(session, write);
    case "set-person":
      return setPerson(session, write);
    case "remove-person":
      return removePerson(session, write);
    case "require-administrator":
      return requireAdministrator(session, write);
    case "note-sign-in":
      return noteSignIn(session, write);
    case "add-session":
      return addSession(session, write);
    case "rotate-session":
      return rotateSession(session, write);
    case "touch-session":
      return touchSession(session, write);
    case "end-session":
      return endSession(session, write);
    case "end-sessions":
      return endSessions(session, write);
    case "drop-sessions":
      return dropSessions(session, write);
    case "add-api-token":
      return addApiToken(session, write);
    case "touch-api-token":
      return touchApiToken(session, write);
    case "revoke-api-token":
      return revokeApiToken(session, write);
    case "add-provider":
      return addProvider(session, write);
    case "set-provider":
      return setProvider(session, write);
    case "remove-provider":
      return removeProvider(session, write);
    case "add-first-run-link":
      return addFirstRunLink(session, write);
    case "spend-first-run-link":
      return spendFirstRunLink(session, write);
    case "add-secret":
      return addSecret(session, write);
    case "set-secret":
      return setSecret(session, write);
    case "remove-secret":
      return removeSecret(session, write);
    case "add-enrolment-token":
      return addEnrolmentToken(session, write);
    case "revoke-enrolment-token":
      return revokeEnrolmentToken(session, write);
    case "renew-enrolment-token":
      return renewEnrolmentToken(session, write);
    case "use-enrolment-token":
      return useEnrolmentToken(session, write);
    case "touch-enrolment-token":
      return touchEnrolmentToken(session, write);
    case "add-checkpoint":
      return addCheckpoint(session, write);
    case "cut-audit":
      return cutAudit(session, write);
    case "add-group":
      return addGroup(session, write);
    case "set-group":
      return setGroup(session, write);
    case "remove-group":
      return removeGroup(session, write);
    case "add-approval":
      return addApproval(session, write);
    case "set-approval":
      return setApproval(session, write);
    case "add-rollout":
      return addRollout(session, write);
    case "set-rollout":
      return setRollout(session, write);
    case "set-members":
      return setMembers(session, write);
    case "add-rollout-entries":
      return addEntries(session, write);
    case "add-judgement":
      return addJudgement(session, write);
    default:
      throw new Error(`A ${write.kind} write is applied with its neighbours.`);
  }
}
