import {
  type RolloutEvent,
  type RolloutSpec,
  sayAgents,
  sayNumber,
  type WaveDivision,
} from "@fleethub/fleet";
import type { Actor, RolloutRecord } from "../model.js";

/** What people should know before it starts: what the canary stands for, and what ends by it. */
export function notesOf(
  { canary }: WaveDivision,
  spec: RolloutSpec,
  supersedes: readonly number[],
): readonly string[] {
  const notes: string[] = [];
  const kinds = canary.covered.length;
  notes.push(
    kinds === 1 && canary.missing.length === 0
      ? "Every member is of one kind: version, operating system and transport are the same."
      : `The canary covers ${kinds === 1 ? "1 kind" : `${sayNumber(kinds)} kinds`} of agents: every version, operating system and transport that can be reached.`,
  );
  const [missing] = canary.missing;
  if (missing !== undefined) {
    const count = canary.missing.reduce((sum, kind) => sum + kind.agents, 0);
    const further =
      canary.missing.length === 1
        ? "1 further kind"
        : `${sayNumber(canary.missing.length)} further kinds`;
    const what = `${missing.version || "unknown version"} on ${missing.os || "unknown system"}`;
    notes.push(
      `${sayAgents(count)} of ${further} cannot be reached now and ${count === 1 ? "is" : "are"} not in the canary, such as ${what}.`,
    );
  }
  if (spec.gates.length === 0) {
    notes.push("No gate judges it: only failures are counted.");
  }
  if (supersedes.length > 0) {
    notes.push(`It ends rollout ${supersedes.join(", ")}, which is under way there.`);
  }
  return notes;
}

/** The first line of a rollout. */
export function startedEvent(
  { number, members, leftOut, title }: RolloutRecord,
  actor: Actor,
  supersedes: readonly number[],
  notes: readonly string[],
): RolloutEvent {
  const out = leftOut.reduce((sum, one) => sum + one.agents, 0);
  const without = out === 0 ? "" : ` ${sayAgents(out)} left out.`;
  const why = actor.reason === undefined || actor.reason === "" ? "" : ` ${actor.reason}`;
  const ends = supersedes.length === 0 ? "" : ` It supersedes rollout ${supersedes.join(", ")}.`;
  const cover = notes[0] ?? "";
  const text = `${actor.id} started rollout ${number}, ${title}: ${sayAgents(members)}.${without}${ends} ${cover}${why}`;
  return { kind: "started", text, agent: null, wave: null };
}
