import { isInScope } from "@fleethub/fleet/access";
import { foldCase } from "@fleethub/fleet/query";
import type { StoredEntry } from "../model.js";
import type { AuditFilter, AuditVisibility } from "../ports.js";
import { reachFactsOf } from "../query-facts.js";
import type { MemoryState } from "./memory-state.js";

/** Does the entry fulfil every condition of the filter? */
export function auditMatches(
  state: MemoryState,
  stored: StoredEntry,
  filter: AuditFilter,
): boolean {
  const { index, canonical, hash } = stored;
  const { resource, who, actorKinds, did, kinds, agents, since, until } = filter;
  const texts = [filter.text, ...(filter.texts ?? [])];
  const has = (whole: string, part: string) => whole.includes(foldCase(part));
  return (
    texts.every((text) => has(index.words, text)) &&
    isVisible(state, stored, filter.visibleTo) &&
    (resource === undefined ||
      (index.resourceKind === resource.kind && index.resourceId === resource.id)) &&
    (who === undefined || who.some((part) => has(foldCase(index.actorId), part))) &&
    (actorKinds === undefined || actorKinds.some((kind) => kind === index.actorKind)) &&
    (did === undefined || did.some((part) => has(index.action, part))) &&
    (kinds === undefined || kinds.includes(index.resourceKind)) &&
    (agents === undefined || agents.some((uid) => canonical.includes(`"${uid}"`))) &&
    (since === undefined || index.at >= since) &&
    (until === undefined || index.at < until) &&
    (filter.hash === undefined || hash.startsWith(filter.hash)) &&
    (filter.follows === undefined || index.follows === filter.follows)
  );
}

/** What he did himself, and what is about agents in his scope. */
export function isVisible(
  state: MemoryState,
  { index }: StoredEntry,
  visibleTo: AuditVisibility | undefined,
): boolean {
  if (visibleTo === undefined || visibleTo.scope.kind === "everything") return true;
  const { actor, scope } = visibleTo;
  if (index.actorKind === actor.kind && index.actorId === actor.id) return true;
  const id = index.resourceKind === "agent" ? state.uids.get(index.resourceId) : undefined;
  const agent = id === undefined ? undefined : state.agents.get(id);
  return agent !== undefined && isInScope(scope, reachFactsOf(agent));
}
