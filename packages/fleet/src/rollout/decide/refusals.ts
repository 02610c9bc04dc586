import { rolloutIsLive, waveUnderWay } from "../look/phase.js";
import type { RolloutAsk, RolloutPhase, RolloutRefusal, RolloutView } from "../status.js";

const NEW_ROLLOUT = "Start another rollout.";

/** Why this cannot be asked in this phase; null: it can. */
export function refusalOf(
  ask: RolloutAsk["kind"],
  phase: RolloutPhase,
  view: RolloutView,
): RolloutRefusal | null {
  if (!rolloutIsLive(phase)) return refused(`The rollout is over: it is ${phase}.`, NEW_ROLLOUT);
  switch (ask) {
    case "abort":
    case "supersede":
      return null;
    case "pause":
      if (phase === "paused")
        return refused("It is paused already.", "Resume, abort or roll back.");
      return whileGoingBack(phase, "cannot be paused");
    case "resume":
      if (phase === "paused") return null;
      if (phase === "rolling-back") return whileGoingBack(phase, "cannot be resumed");
      return refused("It is not paused.", "There is nothing to do: it goes on by itself.");
    case "roll-back":
      if (phase === "rolling-back")
        return refused("It is rolling back already.", "Wait for its end.");
      if (view.members.some(({ member }) => member.assignedAt !== null)) return null;
      return refused("Nobody was assigned the revision, so nobody can go back.", "Abort it.");
    case "promote":
      return promotion(phase, view);
  }
}

function promotion(phase: RolloutPhase, view: RolloutView): RolloutRefusal | null {
  if (phase === "paused") return refused("It is paused.", "Resume it first.");
  if (phase === "rolling-back") return whileGoingBack(phase, "has no soak to skip");
  const under = waveUnderWay(view.status);
  if (under === null) return refused("No wave is under way.", "Wait until one has begun.");
  if (under.wave.promoted) {
    return refused("The soak of this wave is skipped already.", "Wait for those in flight.");
  }
  return null;
}

function whileGoingBack(phase: RolloutPhase, what: string): RolloutRefusal | null {
  if (phase !== "rolling-back") return null;
  return refused(
    `It is rolling back and ${what}.`,
    "Wait for its end, or abort it: agents that were given back what they had still go back, every other agent stays where it is.",
  );
}

function refused(text: string, remedy: string): RolloutRefusal {
  return { refused: text, remedy };
}
