import type { Rollout } from "@fleethub/api";
import type { SteerVerb } from "../data/rollouts";
import { count, duration, plural } from "../words/format";
import { atSteps, STEPS } from "../words/rollouts";
import { currentWave, waveInWords } from "./wave-words";

/** What a question says before the act. */
export interface SteerWords {
  readonly title: string;
  /** What will happen, in numbers; the most important first. */
  readonly says: readonly string[];
  readonly button: string;
  readonly danger: boolean;
}

/** `r13`, or `the new revisions` where a rollout has several. */
export function targetWords({ targets }: Pick<Rollout, "targets">): string {
  const [first] = targets;
  const one = targets.every(
    (target) =>
      target.configuration === first?.configuration && target.revision === first?.revision,
  );
  return first !== undefined && one ? `r${first.revision}` : "the new revisions";
}

/** Agents that rolling back would return; those that are back already are none of them. */
export function goBack({ goingBack }: Pick<Rollout, "goingBack">): number {
  return goingBack.returns.reduce((sum, { restarts }) => sum + restarts, 0);
}

/** `Roll back 35 to r12`, with as much of it as is the same for all. */
export function rollBackLabel(rollout: Rollout): string {
  const agents = goBack(rollout);
  const [to, ...others] = rollout.goingBack.returns.filter(({ restarts }) => restarts > 0);
  if (agents === 0) return "Roll back";
  const where = to?.to && others.length === 0 ? ` to r${to.to.revision}` : "";
  return `Roll back ${count(agents)}${where}`;
}

/** Which verbs make sense now, in the order of their buttons; the last is the primary one. */
export function steerVerbs({ phase, live, waves }: Rollout): readonly SteerVerb[] {
  if (!live) return [];
  switch (phase) {
    case "rolling-back":
      return ["abort"];
    case "paused":
      return ["abort", "roll-back", "resume"];
    case "soaking": {
      const promoted = waves[currentWave(waves)]?.promoted === true;
      return promoted
        ? ["abort", "roll-back", "pause"]
        : ["abort", "roll-back", "promote", "pause"];
    }
    default:
      return ["abort", "roll-back", "pause"];
  }
}

/** Why rolling back cannot be asked now. */
export function rollBackWaits({ waves }: Pick<Rollout, "waves">): string | undefined {
  const began = waves.some(({ openedAt }) => openedAt !== null);
  return began ? undefined : "Nobody has moved, so nobody would go back";
}

/** The question of a verb: what is reached, what restarts, who is left alone. */
export function steerWords(verb: SteerVerb, rollout: Rollout): SteerWords {
  const { number } = rollout;
  const to = targetWords(rollout);
  switch (verb) {
    case "pause":
      return {
        title: `Pause rollout ${number}`,
        says: [
          `Nobody new is offered ${to}.`,
          `${offeredWords(rollout)}Whoever acknowledged it finishes. Agents that have it keep it.`,
        ],
        button: "Pause",
        danger: false,
      };
    case "resume":
      return {
        title: `Resume rollout ${number}`,
        says: [...acceptedWords(rollout), `It goes on: ${restWords(rollout)}.`],
        button: "Resume",
        danger: false,
      };
    case "abort":
      return {
        title: `Abort rollout ${number}`,
        says: abortSays(rollout, to),
        button: "Abort, everyone stays",
        danger: true,
      };
    case "roll-back":
      return {
        title: `Roll back rollout ${number}`,
        says: rollBackSays(rollout),
        button: rollBackLabel(rollout),
        danger: true,
      };
    case "promote":
      return promoteWords(rollout, to);
  }
}

function offeredWords({ steps }: Rollout): string {
  const open = atSteps(steps, ["assigned", "offered"]);
  if (open === 0) return "";
  return `${plural(open, "agent")} not yet acknowledged it: their offer waits. `;
}

function acceptedWords({ steps }: Rollout): readonly string[] {
  const failed = atSteps(steps, STEPS.trouble);
  if (failed === 0) return ["Limits and gates count from now on."];
  return [
    `The failures of ${plural(failed, "agent")} are accepted: limits and gates count from now on. They stay as they are.`,
  ];
}

function restWords({ steps }: Rollout): string {
  const waiting = atSteps(steps, STEPS.waiting);
  return waiting === 0
    ? "all members had their turn, and their wave is judged"
    : `${plural(waiting, "agent")} still to come, wave by wave`;
}

function abortSays({ steps, phase }: Rollout, to: string): readonly string[] {
  const stay = atSteps(steps, ["acknowledged", "healthy", "settled"]);
  const open = atSteps(steps, ["assigned", "offered"]);
  const waiting = atSteps(steps, STEPS.waiting);
  if (phase === "rolling-back")
    return [
      `${plural(atSteps(steps, ["returning"]), "agent is", "agents are")} on the way back and still get what they had.`,
      "Whoever is not asked to go back stays.",
    ];
  return [
    stay === 0
      ? "Nobody is moved."
      : `${plural(stay, "agent stays", "agents stay")} on ${to}. Nobody is moved.`,
    open === 0
      ? ""
      : `What ${count(open)} had not acknowledged is withdrawn: ${open === 1 ? "it never gets" : "they never get"} it, also when back later.`,
    waiting === 0 ? "" : `${plural(waiting, "agent is", "agents are")} not reached.`,
    "It cannot be taken up again; a new rollout can be started.",
  ].filter((line) => line !== "");
}

function rollBackSays({ goingBack }: Rollout): readonly string[] {
  const later = goingBack.returns.reduce((sum, one) => sum + one.onReturn, 0);
  return [
    goingBack.words,
    later === 0
      ? ""
      : `${plural(later, "agent is", "agents are")} away and ${later === 1 ? "gets" : "get"} it on return.`,
    "The newest wave goes first. Nobody new is offered anything, and it cannot be taken up again.",
  ].filter((line) => line !== "");
}

function promoteWords(rollout: Rollout, to: string): SteerWords {
  const at = currentWave(rollout.waves);
  const wave = rollout.waves[at];
  const next = rollout.waves[at + 1];
  const name = wave === undefined ? "the wave" : waveInWords(wave);
  const soak = wave === undefined ? "" : ` of ${duration(wave.soakSeconds * 1_000)}`;
  return {
    title: `Skip the soak of ${name}`,
    says: [
      `The rest of its soak${soak} is skipped, whatever gates have still to say.`,
      next === undefined
        ? `It is the last wave: ${to} becomes stable.`
        : `${plural(next.members, "agent")} of ${waveInWords(next)} are next.`,
    ],
    button: "Skip the soak",
    danger: false,
  };
}
