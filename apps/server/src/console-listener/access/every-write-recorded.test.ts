import { Problem, ROUTES, type Route } from "@fleethub/api";
import type { AuditEntry } from "@fleethub/control-plane";
import type { MemoryStorage } from "@fleethub/control-plane/memory";
import { afterAll, beforeAll, describe, expect, type MockInstance, test, vi } from "vitest";
import { type RecordingHub, startRecordingHub } from "../../testing/recording-hub.js";
import { BODIES } from "../../testing/route-bodies.js";
import { as, WRITE_CASES, type WriteCase } from "../../testing/write-cases.js";

const WRITES = ROUTES.filter(({ method }) => method !== "GET");
/** All but the description of the API, which is made without the store. */
const READS = ROUTES.filter(({ method, name }) => method === "GET" && name !== "getOpenApi");

/** What nothing has. */
const NOTHING: Readonly<Record<string, string>> = {
  uid: "0192f1c8-7a3b-7c4d-8e5f-001122334455",
  id: "0123456789abcdef",
  name: "nothing",
  number: "99",
  sequence: "999999",
};

type Params = Readonly<Record<string, string>>;

const pathOf = ({ fullPath }: Route, params: Params) =>
  fullPath.replace(/\{(\w+)\}/g, (_all, key: string) => params[key] ?? NOTHING[key] ?? "none");

/** How many times an entry about refusals counts. */
function attemptsIn({ after }: Pick<AuditEntry, "after">): number {
  const isCounted = typeof after === "object" && after !== null && "attempts" in after;
  return isCounted ? Number(after.attempts) : Number.NaN;
}

const named = (routes: readonly Route[]) => routes.map((route) => ({ route, name: route.name }));

describe("the record", () => {
  let world: RecordingHub;
  /** Times that somebody known was told that he may not. */
  let notAllowed = 0;
  let commits: MockInstance<MemoryStorage["store"]["commit"]>;
  beforeAll(async () => {
    world = await startRecordingHub();
    commits = vi.spyOn(world.hub.storage.store, "commit");
  }, 60_000);
  afterAll(() => world.stop());

  /** Acts of people and tokens, newest first; refusals are counted apart, and what became of an act follows it. */
  const recorded = async () => {
    const filter = { text: "", actorKinds: ["operator", "token"] } as const;
    const { items } = await world.hub.storage.audit.list(filter, { limit: 500, cursor: null });
    return items.filter(({ action, follows }) => action !== "refused" && follows === undefined);
  };

  const asked = async (
    route: Route,
    { params = {}, query = "", headers: given = world.admin }: WriteCase,
    body: unknown,
  ) => {
    const headers = new Headers(given);
    if (body !== undefined) headers.set("content-type", "application/json");
    const answer = await fetch(`${world.hub.hub.consoleUrl}${pathOf(route, params)}${query}`, {
      method: route.method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (answer.ok) return "done";
    const { type, detail } = Problem.parse(JSON.parse(text));
    return { type, detail };
  };

  const caseOf = ({ name }: Route) => {
    const prepare = WRITE_CASES[name];
    if (prepare === undefined) throw new Error(`${name} needs a case in testing/write-cases.ts.`);
    return prepare;
  };

  test.each(named(WRITES))(
    "$name leaves one entry where it works, none where not",
    async ({ route }) => {
      const call = await caseOf(route)(world);
      const { refused, entries = 1 } = call;
      const body = call.body ?? BODIES[route.name] ?? (route.body === null ? undefined : {});
      const before = await recorded();

      if (route.action !== "public") {
        const nobody = await asked(route, { ...call, headers: new Headers() }, body);
        expect(nobody).toMatchObject({ type: "not-signed-in" });
      }
      if (!["public", "own"].includes(route.action) && entries > 0) {
        const viewer = await asked(route, { ...call, headers: as(world.viewer) }, body);
        expect(viewer).toMatchObject({ type: "not-allowed" });
        notAllowed += 1;
      }
      if (route.body !== null) expect(await asked(route, call, { nonsense: 1 })).not.toBe("done");
      if (route.path.includes("{")) {
        expect(await asked(route, { ...call, params: {} }, body)).not.toBe("done");
      }
      expect((await recorded()).length).toBe(before.length);

      const answer = await asked(route, call, body);
      if (refused === undefined) expect(answer).toBe("done");
      else expect(answer).toMatchObject({ type: refused });
      const after = await recorded();
      const added = after.slice(0, after.length - before.length);
      expect(added.map(({ action }) => action)).toHaveLength(entries);
      for (const { actor } of added) expect(actor.requestId).not.toBe("");
    },
  );

  test("reading leaves none, whoever reads and whatever is not there", async () => {
    const before = await recorded();
    for (const route of READS) {
      const url = `${world.hub.hub.consoleUrl}${pathOf(route, {})}`;
      const answer = await fetch(url, { headers: world.admin });
      await answer.body?.cancel();
    }
    expect((await recorded()).length).toBe(before.length);
  });

  test("who was refused is counted, with each attempt", async () => {
    await world.hub.hub.stop();
    const entries = commits.mock.calls.flatMap(([{ writes }]) =>
      writes.flatMap((write) => (write.kind === "add-audit" ? [write.entry] : [])),
    );
    const counted = entries.filter(({ action }) => action === "refused");
    const attempts = counted.map(attemptsIn);
    expect(attempts.reduce((sum, count) => sum + count, 0)).toBe(notAllowed);
    expect(notAllowed).toBeGreaterThan(WRITES.length / 2);
  });
});
