import { HUB_SUBJECT } from "@fleethub/fleet/access";
import type { Refusal } from "../audit/refusals.js";
import { createAccounts } from "../accounts/create-accounts.js";
import type { AccountCall, AccountResult, Accounts, Newcomer, Opened } from "../accounts/index.js";
import { type HubKey, NO_HUB_KEY } from "../ports.js";
import { createMemoryStorage, type MemoryStorage } from "../memory/index.js";
import { FakeTime } from "./fake-time.js";
import { nodeDigest } from "./open-hub.js";

/** Accounts over a storage in memory, on a clock of their own; passwords are hashed by writing them down. */
export interface AccountsUnderTest {
  readonly accounts: Accounts;
  readonly storage: MemoryStorage;
  readonly time: FakeTime;
  /** What strangers were refused. */
  readonly refusals: readonly Refusal[];
  /** Somebody at an address. */
  newcomer(over?: Partial<Newcomer>): Newcomer;
  /** An administrator's call. */
  call(over?: Partial<AccountCall>): AccountCall;
  /** Signs a new person in with everything there is to it. */
  person(name: string, grants?: AccountCall["subject"]["grants"]): Promise<Opened>;
}

export const PASSWORD = "a long enough sentence";

let made = 0;
let random = 0;

export function openAccounts(
  storage: MemoryStorage = createMemoryStorage(),
  hubKey: HubKey = NO_HUB_KEY,
): AccountsUnderTest {
  const time = new FakeTime();
  const refusals: Refusal[] = [];
  const accounts = createAccounts({
    storage,
    clock: time,
    ids: {
      uuidv7() {
        made += 1;
        return `01990000-0000-7000-9000-${made.toString(16).padStart(12, "0")}`;
      },
    },
    digest: nodeDigest,
    random: {
      bytes(count) {
        random += 1;
        const bytes = new Uint8Array(count);
        new DataView(bytes.buffer).setUint32(count - 4, random);
        return bytes;
      },
    },
    passwords: {
      hash: async (password) => `hash of ${password}`,
      verify: async (encoded, password) => encoded === `hash of ${password}`,
    },
    hubKey,
    refused: (refusal) => void refusals.push(refusal),
  });
  const call = (over: Partial<AccountCall> = {}): AccountCall => ({
    actor: { kind: "operator", id: "root", via: "api", requestId: "r1" },
    subject: HUB_SUBJECT,
    session: null,
    now: time.now(),
    ...over,
  });
  const newcomer = (over: Partial<Newcomer> = {}): Newcomer => ({
    address: "192.0.2.1",
    userAgent: "a browser",
    device: null,
    via: "console",
    requestId: "r2",
    ...over,
  });
  return {
    accounts,
    refusals,
    storage,
    time,
    newcomer,
    call,
    async person(name, grants = [{ role: "operator", reach: null }]) {
      const input = { name, displayName: "", grants };
      const created = valueOf(await accounts.people.create(call(), input));
      const { token } = created.invitation;
      return valueOf(
        await accounts.doors.acceptInvitation(newcomer(), { token, password: PASSWORD }),
      );
    },
  };
}

/** What a call came to; a refusal fails the test. */
export function valueOf<T>(result: AccountResult<T>): T {
  if (result.kind === "problem") throw new Error(`${result.code}: ${result.detail}`);
  return result.value;
}

/** Why a call was refused; `done` where it was not. */
export const codeOf = (result: AccountResult<unknown>): string =>
  result.kind === "problem" ? result.code : "done";

/** The call of somebody who is signed in. */
export function callOf({ signedIn }: Opened, now: number): AccountCall {
  const { subject, session } = signedIn;
  const actor = { kind: "operator", id: subject.id, via: "console", requestId: "r3" } as const;
  return { actor, subject, session: session.id, now };
}
