import { isAdministrator } from "../accounts/administrator.js";
import type {
  ApiTokenReader,
  PeopleReader,
  ProviderReader,
  SessionReader,
} from "../accounts/readers.js";
import { reach, type MemoryState } from "./memory-state.js";
import { pageOf } from "./page.js";

export function memoryPeopleReader(state: MemoryState): PeopleReader {
  const people = () => [...state.people.values()];
  return {
    list: (page) => reach(state, () => pageOf(people(), ({ name }) => [name], false, page)),
    get: (name) => reach(state, () => state.people.get(name) ?? null),
    byIdentity: (provider, subject) =>
      reach(
        state,
        () =>
          people().find(
            ({ identity }) => identity?.provider === provider && identity.subject === subject,
          ) ?? null,
      ),
    byInvitation: (id) =>
      reach(state, () => people().find(({ invitation }) => invitation?.id === id) ?? null),
    administrators: () => reach(state, () => people().filter(isAdministrator).length),
    firstRunLink: (id) => reach(state, () => state.firstRunLinks.get(id) ?? null),
  };
}

export function memorySessionReader(state: MemoryState): SessionReader {
  return {
    list: ({ person, now, seenAfter }, page) =>
      reach(state, () => {
        const rows = [...state.sessions.values()].filter(
          (one) =>
            (person === null || one.person === person) &&
            one.expiresAt > now &&
            one.lastSeenAt > seenAfter,
        );
        return pageOf(rows, ({ startedAt, id }) => [startedAt, id], true, page);
      }),
    get: (id) => reach(state, () => state.sessions.get(id) ?? null),
  };
}

export function memoryApiTokenReader(state: MemoryState): ApiTokenReader {
  return {
    list: (whose, page) =>
      reach(state, () => {
        const owner = typeof whose === "string" ? null : whose.person;
        const rows = [...state.apiTokens.values()].filter(
          (one) => whose === "everybody" || one.owner === owner,
        );
        return pageOf(rows, (one) => [one.owner ?? "", -one.createdAt, one.id], false, page);
      }),
    get: (id) => reach(state, () => state.apiTokens.get(id) ?? null),
  };
}

export function memoryProviderReader(state: MemoryState): ProviderReader {
  return {
    list: () =>
      reach(state, () => [...state.providers.values()].sort((a, b) => (a.name < b.name ? -1 : 1))),
    get: (name) => reach(state, () => state.providers.get(name) ?? null),
  };
}
