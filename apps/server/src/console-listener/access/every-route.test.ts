import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Problem, ROUTES, type Route } from "@fleethub/api";
import { type Grant, isAction, ROLES } from "@fleethub/fleet/access";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AccessHub, type Asker, REACH, startAccessHub } from "../../testing/access-hub.js";
import { accessTable, cellOf } from "../../testing/access-table.js";

const DOCS = new URL("../../../../../docs/access.md", import.meta.url);

/** Nobody, and every role without a reach and with one. */
const ASKERS: readonly Asker[] = [
  [],
  ...ROLES.flatMap((role) => [[{ role, reach: null }], [{ role, reach: REACH }]] as const),
];

/** Names that nothing has. */
const PLACES: Readonly<Record<string, string>> = {
  uid: "0192f1c8-7a3b-7c4d-8e5f-001122334455",
  id: "0192f1c8-7a3b-7c4d-8e5f-001122334455",
  name: "nothing",
  number: "1",
  sequence: "1",
};

function pathOf({ fullPath }: Route): string {
  return fullPath.replace(/\{(\w+)\}/g, (_all, key: string) => PLACES[key] ?? "nothing");
}

type Expected = "answered" | "not-signed-in" | "not-allowed";

function expectedOf({ name, action }: Route, [grant]: readonly Grant[]): Expected {
  if (action === "public") return "answered";
  if (grant === undefined) return "not-signed-in";
  if (action === "own") return "answered";
  if (!isAction(action)) throw new Error(`No rule says who may use ${name}: ${action}.`);
  const cell = cellOf(action, grant.role);
  if (cell === "–") return "not-allowed";
  return cell === "whole fleet" && grant.reach !== null ? "not-allowed" : "answered";
}

describe("every route", () => {
  let hub: AccessHub;
  beforeAll(async () => {
    hub = await startAccessHub();
  }, 60_000);
  afterAll(() => hub.stop());

  const answered = async (route: Route, asker: Asker): Promise<Expected> => {
    const body = route.method === "GET" ? undefined : {};
    const answer = await hub.ask(asker, route.method, pathOf(route), body);
    if (answer.headers.get("content-type") !== "application/problem+json") {
      await answer.body?.cancel();
      return "answered";
    }
    const { type, role } = Problem.parse(await answer.json());
    if (type === "not-signed-in") return type;
    if (type !== "not-allowed") return "answered";
    expect(role, route.name).toBeDefined();
    return type;
  };

  test.each(ROUTES.map((route) => ({ route, name: route.name })))(
    "$name is for whom the table says",
    async ({ route }) => {
      for (const asker of ASKERS) {
        expect(await answered(route, asker), JSON.stringify(asker)).toBe(expectedOf(route, asker));
      }
    },
  );
});

test("docs/access.md has the table and the count of cases as they are; -u writes them", async () => {
  const cases = `${ROUTES.length} routes × ${ASKERS.length} callers: ${ROUTES.length * ASKERS.length} cases`;
  const written = readFileSync(DOCS, "utf8")
    .replace(/^\| action \|.*\n(?:\|.*\n)*/m, () => `${accessTable()}\n`)
    .replace(/\d+ routes × \d+ callers: \d+ cases/, () => cases);
  expect(written).toContain(accessTable());
  expect(written).toContain(cases);
  await expect(written).toMatchFileSnapshot(fileURLToPath(DOCS));
});
