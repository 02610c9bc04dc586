import type { Grant } from "@fleethub/fleet/access";
import type { PersonRecord } from "../account-model.js";

/** Everything a person may do: what administrators gave, and what the groups at the provider give. */
export function grantsOf({ grants, identity }: PersonRecord): readonly Grant[] {
  return identity === null ? grants : [...grants, ...identity.grants];
}

/** May this person do everything, everywhere, now? */
export function isAdministrator(person: PersonRecord): boolean {
  if (person.disabled) return false;
  return grantsOf(person).some(({ role, reach }) => role === "administrator" && reach === null);
}
