/** What an operator should look at first. */
export type Trouble =
  | "failed"
  | "rolled-back"
  | "drifted"
  | "incompatible"
  | "unhealthy"
  | "degraded"
  | "stale"
  | "disconnected"
  | "none";

/** The sort "trouble": the first word that holds places an agent; equals stand by name. */
export const TROUBLE_ORDER: readonly Trouble[] = [
  "failed",
  "rolled-back",
  "drifted",
  "incompatible",
  "unhealthy",
  "degraded",
  "stale",
  "disconnected",
  "none",
];

/** The first trouble of {@link TROUBLE_ORDER} that an agent is in. */
export function troubleOf(agent: {
  readonly sync: string;
  readonly health: string;
  readonly presence: string;
}): Trouble {
  const words = [agent.sync, agent.health, agent.presence];
  return TROUBLE_ORDER.find((trouble) => words.includes(trouble)) ?? "none";
}
