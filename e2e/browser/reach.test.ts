import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { AgentDetail, AgentPage, AgentRow } from "@fleethub/api";
import { afterEach, describe, expect, it } from "vitest";
import { good } from "../real/configs.js";
import { Console, hasChromium } from "../real/console.js";
import { fromPage, type HandMade, withSession } from "../real/hand-made.js";
import { addRevision, openHub } from "../real/house.js";
import type { Hub } from "../real/hub.js";
import { signIn } from "../real/people.js";
import { SimulatedFleet } from "../real/simulated-fleet.js";

const NAME = "linus";
const REACH = "label.team:a";
const TEAM = 3;
const REVIEW = { reason: "because" };

const opened: { remove(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

/** Two teams that run the same configuration, and somebody who operates the agents of one of them. */
async function place() {
  const hub = await openHub();
  const fleet = await SimulatedFleet.open(hub, { agents: 2 * TEAM });
  opened.push(fleet);
  const own = fleet.rows.slice(0, TEAM);
  const others = fleet.rows.slice(TEAM);
  const bulk = (rows: readonly AgentRow[], verb: string, input: object) =>
    hub.must("POST", "/agents/bulk", { uids: rows.map(({ uid }) => uid), verb, input });
  await bulk(own, "label", { labels: { team: "a" } });
  await bulk(others, "label", { labels: { team: "b" } });
  const revision = await addRevision(hub, "shared", good(4318));
  await hub.must("POST", "/groups", { name: "everybody", query: "name:*" });
  await hub.must("POST", "/groups", { name: "team-a", query: REACH });
  await bulk(others, "pin", { configuration: "shared", revision });
  const console = await Console.atTheDoor(hub);
  opened.push(console);
  await signIn(hub, console.context, NAME, [{ role: "operator", reach: REACH }]);
  return { hub, console, page: console.page, own, others };
}

/** What the hub wants of agents, and holds of them. */
async function wanted(hub: Hub, rows: readonly AgentRow[]): Promise<readonly unknown[]> {
  const all = rows.map(({ uid }) => hub.must<AgentDetail>("GET", `/agents/${uid}`));
  return (await Promise.all(all)).map(
    ({ uid, name, labels, variables, admission, configuration, revision, group }) => {
      return { uid, name, labels, variables, admission, configuration, revision, group };
    },
  );
}

const asked = (method: string, path: string, body?: object): HandMade => ({
  method,
  path,
  ...(body === undefined ? {} : { body }),
});

/** What nobody may who reaches `own` alone; `status` as far as there is one right answer. */
function beyond(own: string, other: string): readonly (readonly [number, HandMade])[] {
  const everything = { role: "administrator", reach: null };
  const pin = { configuration: "shared", revision: 1 };
  const rollout = { group: "everybody", configuration: "shared", revision: 1 };
  return [
    [404, asked("GET", `/agents/${other}`)],
    [404, asked("GET", `/agents/${other}/effective-config`)],
    [404, asked("GET", `/agents/${other}/timeline`)],
    [404, asked("PATCH", `/agents/${other}`, { labels: { team: "a" } })],
    [404, asked("PATCH", `/agents/${other}`, { name: "mine" })],
    [404, asked("PUT", `/agents/${other}/configuration`, pin)],
    [404, asked("DELETE", `/agents/${other}/configuration`)],
    [404, asked("PUT", `/agents/${other}/connection`, { ownMetrics: true })],
    [404, asked("POST", `/agents/${other}/restart`)],
    [404, asked("POST", `/agents/${other}/new-uid`)],
    [404, asked("DELETE", `/agents/${other}`)],
    [403, asked("PATCH", `/agents/${own}`, { labels: { team: "b" } })],
    [403, asked("PATCH", `/agents/${own}`, { labels: { team: null } })],
    [403, asked("POST", `/agents/${own}/revoke`, REVIEW)],
    [403, asked("POST", `/agents/${other}/revoke`, REVIEW)],
    [403, asked("POST", "/groups", { name: "mine", query: "name:*" })],
    [403, asked("PUT", "/groups/team-a", { query: "name:*" })],
    [403, asked("DELETE", "/groups/everybody")],
    [403, asked("PUT", "/groups/team-a/protection", { approvals: 1 })],
    [403, asked("POST", "/rollouts", rollout)],
    [
      403,
      asked("POST", "/approvals", { verb: "start-rollout", input: rollout, message: "let me" }),
    ],
    [403, asked("POST", "/configurations/shared/revisions", { content: good(4319) })],
    [403, asked("DELETE", "/configurations/shared")],
    [403, asked("POST", "/people", { name: "eve", displayName: "", grants: [everything] })],
    [403, asked("PATCH", `/people/${NAME}`, { grants: [everything] })],
    [403, asked("POST", `/people/${NAME}/invitation`)],
    [403, asked("POST", "/api-tokens", { name: "more", grants: [everything], expiresAt: null })],
    [403, asked("POST", "/enrolment-tokens", { name: "mine", labels: { team: "a" } })],
    [403, asked("POST", "/secrets", { name: "mine", value: "long enough for it" })],
    [403, asked("GET", "/people")],
    [403, asked("GET", "/audit/export")],
  ];
}

describe.runIf(hasChromium())(
  "an operator who is limited to a part of the fleet, in a browser",
  () => {
    it("sees and changes that part, and finds the rest locked or not there", async () => {
      const { hub, console, page, own, others } = await place();
      const before = await wanted(hub, others);
      await page.goto("/agents");
      await page.locator(".who-am-i").getByText(`Operator of ${REACH}`).waitFor();
      await page.getByRole("row").nth(TEAM).waitFor();
      expect(await page.getByRole("row").count()).toBe(TEAM + 1);
      await console.picture("reach-agents");

      // What becomes of others reaches neither the list nor the stream that keeps it.
      const [first, stranger] = [own[0], others[0]];
      if (first === undefined || stranger === undefined) throw new Error("the fleet is empty");
      await page.getByRole("row").filter({ hasText: first.name }).getByRole("link").first().click();
      await page.getByRole("heading", { name: first.name }).waitFor();
      await page.getByRole("button", { name: "Label", exact: true }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Key").fill("zone");
      await dialog.getByLabel("Value").fill("north");
      await dialog.getByRole("button", { name: "Set the label" }).click();
      await page.getByRole("button", { name: "Remove label zone" }).waitFor();

      // Taking an agent out of one's own reach is more than the reach allows.
      await page.getByRole("button", { name: "Remove label team" }).click();
      await page
        .getByText(/beyond|reach/i)
        .first()
        .waitFor();
      await console.picture("reach-refused");

      await page.goto(`/agents/one?uid=${stranger.uid}`);
      await page.getByRole("heading", { name: "No agent with this instance UID" }).waitFor();
      await page.goto("/groups?name=everybody");
      const edit = page.getByRole("button", { name: "Edit", exact: true });
      await edit.waitFor();
      expect(await edit.getAttribute("aria-disabled")).toBe("true");
      await edit.focus();
      await page
        .getByRole("tooltip")
        .filter({ hasText: `Your role reaches ${REACH}; this goes further` })
        .first()
        .waitFor();
      await console.picture("reach-locked-group");
      expect(await console.axe()).toEqual([]);
      await page.goto("/groups?name=team-a");
      await edit.waitFor();
      expect(await edit.getAttribute("aria-disabled")).not.toBe("true");
      await page.goto("/settings/people");
      await page.getByText("Locked for you").waitFor();

      expect(await wanted(hub, others)).toEqual(before);
      expect(console.complaints).toEqual([]);
    });

    it("reaches no further by requests made by hand, from the page, without it and from another site", async () => {
      const { hub, console, page, own, others } = await place();
      const before = await wanted(hub, [...own, ...others]);
      await page.goto("/agents");
      await page.getByRole("row").nth(TEAM).waitFor();
      const [first, stranger] = [own[0]?.uid ?? "", others[0]?.uid ?? ""];
      const wrong: string[] = [];
      for (const [status, request] of beyond(first, stranger)) {
        const ways = {
          page: await fromPage(page, request),
          "without Origin": await withSession(console.context, request),
          "own Origin": await withSession(console.context, request, hub.console),
        };
        for (const [way, answer] of Object.entries(ways))
          if (answer.status !== status)
            wrong.push(`${way}: ${request.method} ${request.path} ${answer.status} ${answer.text}`);
      }
      expect(wrong).toEqual([]);

      // Queries are narrowed, so that they name nobody outside; a list of names that does is refused or left undone.
      const many = (reach: object) =>
        asked("POST", "/agents/bulk", {
          ...reach,
          verb: "label",
          input: { labels: { seen: "yes" } },
        });
      const narrowed = await fromPage(page, many({ query: "name:*" }));
      expect(JSON.parse(narrowed.text)).toMatchObject({ agents: TEAM, done: TEAM });
      await fromPage(page, many({ uids: [first, stranger] }));
      const listed = await fromPage(page, asked("GET", "/agents"));
      expect((JSON.parse(listed.text) as AgentPage).total).toBe(TEAM);

      // Within reach too, nobody else's page acts for him.
      const mine = asked("PATCH", `/agents/${first}`, { labels: { from: "elsewhere" } });
      const foreign = await withSession(console.context, mine, "https://example.com");
      expect(foreign).toMatchObject({ status: 403, type: "origin-not-allowed" });
      const elsewhere = createServer((_request, response) =>
        response.setHeader("content-type", "text/html").end("<title>elsewhere</title>"),
      ).listen(0, "127.0.0.1");
      opened.push({ remove: async () => elsewhere.close() });
      await once(elsewhere, "listening");
      await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
      await page.evaluate(async (url) => {
        const body = JSON.stringify({
          query: "name:*",
          verb: "label",
          input: { labels: { from: "elsewhere" } },
        });
        for (const mode of ["no-cors", "cors"] as const)
          for (const type of ["text/plain", "application/json"])
            await fetch(url, {
              method: "POST",
              credentials: "include",
              mode,
              body,
              headers: { "content-type": type },
            }).catch(() => undefined);
      }, `${hub.console}/api/v1/agents/bulk`);

      const seen = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row));
      expect(seen(await wanted(hub, others))).toEqual(seen(before.slice(TEAM)));
      for (const { uid } of own)
        expect((await hub.must<AgentDetail>("GET", `/agents/${uid}`)).labels).toEqual({
          team: "a",
          seen: "yes",
        });
    });
  },
);
