import { isAdministrator } from "../accounts/administrator.js";
import type { AccountWrite } from "../accounts/account-writes.js";
import type { SessionRecord } from "../account-model.js";
import type { MemoryState } from "./memory-state.js";
import type { UndoLog } from "./undo-log.js";
import { done, type PendingChange, refused, type WriteResult } from "./write-result.js";

const ended = (id: string): PendingChange => ({ kind: "session.ended", id, version: 0 });
const revoked = (id: string): PendingChange => ({ kind: "api-token.revoked", id, version: 0 });

export function applyAccountWrite(
  state: MemoryState,
  undo: UndoLog,
  write: AccountWrite,
): WriteResult {
  switch (write.kind) {
    case "add-person":
    case "set-person":
    case "remove-person":
    case "require-administrator":
      return applyPersonWrite(state, undo, write);
    case "note-sign-in": {
      const person = state.people.get(write.name);
      if (person === undefined) return done();
      const lastSignInAt = Math.max(person.lastSignInAt ?? 0, write.at);
      undo.set(state.people, write.name, { ...person, lastSignInAt });
      return done();
    }
    case "add-session":
    case "rotate-session":
    case "touch-session":
    case "end-session":
    case "end-sessions":
    case "drop-sessions":
      return applySessionWrite(state, undo, write);
    case "add-api-token":
    case "touch-api-token":
    case "revoke-api-token":
      return applyTokenWrite(state, undo, write);
    case "add-provider":
    case "set-provider":
    case "remove-provider":
      return applyProviderWrite(state, undo, write);
    case "add-first-run-link":
      for (const { id, expiresAt } of state.firstRunLinks.values()) {
        if (expiresAt <= write.now) undo.remove(state.firstRunLinks, id);
      }
      undo.set(state.firstRunLinks, write.link.id, write.link);
      return done();
    case "spend-first-run-link":
      if (!state.firstRunLinks.has(write.id)) return refused(write.id, "missing");
      for (const id of state.firstRunLinks.keys()) undo.remove(state.firstRunLinks, id);
      return done();
  }
}

type WriteOf<Kind extends AccountWrite["kind"]> = Extract<AccountWrite, { readonly kind: Kind }>;

function applyPersonWrite(
  state: MemoryState,
  undo: UndoLog,
  write: WriteOf<"add-person" | "set-person" | "remove-person" | "require-administrator">,
): WriteResult {
  const { people } = state;
  if (write.kind === "require-administrator") {
    return [...people.values()].some(isAdministrator)
      ? done()
      : refused("administrator", "missing");
  }
  if (write.kind === "remove-person") {
    const { name, expect } = write;
    const current = people.get(name);
    if (current === undefined) return refused(name, "missing");
    if (current.version !== expect) return refused(name, "version");
    undo.remove(people, name);
    const sessions = endSessions(state, undo, (session) => session.person === name);
    const tokens = [...state.apiTokens.values()].filter(({ owner }) => owner === name);
    for (const { id } of tokens) undo.remove(state.apiTokens, id);
    const changes = [...sessions, ...tokens.map(({ id }) => revoked(id))];
    return done({ kind: "person.removed", id: name, version: expect }, ...changes);
  }
  const { person } = write;
  const { name, identity } = person;
  const taken = [...people.values()].some(
    (other) =>
      other.name !== name &&
      identity !== null &&
      other.identity?.provider === identity.provider &&
      other.identity.subject === identity.subject,
  );
  const current = people.get(name);
  if (write.kind === "add-person") {
    if (current !== undefined || taken) return refused(name, "exists");
    undo.set(people, name, person);
    return done({ kind: "person.changed", id: name, version: person.version });
  }
  if (current === undefined) return refused(name, "missing");
  if (current.version !== write.expect) return refused(name, "version");
  if (taken) return refused(name, "exists");
  const { createdAt, createdBy } = current;
  const version = write.expect + 1;
  undo.set(people, name, { ...person, createdAt, createdBy, version });
  return done({ kind: "person.changed", id: name, version });
}

