import type { Member, Rollout, RolloutAct, RolloutEvent, RolloutRow } from "@fleethub/api";
import type {
  LeftOut,
  MemberView,
  RolloutDetail,
  RolloutEntry,
  RolloutSummary,
  RolloutTarget,
  WaveView,
} from "@fleethub/control-plane";
import type { RevisionRef, RolloutCause } from "@fleethub/fleet";
import { presentGateVerdict, presentPoint } from "./judgement.js";
import { presentSpec, presentWave } from "./rollout-plan.js";
import { timeOf, timeOrNull } from "./time.js";

/** Milliseconds in a second. */
const MS = 1_000;

/** A rollout in a list. Phase and sentence are as of now, not as of its last write. */
export function presentRolloutRow({ record, phase, sentence }: RolloutSummary): RolloutRow {
  const { id, number, kind, title, targets, live, members, status, version, createdBy } = record;
  return {
    id,
    number,
    kind,
    title,
    targets: targets.map(presentTarget),
    phase,
    sentence,
    live,
    members,
    startedAt: timeOf(status.startedAt),
    endedAt: timeOrNull(status.ended?.at ?? status.rolledBackAt),
    version,
    createdAt: timeOf(record.createdAt),
    createdBy,
  };
}

/** A rollout with everything but its members one by one. */
export function presentRollout(detail: RolloutDetail): Rollout {
  const { record, waves, steps, inFlight, causes, gates, goingBack } = detail;
  const { status, leftOut } = record;
  return {
    ...presentRolloutRow(detail),
    targets: record.targets.map((target) => ({
      ...presentTarget(target),
      query: detail.selectors.get(target.group) ?? null,
    })),
    spec: presentSpec(record.spec),
    waves: waves.map(presentWaveView),
    steps: counted(steps),
    inFlight,
    from: detail.from.map(({ from, agents }) => ({ from: refOrNull(from), agents })),
    gates: gates.map(({ gate, spec, verdict, points }) => ({
      gate,
      spec: { ...spec },
      verdict: verdict === null ? null : presentGateVerdict(verdict),
      points: points.map(presentPoint),
    })),
    causes: causes.map(({ uids, ...cause }) => ({ ...cause, uids: [...uids] })),
    leftOut: leftOut.map(presentLeftOut),
    goingBack: {
      ...goingBack,
      returns: goingBack.returns.map(({ to, ...reach }) => ({ ...reach, to: refOrNull(to) })),
    },
    paused: actOrNull(status.paused),
    rollingBack: actOrNull(status.rollingBack),
    rolledBackAt: timeOrNull(status.rolledBackAt),
    ended: actOrNull(status.ended),
  };
}

export function presentMember(member: MemberView): Member {
  const { agent: _agent, since, timeToApplyMs, to, from, ...shown } = member;
  return {
    ...shown,
    to: refOf(to),
    from: refOrNull(from),
    since: timeOrNull(since),
    timeToApplySeconds: timeToApplyMs === null ? null : timeToApplyMs / MS,
  };
}

/** @param uid of the agent that the line is about */
export function presentEntry(entry: RolloutEntry, uid: string | null): RolloutEvent {
  const { id, at, kind, text, wave } = entry;
  return { id, at: timeOf(at), kind, text, uid, wave };
}

export function presentLeftOut({ uids, ...entry }: LeftOut) {
  return { ...entry, uids: [...uids] };
}

function presentTarget({ group, forced, ...ref }: RolloutTarget) {
  return { ...refOf(ref), group, forced: forced ?? false };
}

function presentWaveView({ wave, spec, soakMs, status, members, steps }: WaveView) {
  return {
    wave,
    size: spec === null ? null : presentWave(spec),
    members,
    steps: counted(steps),
    soakSeconds: soakMs / MS,
    openedAt: timeOrNull(status?.openedAt),
    soakingSince: timeOrNull(status?.soakingSince),
    passedAt: timeOrNull(status?.passedAt),
    promoted: status?.promoted ?? false,
  };
}

function actOrNull(
  done: { readonly at: number; readonly cause: RolloutCause } | null,
): RolloutAct | null {
  if (done === null) return null;
  const { at, cause } = done;
  return {
    by: cause.by,
    actor: cause.by === "operator" ? cause.actor : null,
    measure: cause.by === "gate" ? cause.measure : null,
    reason: cause.reason,
    at: timeOf(at),
  };
}

/** Steps that nobody is at are left out. */
function counted(steps: WaveView["steps"]) {
  return Object.fromEntries(Object.entries(steps).filter(([, agents]) => agents > 0));
}

const refOf = ({ configuration, revision }: RevisionRef) => ({ configuration, revision });

const refOrNull = (ref: RevisionRef | null) => (ref === null ? null : refOf(ref));
