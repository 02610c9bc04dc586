import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AccountsUnderTest,
  callOf,
  openAccounts,
  PASSWORD,
  valueOf,
} from "../testing/open-accounts.js";
import { ACCOUNT_SETTINGS, TOUCH_EVERY_MS } from "./settings.js";

const SEED = 20_261_123;
const { sessionIdleMs, sessionMaxMs } = ACCOUNT_SETTINGS;
const PEOPLE = ["ada", "bob"] as const;

/** What the law knows of one cookie that was ever handed out. */
interface Cookie {
  readonly text: string;
  readonly session: string;
  readonly person: string;
  readonly startedAt: number;
  /** To the minute, as it is kept. */
  seenAt: number;
  /** Ended or rotated. */
  over: boolean;
}

const person = fc.constantFrom(...PEOPLE);
const nth = fc.nat(30);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("sign-in" as const), person }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("pass" as const),
      ms: fc.constantFrom(
        1_000,
        TOUCH_EVERY_MS,
        sessionIdleMs - 1,
        sessionIdleMs,
        sessionIdleMs / 2,
        sessionMaxMs - 1,
        sessionMaxMs / 3,
      ),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("use" as const), nth }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sign-out" as const), nth }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("end" as const), nth }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("password" as const), nth }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("grants" as const), person }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("disable" as const), person }) },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class World {
  readonly cookies: Cookie[] = [];
  readonly disabled = new Set<string>();
  #role: "viewer" | "operator" = "operator";

  constructor(readonly hub: AccountsUnderTest) {}

  isLive({ over, person: owner, startedAt, seenAt }: Cookie): boolean {
    const now = this.hub.time.now();
    const inTime = now < startedAt + sessionMaxMs && now - seenAt < sessionIdleMs;
    return !over && inTime && !this.disabled.has(owner);
  }

  async shows(text: string, isUse: boolean) {
    const shown = { session: text, bearer: null, address: "192.0.2.1", isUse };
    return this.hub.accounts.doors.authenticate(shown);
  }

  async use(cookie: Cookie, isUse: boolean): Promise<void> {
    const found = await this.shows(cookie.text, isUse);
    expect(found.kind).toBe(this.isLive(cookie) ? "session" : "refused");
    if (found.kind !== "session") return;
    expect(found.person.name).toBe(cookie.person);
    const now = this.hub.time.now();
    if (isUse && now - cookie.seenAt >= TOUCH_EVERY_MS) cookie.seenAt = now;
  }

  #add(text: string, session: string, owner: string, startedAt: number): void {
    const seenAt = this.hub.time.now();
    this.cookies.push({ text, session, person: owner, startedAt, seenAt, over: false });
  }

  #end(which: (cookie: Cookie) => boolean): void {
    for (const cookie of this.cookies) if (which(cookie)) cookie.over = true;
  }

  async take(given: Step): Promise<void> {
    const { accounts, time, newcomer, call } = this.hub;
    if (given.kind === "pass") return time.pass(given.ms);
    if (given.kind === "sign-in") {
      // Past its time a session may be dropped here: over is over.
      this.#end((cookie) => !this.isLive(cookie) && !this.disabled.has(cookie.person));
      const credentials = { name: given.person, password: PASSWORD };
      const result = await accounts.doors.signIn(newcomer(), credentials);
      expect(result.kind).toBe(this.disabled.has(given.person) ? "problem" : "done");
      if (result.kind === "problem") return undefined;
      const { cookie, signedIn } = result.value;
      return this.#add(cookie, signedIn.session.id, given.person, time.now());
    }
    if (given.kind === "grants") {
      this.#role = this.#role === "viewer" ? "operator" : "viewer";
      const grants = [{ role: this.#role, reach: `label.n:${this.cookies.length}` }];
      valueOf(await accounts.people.change(call(), { name: given.person, grants }));
      return this.#end((cookie) => cookie.person === given.person);
    }
    if (given.kind === "disable") {
      const disabled = !this.disabled.has(given.person);
      valueOf(await accounts.people.change(call(), { name: given.person, disabled }));
      if (disabled) this.disabled.add(given.person);
      else this.disabled.delete(given.person);
      return this.#end((cookie) => cookie.person === given.person);
    }
    const cookie = this.cookies[given.nth % Math.max(1, this.cookies.length)];
    if (cookie === undefined) return undefined;
    if (given.kind === "use") return this.use(cookie, true);
    const found = await this.shows(cookie.text, false);
    if (found.kind !== "session") return undefined;
    const own = callOf({ cookie: "", device: "", signedIn: found }, time.now());
    if (given.kind === "sign-out") valueOf(await accounts.sessions.signOut(own));
    if (given.kind === "end") valueOf(await accounts.sessions.end(own, cookie.session));
    if (given.kind !== "password") {
      return this.#end(({ session }) => session === cookie.session);
    }
    const words = { current: PASSWORD, password: PASSWORD };
    const changed = valueOf(await accounts.sessions.changePassword(own, words, "192.0.2.1"));
    this.#end((one) => one.person === cookie.person);
    this.#add(changed.cookie, cookie.session, cookie.person, cookie.startedAt);
    const added = this.cookies.at(-1);
    if (added !== undefined) added.seenAt = cookie.seenAt;
    return undefined;
  }
}

test("no expired, ended, rotated or foreign session is ever accepted, and every other is", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const world = new World(openAccounts());
      for (const name of PEOPLE) {
        const { signedIn } = await world.hub.person(name);
        await world.hub.storage.store.commit({
          writes: [{ kind: "end-session", id: signedIn.session.id }],
        });
      }
      for (const given of steps) {
        await world.take(given);
        for (const cookie of world.cookies) await world.use(cookie, false);
      }
      const [one, two] = world.cookies;
      if (one === undefined || two === undefined || one.session === two.session) return;
      // The id of one session with the secret of another, and a secret that nobody was given.
      const secret = two.text.slice("fhs_".length + 17);
      const foreign = [`fhs_${one.session}_${secret}`, `fhs_${one.session}_${"A".repeat(43)}`];
      for (const text of foreign) expect((await world.shows(text, true)).kind).toBe("refused");
    }),
    { numRuns: 60, seed: SEED },
  );
});

test("texts of any kind are refused, and none of them makes a failure", async () => {
  const { accounts } = openAccounts();
  const odd = fc.oneof(
    fc.string({ unit: "binary", maxLength: 600 }),
    fc
      .tuple(
        fc.constantFrom("fha", "fhs", "fhi", "fhe"),
        fc.stringMatching(/^[0-9a-f]{0,20}$/),
        fc.base64String(),
      )
      .map((all) => all.join("_")),
    fc
      .tuple(fc.stringMatching(/^[0-9a-f]{16}$/), fc.stringMatching(/^[A-Za-z0-9_-]{43}$/))
      .map(([id, secret]) => `fhs_${id}_${secret}`),
  );
  await fc.assert(
    fc.asyncProperty(odd, fc.boolean(), async (text, asBearer) => {
      const shown = asBearer ? { bearer: text, session: null } : { bearer: null, session: text };
      const found = await accounts.doors.authenticate({
        ...shown,
        address: "192.0.2.1",
        isUse: true,
      });
      expect(found.kind).toBe("refused");
    }),
    { numRuns: 300, seed: SEED },
  );
});
