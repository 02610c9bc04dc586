import type { AgentDetail } from "@fleethub/api";

/** Who decides what an agent is to run, and why. */
export interface DecidedBy {
  /** `pinned`, `held`, `by rollout 12`, `by its group`; empty where nothing is wanted. */
  readonly short: string;
  /** The same as a sentence, with what ends it. */
  readonly words: string;
}

type Decided = Pick<AgentDetail, "group" | "hold" | "assignment"> & {
  readonly config: { readonly desired: Pick<AgentDetail["config"]["desired"], "source"> };
};

/** Desired is pin, else hold, else assignment of a rollout, else the group's stable revision, else none. */
export function decidedBy({ config, group, hold, assignment }: Decided): DecidedBy {
  const { source } = config.desired;
  if (source === "pin")
    return {
      short: "pinned",
      words: "An operator pinned it. It stays, whatever its group does, until the pin is lifted.",
    };
  if (hold !== null)
    return {
      short: "held",
      words: `It was excluded from rollout ${hold.rollout} and is held where it was, until the hold is lifted.`,
    };
  if (assignment?.applies) {
    const stays = assignment.revision === null ? "leaves it as it is" : "assigned it";
    return {
      short: `by rollout ${assignment.rollout}`,
      words: assignment.suspended
        ? `Rollout ${assignment.rollout} of ${assignment.group} ${stays} and is paused: nothing is offered until it goes on.`
        : `Rollout ${assignment.rollout} of ${assignment.group} ${stays}, before its group’s stable revision.`,
    };
  }
  if (source === "group" && group !== null)
    return {
      short: "by its group",
      words: `It is the stable revision of ${group}. A rollout moves it.`,
    };
  return {
    short: "",
    words:
      group === null
        ? "No group takes it and nobody pinned it: it runs its own files."
        : `${group} has no stable revision yet: it runs what it runs.`,
  };
}

/** The steps between the wish and its effect, in which an agent is in flight. */
const IN_FLIGHT = new Set<AgentDetail["sync"]>(["pending", "offered", "applying"]);

/** A rollout has it in its hands now. */
export function isInFlight({
  assignment,
  sync,
}: Pick<AgentDetail, "assignment" | "sync">): boolean {
  return assignment?.applies === true && IN_FLIGHT.has(sync);
}
