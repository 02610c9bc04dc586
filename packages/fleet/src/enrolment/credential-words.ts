import type { Millis } from "../agent/facts.js";
import type { AgentAccess } from "./access.js";
import { EXPIRING_MS } from "./rotation.js";

/** A credential was offered, and the agent has not come with it. */
export function isOffered({ credentials }: AgentAccess): boolean {
  return credentials.some(({ seenAt }) => seenAt === null);
}

/** When what the agent uses of its own is to be replaced; null: it uses nothing of its own. */
export function dueAtOf({ credentials }: AgentAccess): Millis | null {
  const used = credentials.filter(({ seenAt }) => seenAt !== null);
  return used.reduce<Millis | null>((latest, { dueAt }) => Math.max(latest ?? dueAt, dueAt), null);
}

/** What the query field `credential` finds this agent by. */
export function credentialWords(access: AgentAccess, now: Millis): readonly string[] {
  const dueAt = dueAtOf(access);
  return [
    access.comesWith,
    ...(isOffered(access) ? ["offered"] : []),
    ...(dueAt !== null && dueAt - now < EXPIRING_MS ? ["expiring"] : []),
  ];
}
