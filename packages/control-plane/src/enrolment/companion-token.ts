import type { Millis } from "@fleethub/fleet";
import { deriveToken } from "../accounts/wire-token.js";
import type { EnrolmentTokenRecord } from "../model.js";
import type { Clock, Digest, EnrolmentReader, FleetStore, Ids, Write } from "../ports.js";
import type { Sign } from "./bearer.js";
import { hubWith } from "./told-by-hub.js";

/** Name of the enrolment token of agents that a hub starts itself. */
export const COMPANION_TOKEN = "this-hub";

/** How long it lets in agents that nobody knows. Those that it let in once come back with it afterwards. */
export const COMPANION_TOKEN_MS: Millis = 3_600_000;

/** What agents that the hub itself starts come with. */
export type CompanionToken =
  | { readonly kind: "token"; readonly text: string }
  /** They come as anybody does who has none. */
  | { readonly kind: "none" }
  /** They are not let in, and why: a sentence with what to do. */
  | { readonly kind: "refused"; readonly reason: string };

export interface CompanionTokenDeps {
  readonly reader: Pick<EnrolmentReader, "get">;
  readonly store: Pick<FleetStore, "commit">;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digest: Digest;
  /** Under the store's key for credentials of agents: every hub of one store works out the same text. */
  readonly sign: Sign;
}

/** Times it is tried again because another hub was faster. */
const ATTEMPTS_MAX = 3;

const DESCRIPTION =
  "Made by the hub for the agents that it starts itself: fleethub serve --demo and --collector.";

/**
 * Makes the token where there is none, and lets it take in new agents for a while from now. Its text is kept nowhere: it follows
 * from the store's key, so that the agents of one start come back at the next. Rejects while the store is away.
 *
 * @param isNeeded the hub takes nobody without a credential. Else there is one only if there was: agents that enrolled with it
 * need it
 */
export async function companionToken(
  deps: CompanionTokenDeps,
  isNeeded: boolean,
): Promise<CompanionToken> {
  const { text, kept } = deriveToken("fhe", deps, COMPANION_TOKEN);
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const known = await deps.reader.get(COMPANION_TOKEN);
    if (known === null && !isNeeded) return { kind: "none" };
    if (known !== null && known.keyId !== kept.id) {
      const reason = `An operator's enrolment token is named ${COMPANION_TOKEN}: give these agents it, or another, by hand.`;
      return isNeeded ? { kind: "refused", reason } : { kind: "none" };
    }
    if (known !== null && known.revokedAt !== null) {
      const reason = `The enrolment token ${COMPANION_TOKEN} was revoked: start them by hand with another token.`;
      return { kind: "refused", reason };
    }
    const writes = known === null ? made(deps, kept) : renewed(deps, known);
    if ((await deps.store.commit({ writes })).kind === "committed") return { kind: "token", text };
  }
  throw new Error(`The enrolment token ${COMPANION_TOKEN} changes again and again.`);
}

function made(
  { clock, ids }: CompanionTokenDeps,
  kept: { readonly id: string; readonly hash: string },
): readonly Write[] {
  const createdAt = clock.now();
  const token: EnrolmentTokenRecord = {
    name: COMPANION_TOKEN,
    keyId: kept.id,
    secretHash: kept.hash,
    description: DESCRIPTION,
    labels: {},
    group: null,
    admission: "admitted",
    expiresAt: createdAt + COMPANION_TOKEN_MS,
    usesMax: null,
    uses: 0,
    lastUsedAt: null,
    lastAddress: null,
    revokedAt: null,
    revokedBy: null,
    reason: null,
    version: 1,
    createdAt,
    createdBy: "hub",
  };
  const { expiresAt } = token;
  const entry = entryOf(ids, createdAt, "create-enrolment-token", null, expiresAt);
  return [{ kind: "add-enrolment-token", token }, entry];
}

function renewed(
  { clock, ids }: CompanionTokenDeps,
  { name, version: expect, expiresAt: before }: EnrolmentTokenRecord,
): readonly Write[] {
  const at = clock.now();
  const expiresAt = at + COMPANION_TOKEN_MS;
  return [
    { kind: "renew-enrolment-token", name, expect, expiresAt },
    entryOf(ids, at, "renew-enrolment-token", before, expiresAt),
  ];
}

function entryOf(
  ids: Ids,
  at: Millis,
  action: string,
  before: Millis | null,
  expiresAt: Millis | null,
): Write {
  const id = ids.uuidv7();
  return {
    kind: "add-audit",
    entry: {
      id,
      at,
      actor: hubWith(id, "The hub starts agents itself (--demo or --collector)."),
      action,
      resource: { kind: "enrolment-token", id: COMPANION_TOKEN },
      before: before === null ? null : { expiresAt: before },
      after: { expiresAt },
    },
  };
}
