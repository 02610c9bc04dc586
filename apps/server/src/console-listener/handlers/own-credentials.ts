import { API_PREFIX } from "@fleethub/api";
import type { Accounts, WhoseTokens } from "@fleethub/control-plane";
import { type Action, decide } from "@fleethub/fleet/access";
import { notAllowed } from "../authorise.js";
import { presentApiToken, presentSessionRow } from "../present/account.js";
import { refuseAccount } from "../sign-in/account-problems.js";
import { accountCall } from "../sign-in/newcomer.js";
import { answer, type Caller, type Handlers, refuse } from "./handler.js";

type Own = Pick<
  Handlers,
  | "listSessions"
  | "endOtherSessions"
  | "endSession"
  | "listApiTokens"
  | "createApiToken"
  | "revokeApiToken"
>;

/** Sessions and API tokens: one's own, and those of others where the role allows it. */
export function ownCredentialHandlers({ sessions, apiTokens }: Accounts): Own {
  return {
    async listSessions({ query: { person, limit, cursor } }, caller) {
      const whose = askedFor(person, caller, "people.read");
      if (whose.kind === "problem") return whose;
      const page = await sessions.list(whose.person, { limit, cursor: cursor ?? null });
      const { session } = accountCall(caller);
      return answer({
        ...page,
        items: page.items.map((one) => presentSessionRow(one, session)),
      });
    },
    async endOtherSessions(_request, caller) {
      const result = await sessions.endOthers(accountCall(caller));
      return result.kind === "problem" ? refuseAccount(result) : answer(result.value);
    },
    async endSession({ params: { id } }, caller) {
      const result = await sessions.end(accountCall(caller), id);
      return result.kind === "problem" ? refuseAccount(result) : answer(undefined);
    },
    async listApiTokens({ query: { person, limit, cursor } }, caller) {
      const shown = caller.signedIn?.kind === "api-token" ? caller.signedIn.token : null;
      if (person === undefined && shown?.owner === null && !mayReadTokens(caller)) {
        // Others that belong to nobody are not this one's.
        return answer({ items: [presentApiToken(shown)], nextCursor: null, total: 1 });
      }
      const asked = askedFor(person, caller, "tokens.read");
      if (asked.kind === "problem") return asked;
      const page = await apiTokens.list(whoseTokens(asked.person), {
        limit,
        cursor: cursor ?? null,
      });
      return answer({ ...page, items: page.items.map(presentApiToken) });
    },
    async createApiToken({ body: { name, grants, expiresAt } }, caller) {
      const until = expiresAt === null ? null : Date.parse(expiresAt);
      const result = await apiTokens.create(accountCall(caller), {
        name,
        grants,
        expiresAt: until,
      });
      if (result.kind === "problem") return refuseAccount(result);
      const { token, text } = result.value;
      return answer(
        { token: presentApiToken(token), value: text },
        { location: `${API_PREFIX}/api-tokens/${token.id}` },
      );
    },
    async revokeApiToken({ params: { id } }, caller) {
      const result = await apiTokens.revoke(accountCall(caller), id);
      return result.kind === "problem" ? refuseAccount(result) : answer(undefined);
    },
  };
}

const mayReadTokens = ({ subject }: Caller) => decide(subject, "tokens.read").allowed;

function whoseTokens(person: string | null): WhoseTokens {
  if (person === null) return "everybody";
  return person === NOBODYS ? "nobody" : { person };
}

/** In the place of a person's name: what a token makes that belongs to nobody. */
const NOBODYS = "";

/** Whose are asked for; null: everybody's. Others' need the role for the action. */
function askedFor(person: string | undefined, { subject, signedIn }: Caller, action: Action) {
  const own = signedIn?.kind === "api-token" ? (signedIn.token.owner ?? NOBODYS) : subject.id;
  if (person === undefined || person === own) return { kind: "whose", person: own } as const;
  const decision = decide(subject, action);
  if (!decision.allowed) return refuse(notAllowed(decision));
  return { kind: "whose", person: person === "*" ? null : person } as const;
}
