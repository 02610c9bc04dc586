import { API_PREFIX, problem } from "@fleethub/api";
import type { Accounts } from "@fleethub/control-plane";
import { presentInvitation, presentPerson } from "../present/account.js";
import { refuseAccount } from "../sign-in/account-problems.js";
import { accountCall } from "../sign-in/newcomer.js";
import { answer, condition, type Handlers, refuse } from "./handler.js";

type People = Pick<
  Handlers,
  "listPeople" | "createPerson" | "getPerson" | "changePerson" | "removePerson" | "invitePerson"
>;

/** Who can sign in. */
export function peopleHandlers({ people }: Accounts): People {
  return {
    async listPeople({ query: { limit, cursor } }, { now }) {
      const page = await people.list({ limit, cursor: cursor ?? null });
      return answer({ ...page, items: page.items.map((person) => presentPerson(person, now)) });
    },
    async createPerson({ body }, caller) {
      const result = await people.create(accountCall(caller), body);
      if (result.kind === "problem") return refuseAccount(result);
      const { person, invitation } = result.value;
      return answer(
        {
          person: presentPerson(person, caller.now),
          invitation: presentInvitation(invitation),
        },
        { location: `${API_PREFIX}/people/${person.name}` },
      );
    },
    async getPerson({ params: { name } }, { now }) {
      const person = await people.get(name);
      if (person === null) {
        const detail = `No person is named ${name}. List them, or make the person.`;
        return refuse(problem("unknown-person", detail));
      }
      return answer(presentPerson(person, now), { version: person.version });
    },
    async changePerson({ params: { name }, body }, caller) {
      const input = { name, ...body, ...condition(caller) };
      const result = await people.change(accountCall(caller), input);
      if (result.kind === "problem") return refuseAccount(result);
      const { value } = result;
      return answer(presentPerson(value, caller.now), { version: value.version });
    },
    async removePerson({ params: { name } }, caller) {
      const result = await people.remove(accountCall(caller), { name, ...condition(caller) });
      return result.kind === "problem" ? refuseAccount(result) : answer(undefined);
    },
    async invitePerson({ params: { name } }, caller) {
      const result = await people.invite(accountCall(caller), name);
      return result.kind === "problem"
        ? refuseAccount(result)
        : answer(presentInvitation(result.value));
    },
  };
}
