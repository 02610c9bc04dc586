import type { AuditEntry } from "@fleethub/api";
import { visible } from "../visible.js";

/** An entry as one line: rollouts and requests by their number, API tokens by their name, all else by its id. */
export function rowOf(entry: AuditEntry): string {
  const { sequence, at, actor, action, resource, hash } = entry;
  const what = `${resource.kind} ${calledIn(entry)}`;
  return visible(`${sequence}  ${at}  ${actor.id}  ${action}  ${what}  ${hash.slice(0, 8)}`);
}

function calledIn({ resource, before, after }: AuditEntry): string {
  const { kind, id } = resource;
  if (kind === "rollout" || kind === "approval") return textIn(after, "number") ?? id;
  if (kind === "api-token") return textIn(after, "name") ?? textIn(before, "name") ?? id;
  return id;
}

function textIn(value: unknown, field: "name" | "number"): string | null {
  if (typeof value !== "object" || value === null) return null;
  const [, found] = Object.entries(value).find(([key]) => key === field) ?? [];
  return typeof found === "string" || typeof found === "number" ? `${found}` : null;
}
