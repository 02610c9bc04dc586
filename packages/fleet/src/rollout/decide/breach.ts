import type { MemberLook, RolloutLook } from "../look/look.js";
import type { RolloutCause } from "../status.js";
import { agents, number, percent, theWave } from "../words.js";

/** Fewer failures than this are never a share: one of three says nothing about a percentage. */
const SHARE_FAILURES_MIN = 2;

/**
 * What stops the rollout now; null: nothing. First what an operator can count: a wave that failed whole, the number of
 * failures, their share of the members that were reached; then the gates.
 */
export function breachOf(look: RolloutLook): RolloutCause | null {
  return wholeWave(look) ?? tooMany(look) ?? tooLargeAShare(look) ?? gate(look);
}

/** Nobody of the wave under way took the revision, whatever the limits are. */
function wholeWave(look: RolloutLook): RolloutCause | null {
  const { waves } = look.view.status;
  const index = waves.length - 1;
  const tally = look.waves[index];
  if (tally === undefined || waves[index]?.passedAt !== null) return null;
  if (tally.failed === 0 || tally.settled > 0 || tally.inFlight > 0) return null;
  if (!look.failures.some(({ member }) => member.wave === index)) return null;
  if (tally.waiting + tally.heldBack > tally.away) return null;
  const which = tally.failed === 1 ? `The only agent` : `All ${number(tally.failed)} agents`;
  const failures = look.failures.filter(({ member }) => member.wave === index);
  return limit(
    `${which} of ${theWave(index)} that could be reached failed${sharedCause(failures)}`,
  );
}

function tooMany(look: RolloutLook): RolloutCause | null {
  const { failures } = look.view.spec.limits;
  const count = look.failures.length;
  if (failures === null || count <= failures) return null;
  const cause = sharedCause(look.failures);
  return limit(`${agents(count)} failed, the limit is ${number(failures)}${cause}`);
}

function tooLargeAShare(look: RolloutLook): RolloutCause | null {
  const { failuresPercent } = look.view.spec.limits;
  const count = look.failures.length;
  if (failuresPercent === null || count < SHARE_FAILURES_MIN) return null;
  if (count * 100 <= failuresPercent * look.reached) return null;
  const share = percent(count, look.reached);
  return limit(
    `${number(count)} of ${number(look.reached)} failed (${share}), the limit is ${failuresPercent} %${sharedCause(look.failures)}`,
  );
}

function gate(look: RolloutLook): RolloutCause | null {
  const { verdicts, status } = look.view;
  const breached = verdicts.find(
    ({ verdict, at }) => verdict === "breached" && at > status.judgedSince,
  );
  if (breached === undefined) return null;
  return { by: "gate", measure: breached.measure, reason: breached.words };
}

/** What all of them say; nothing where they say different things, or nothing. */
function sharedCause(failures: readonly MemberLook[]): string {
  const causes = new Set(failures.map(({ facts }) => facts?.reason ?? ""));
  const [only = ""] = causes;
  return causes.size === 1 && only !== "" ? `: ${only}` : "";
}

function limit(reason: string): RolloutCause {
  return { by: "limit", reason };
}
