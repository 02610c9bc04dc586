import { hubActor } from "../agents/note-effects.js";
import type { ApiTokenRecord } from "../model.js";
import type { AccountServices } from "./account-call.js";
import { auditedToken, ownTokens } from "./api-tokens.js";
import { committed, plan, recorded } from "./commit.js";
import { type AccountResult, refused } from "./problem.js";
import { SEEDED_TOKEN_NAME } from "./settings.js";
import { CHOSEN_TOKEN_LENGTH_MAX, CHOSEN_TOKEN_LENGTH_MIN, readApiToken } from "./wire-token.js";

/** Makes a text of the operator's choice an administrator's API token. Another text than before takes its place. */
export async function seedAdminToken(
  services: AccountServices,
  text: string,
): Promise<AccountResult<null>> {
  const chosen = readApiToken(text, services.digest);
  if (chosen === null) {
    return refused(
      "invalid",
      `An administrator's token is one line of ${CHOSEN_TOKEN_LENGTH_MIN} to ${CHOSEN_TOKEN_LENGTH_MAX} visible characters without blanks, such as what \`openssl rand -base64 32\` prints.`,
    );
  }
  return committed(services, async () => {
    const now = services.clock.now();
    const own = await ownTokens(services, null);
    const before = own.find(({ name }) => name === SEEDED_TOKEN_NAME) ?? null;
    if (before?.id === chosen.id && before.hash === chosen.hash) return plan([], null);
    const token: ApiTokenRecord = {
      ...chosen,
      name: SEEDED_TOKEN_NAME,
      owner: null,
      grants: [{ role: "administrator", reach: null }],
      expiresAt: null,
      lastUsedAt: null,
      lastAddress: null,
      createdAt: now,
    };
    const call = { actor: hubActor(services.ids.uuidv7()), now };
    const resource = { kind: "api-token", id: token.id };
    return plan(
      [
        ...(before === null ? [] : [{ kind: "revoke-api-token", id: before.id } as const]),
        { kind: "add-api-token", token },
        recorded(
          services,
          call,
          "seed-admin-token",
          resource,
          before === null ? null : { id: before.id, ...auditedToken(before) },
          auditedToken(token),
        ),
      ],
      null,
    );
  });
}
