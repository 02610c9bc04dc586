import type { SecretValueIds, Variables } from "../model.js";

/**
 * A value of a secret that a rollout or a hold keeps back for an agent stands among the values of its variables, under
 * a name that no variable can have.
 */
const KEPT = "secret/";

/** The id of the value that is kept back for this secret; null: the one in force is meant. */
export function keptValue(variables: Variables, name: string): string | null {
  const kept = variables[KEPT + name];
  return typeof kept === "string" ? kept : null;
}

/** Values of variables together with the values of these secrets, to be kept back. */
export function keeping(variables: Variables, secrets: SecretValueIds): Variables {
  const kept = Object.entries(secrets).map(([name, id]) => [KEPT + name, id] as const);
  return { ...variables, ...Object.fromEntries(kept) };
}

/** Values of variables alone, as people gave them. */
export function withoutKept(variables: Variables): Variables {
  const own = Object.entries(variables).filter(([name]) => !name.startsWith(KEPT));
  return Object.fromEntries(own);
}