function applySessionWrite(
  state: MemoryState,
  undo: UndoLog,
  write: WriteOf<
    | "add-session"
    | "rotate-session"
    | "touch-session"
    | "end-session"
    | "end-sessions"
    | "drop-sessions"
  >,
): WriteResult {
  const { sessions } = state;
  switch (write.kind) {
    case "add-session": {
      const { id, person } = write.session;
      if (sessions.has(id)) return refused(id, "exists");
      const version = state.people.get(person)?.version;
      if (version === undefined) return refused(person, "missing");
      if (version !== write.personVersion) return refused(person, "version");
      undo.set(sessions, id, write.session);
      return done();
    }
    case "rotate-session": {
      const current = sessions.get(write.id);
      if (current === undefined) return refused(write.id, "missing");
      if (current.hash !== write.from) return refused(write.id, "version");
      undo.set(sessions, write.id, { ...current, hash: write.to });
      return done();
    }
    case "touch-session": {
      const current = sessions.get(write.id);
      if (current === undefined) return done();
      const lastSeenAt = Math.max(current.lastSeenAt, write.at);
      undo.set(sessions, write.id, { ...current, lastSeenAt });
      return done();
    }
    case "end-session":
      if (!sessions.has(write.id)) return refused(write.id, "missing");
      return done(...endSessions(state, undo, ({ id }) => id === write.id));
    case "end-sessions": {
      const { of, except } = write;
      const meant = (one: SessionRecord) =>
        "person" in of ? one.person === of.person : one.provider === of.provider;
      return done(...endSessions(state, undo, (one) => meant(one) && one.id !== except));
    }
    case "drop-sessions": {
      const { now, seenBefore } = write;
      const past = ({ expiresAt, lastSeenAt }: SessionRecord) =>
        expiresAt <= now || lastSeenAt <= seenBefore;
      return done(...endSessions(state, undo, past));
    }
  }
}

function endSessions(
  { sessions }: MemoryState,
  undo: UndoLog,
  which: (session: SessionRecord) => boolean,
): readonly PendingChange[] {
  const those = [...sessions.values()].filter(which);
  for (const { id } of those) undo.remove(sessions, id);
  return those.map(({ id }) => ended(id));
}

function applyTokenWrite(
  { apiTokens, people }: MemoryState,
  undo: UndoLog,
  write: WriteOf<"add-api-token" | "touch-api-token" | "revoke-api-token">,
): WriteResult {
  if (write.kind === "add-api-token") {
    const { id, name, owner } = write.token;
    if (owner !== null && !people.has(owner)) return refused(owner, "missing");
    const taken = [...apiTokens.values()].some((one) => one.owner === owner && one.name === name);
    if (taken || apiTokens.has(id)) return refused(id, "exists");
    undo.set(apiTokens, id, write.token);
    return done({ kind: "api-token.added", id, version: 0 });
  }
  const current = apiTokens.get(write.id);
  if (write.kind === "touch-api-token") {
    if (current === undefined) return done();
    const lastUsedAt = Math.max(current.lastUsedAt ?? 0, write.at);
    undo.set(apiTokens, write.id, { ...current, lastUsedAt, lastAddress: write.address });
    return done();
  }
  if (current === undefined) return refused(write.id, "missing");
  undo.remove(apiTokens, write.id);
  return done(revoked(write.id));
}

function applyProviderWrite(
  { providers }: MemoryState,
  undo: UndoLog,
  write: WriteOf<"add-provider" | "set-provider" | "remove-provider">,
): WriteResult {
  const name = write.kind === "remove-provider" ? write.name : write.provider.name;
  const current = providers.get(name);
  if (write.kind === "add-provider") {
    if (current !== undefined) return refused(name, "exists");
    undo.set(providers, name, write.provider);
    return done({ kind: "provider.changed", id: name, version: write.provider.version });
  }
  if (current === undefined) return refused(name, "missing");
  if (current.version !== write.expect) return refused(name, "version");
  if (write.kind === "remove-provider") {
    undo.remove(providers, name);
    return done({ kind: "provider.removed", id: name, version: current.version });
  }
  const { createdAt, createdBy } = current;
  const version = write.expect + 1;
  undo.set(providers, name, { ...write.provider, createdAt, createdBy, version });
  return done({ kind: "provider.changed", id: name, version });
}
