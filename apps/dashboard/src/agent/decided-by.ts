import type { AgentDetail } from "@fleethub/api";

type Desired = Pick<
  AgentDetail["config"]["desired"],
  "source" | "rollout" | "suspended" | "why" | "error"
>;

/** Who decides what an agent is to run: `pinned`, `held`, `by rollout 12`, `by its group`; empty where nobody does. */
export function decidedBy({ source, rollout }: Pick<Desired, "source" | "rollout">): string {
  switch (source) {
    case "pin":
      return "pinned";
    case "hold":
      return "held";
    case "assignment":
      return rollout === null ? "by a rollout" : `by rollout ${rollout}`;
    case "group":
      return "by its group";
    default:
      return "";
  }
}

/** The same as sentences: why, what ends it, and what comes of it. */
export function whyDecided({ source, suspended, why, error }: Desired): string {
  const ends =
    source === "pin"
      ? "It stays, whatever its group does, until the pin is lifted."
      : source === "hold"
        ? "It stays, whatever its group does, until the hold is lifted."
        : suspended
          ? "Nothing is offered until it goes on."
          : "";
  return [why, ends, error].filter(Boolean).join(" ");
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
