import { type Draft, lookOf, mark, tell, wake } from "./draft.js";
import { AWAY_AFTER_MS, LOOK_AGAIN_MS } from "../spec/limits.js";
import type { RolloutLook, WaveTally } from "../look/look.js";
import { soakEndOf, waveUnderWay } from "../look/phase.js";
import type { WaveStatus } from "../status.js";
import { type WaveNext, waveNext } from "../look/wave-end.js";
import { agents, duration, number, sentences, theWave, wave as nameOf } from "../words.js";

/** Opens, soaks and passes waves as far as they go now; the end of the last completes the rollout. */
export function moveWaves(draft: Draft, isOpen: boolean): void {
  let look = lookOf(draft);
  for (;;) {
    const under = waveUnderWay(draft.status);
    if (under === null) {
      if (draft.status.waves.length >= look.waves.length) return complete(draft, look);
      if (!isOpen) return;
      openWave(draft, look);
    } else if (!step(draft, look, under.index, under.wave)) {
      return;
    }
    look = { ...look, view: { ...look.view, status: draft.status } };
  }
}

function openWave(draft: Draft, look: RolloutLook): void {
  const index = draft.status.waves.length;
  const tally = look.waves[index];
  const opened: WaveStatus = {
    openedAt: draft.now,
    soakingSince: null,
    passedAt: null,
    promoted: false,
  };
  draft.status = { ...draft.status, waves: [...draft.status.waves, opened] };
  if (tally === undefined || tally.members === 0) return;
  const { inFlight } = draft.view.spec.limits;
  const limit = inFlight < tally.members ? `, at most ${number(inFlight)} in flight` : "";
  tell(draft, "wave-opened", `${nameOf(index)} began: ${agents(tally.members)}${limit}.`, {
    wave: index,
  });
}

/** False where the wave stays as it is. */
function step(draft: Draft, look: RolloutLook, index: number, wave: WaveStatus): boolean {
  skipAway(draft, look, index);
  const next = waveNext(look, index, wave);
  wakeFor(draft, look, index, next);
  switch (next.kind) {
    case "passes":
      pass(draft, look.waves[index], index, wave, next.why);
      return true;
    case "soak":
      setWave(draft, index, { ...wave, soakingSince: draft.now });
      tellSoak(draft, look, index);
      return true;
    case "soak-again":
      setWave(draft, index, { ...wave, soakingSince: null });
      return true;
    case "held-empty":
      if (next.forGood) holdEmpty(draft, index);
      return false;
    case "goes-on":
    case "soaks":
    case "to-be-judged":
    case "held":
      return false;
  }
}

function pass(
  draft: Draft,
  tally: WaveTally | undefined,
  index: number,
  wave: WaveStatus,
  why: string,
): void {
  setWave(draft, index, { ...wave, passedAt: draft.now });
  if (tally === undefined || tally.members === 0) return;
  const text = `${nameOf(index)} passed: ${number(tally.settled)} of ${number(tally.members)} settled.`;
  tell(draft, "wave-passed", sentences(text, why), { wave: index });
}

function tellSoak(draft: Draft, look: RolloutLook, index: number): void {
  const tally = look.waves[index];
  const end = soakEndOf(draft.view.spec, draft.status);
  if (tally === undefined || end === null) return;
  const watched = end > draft.now ? `, watched for ${duration(end - draft.now)}` : "";
  const text = `${number(tally.settled)} of ${number(tally.members)} settled in ${theWave(index)}${watched}.`;
  tell(draft, "soak-began", text, { wave: index });
}

function holdEmpty(draft: Draft, index: number): void {
  const reason = `Nobody is left in ${theWave(index)} that could be reached, so nothing was judged.`;
  draft.status = { ...draft.status, paused: { at: draft.now, cause: { by: "hub", reason } } };
  tell(draft, "paused", `${reason} Resume to go on without it.`, { wave: index });
}

function skipAway(draft: Draft, look: RolloutLook, index: number): void {
  if (draft.view.spec.offline !== "skip") return;
  for (const it of look.members) {
    if (it.member.wave !== index || it.step !== "waiting" || !it.isAway) continue;
    if (draft.marks.some(({ agent }) => agent === it.member.agent)) continue;
    mark(draft, it, "skipped");
    const text = "It could not be reached when its turn came.";
    tell(draft, "member-skipped", text, { agent: it.member.agent, wave: index });
  }
}

function wakeFor(draft: Draft, look: RolloutLook, index: number, next: WaveNext): void {
  const { spec, status } = draft.view;
  if (next.kind === "to-be-judged") wake(draft, draft.now + LOOK_AGAIN_MS);
  const end = soakEndOf(spec, draft.status) ?? soakEndOf(spec, status);
  if (end !== null) wake(draft, end);
  for (const { member, facts, isAway } of look.members) {
    if (member.wave > index || isAway || facts === null || facts.awaySince === null) continue;
    wake(draft, facts.awaySince + AWAY_AFTER_MS);
  }
}

function complete(draft: Draft, look: RolloutLook): void {
  const cause = { by: "hub", reason: "Every wave passed." } as const;
  draft.status = { ...draft.status, ended: { how: "complete", at: draft.now, cause } };
  const { settled, failed, members } = look.total;
  const text = sentences(
    `${number(settled)} of ${agents(members)} settled.`,
    failed === 0 ? "" : `${number(failed)} failed.`,
    "The revision is stable now.",
  );
  tell(draft, "complete", text);
}

function setWave(draft: Draft, index: number, wave: WaveStatus): void {
  const waves = draft.status.waves.map((it, place) => (place === index ? wave : it));
  draft.status = { ...draft.status, waves };
}
