import { AgentDetail, Problem, ROUTES, type Route } from "@fleethub/api";
import { decide, isAction, ROLES, type Role } from "@fleethub/fleet/access";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type AccessHub,
  ADMINISTRATOR,
  type Asker,
  REACH,
  startAccessHub,
} from "../../testing/access-hub.js";
import { BODIES } from "../../testing/route-bodies.js";

const limited = (role: Role): Asker => [{ role, reach: REACH }];
const SEES_ALL: Asker = [
  { role: "operator", reach: REACH },
  { role: "viewer", reach: null },
];

/** Routes below this path, those that take something away last. */
function routesBelow(path: string): readonly Route[] {
  const found = ROUTES.filter((route) => route.path === path || route.path.startsWith(`${path}/`));
  return found.toSorted((a, b) => Number(a.method === "DELETE") - Number(b.method === "DELETE"));
}

const AGENT_ROUTES = routesBelow("/agents/{uid}");
const ROLLOUT_ROUTES = routesBelow("/rollouts/{id}");
const GROUP_ROUTES = routesBelow("/groups/{name}");

const named = (routes: readonly Route[]) => routes.map((route) => ({ route, name: route.name }));

describe("with a reach", () => {
  let hub: AccessHub;
  beforeAll(async () => {
    hub = await startAccessHub();
  }, 60_000);
  afterAll(() => hub.stop());

  /** The problem's type, or its status where it is none. */
  const answerOf = async (asker: Asker, { name, method, fullPath }: Route, place: string) => {
    // Where something of it is named as well, none has this id.
    const path = fullPath.replace(/\{\w+\}/, place).replace("{id}", "0".repeat(40));
    const body = method === "GET" ? undefined : (BODIES[name] ?? {});
    const answer = await hub.ask(asker, method, path, body);
    if (answer.headers.get("content-type") !== "application/problem+json") {
      await answer.body?.cancel();
      return answer.status;
    }
    const problem = Problem.parse(await answer.json());
    // A body that is not understood proves nothing: this test needs one for the route.
    expect(problem.type, `${name}: ${problem.detail}`).not.toMatch(/^invalid-(request|json)$/);
    return problem.type;
  };
  /** What operators decided about an agent. Its version moves with the hub's own rollout too. */
  const decidedOf = async (uid: string) => {
    const answer = await hub.ask(ADMINISTRATOR, "GET", `/api/v1/agents/${uid}`);
    const agent = AgentDetail.parse(await answer.json());
    const { givenName, labels, variables, admission, connection, formerUids, config } = agent;
    const isPinned = config.desired.source === "pin";
    return { givenName, labels, variables, admission, connection, formerUids, isPinned };
  };
  const may = (asker: Asker, { action }: Route) =>
    isAction(action) &&
    decide({ kind: "person", id: "grace", name: "Grace", grants: asker }, action).allowed;

  test.each(named(AGENT_ROUTES))("$name does not find an agent outside", async ({ route }) => {
    for (const role of ROLES) {
      const expected = may(limited(role), route) ? "unknown-agent" : "not-allowed";
      expect(await answerOf(limited(role), route, hub.outside), role).toBe(expected);
    }
  });

  test.each(named(AGENT_ROUTES))("$name changes no agent that is only seen", async ({ route }) => {
    if (route.method === "GET" || !may(SEES_ALL, route)) return;
    const before = await decidedOf(hub.outside);
    expect(await answerOf(SEES_ALL, route, hub.outside)).toBe("beyond-reach");
    expect(await decidedOf(hub.outside)).toEqual(before);
  });

  test.each(named(ROLLOUT_ROUTES))("$name does not find a rollout outside", async ({ route }) => {
    for (const role of ROLES) {
      const expected = may(limited(role), route) ? "unknown-rollout" : "not-allowed";
      expect(await answerOf(limited(role), route, hub.rollouts.outside), role).toBe(expected);
    }
  });

  test.each(named(GROUP_ROUTES))(
    "$name shows groups outside and changes none",
    async ({ route }) => {
      for (const role of ROLES) {
        const expected = !may(limited(role), route)
          ? "not-allowed"
          : route.method === "GET"
            ? 200
            : "beyond-reach";
        expect(await answerOf(limited(role), route, "gpu"), role).toBe(expected);
      }
    },
  );

  test.each(named([...AGENT_ROUTES, ...ROLLOUT_ROUTES, ...GROUP_ROUTES]))(
    "$name works within",
    async ({ route }) => {
      const place = GROUP_ROUTES.includes(route)
        ? "edge"
        : ROLLOUT_ROUTES.includes(route)
          ? hub.rollouts.inside
          : hub.inside;
      for (const role of ROLES) {
        const answer = await answerOf(limited(role), route, place);
        if (!may(limited(role), route)) expect(answer, role).toBe("not-allowed");
        else
          expect(String(answer), role).not.toMatch(
            /not-allowed|beyond-reach|^unknown-(agent|rollout)/,
          );
      }
    },
  );

  test("lists, counts, groups and the record tell of nothing outside", async () => {
    const read = async (path: string) => {
      const answer = await hub.ask(limited("viewer"), "GET", `/api/v1${path}`);
      expect(answer.status, path).toBe(200);
      const text = await answer.text();
      expect(text, path).not.toContain(hub.outside);
      expect(text, path).not.toContain(hub.rollouts.outside);
      return JSON.parse(text);
    };
    const agents = await read("/agents?limit=500");
    expect(agents.total).toBe(agents.items.length);
    const facets = await read("/agents/facets");
    expect(facets.facets["label.squad"]).toEqual([{ value: "edge", count: facets.total }]);
    for (const { name, agents: members } of (await read("/groups")).items) {
      if (name === "gpu") expect(members).toBe(0);
    }
    const rollouts = await read("/rollouts");
    expect(rollouts.total).toBe(rollouts.items.length);
    await read("/audit?limit=500");
    await read("/policies");
  });
});
