import type { AgentDetail, Group, GroupWritten, Preview } from "@fleethub/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addRevision, binaries } from "../real/house.js";
import { Lanes } from "../real/lanes.js";
import type { Lane } from "../real/lane.js";
import { sending } from "../real/rollout-configs.js";
import { membersOf, phaseIs, startRollout } from "../real/rollouts.js";
import { pause, until } from "../real/wait.js";

const NOTHING_HAPPENS_MS = 8_000;
const MINUTE_MS = 60_000;
const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Says to the backend what it says itself. */
const tag = (change: string) => `exporters:
  otlphttp:
    headers:
      x-change: ${change}
`;

describe.runIf(binaries)("a change reaches whom the preview named", () => {
  let lanes: Lanes;
  let edge: Lane;
  let gateway: Lane;
  let apart: Lane;

  const preview = (verb: string, input: object) =>
    lanes.hub.must<Preview>("POST", "/preview", { verb, input }, 200);
  const sorted = (uids: Iterable<string>) => [...uids].sort();
  const uidsOf = (...of: readonly Lane[]) =>
    sorted(of.flatMap(({ hosts }) => hosts.map(({ uid }) => uid)));

  beforeAll(async () => {
    lanes = await Lanes.open();
    const { hub } = lanes;
    await hub.must("POST", "/configurations", { name: "tags", kind: "fragment" }, 201);
    const first = { content: tag("tags-1") };
    await hub.must("POST", "/configurations/tags/revisions", first, 201);
    const layers = [{ configuration: "tags", revision: 1 }];
    [edge, gateway, apart] = await Promise.all([
      lanes.lane("edge", 2, { layers, change: "tags-1" }),
      lanes.lane("gateway", 2, { layers, change: "tags-1" }),
      lanes.lane("apart", 2),
    ]);
  });
  afterAll(() => lanes?.remove());

  it("by an edit of a fragment: both groups that stand on it, and nobody by saving it", async () => {
    const { hub } = lanes;
    const before = apart.hosts.map(({ supervisor }) => supervisor.collectors);
    const second = { content: tag("tags-2") };
    await hub.must("POST", "/configurations/tags/revisions", second, 201);
    await pause(NOTHING_HAPPENS_MS);
    const standing = [...edge.hosts, ...gateway.hosts];
    expect(standing.map(({ changes }) => changes)).toEqual(standing.map(() => ["tags-1"]));

    const named = await preview("rebase-fragment", { fragment: "tags", revision: 2 });
    const said = sorted(named.changes.flatMap(({ uids }) => uids));
    expect(said).toEqual(uidsOf(edge, gateway));
    const begun = await startRollout(hub, {
      fragment: "tags",
      revision: 2,
      waves: [{ count: 1 }],
      expectedAgents: named.agents,
    });
    await phaseIs(hub, begun.id, "complete");
    expect(sorted((await membersOf(hub, begun.id)).map(({ uid }) => uid ?? ""))).toEqual(said);
    await edge.allRun("tags-2");
    await gateway.allRun("tags-2");
    expect(apart.hosts.map(({ supervisor }) => supervisor.collectors)).toEqual(before);
    expect(apart.hosts.map(({ changes }) => changes)).toEqual(apart.hosts.map(() => ["apart-1"]));
  });

  it("by a maintenance window: not before it opens", async () => {
    const { hub } = lanes;
    const revision = await lanes.revision("apart", "apart-2");
    const opensAt = Math.ceil((Date.now() + NOTHING_HAPPENS_MS) / MINUTE_MS) * MINUTE_MS;
    const time = (at: number) => new Date(at).toISOString().slice(11, 16);
    const window = {
      timeZone: "UTC",
      open: [{ days: WEEK, from: time(opensAt), to: time(opensAt + 30 * MINUTE_MS) }],
    };
    const begun = await startRollout(hub, {
      group: "apart",
      revision,
      waves: [{ count: 2 }],
      window,
    });
    await phaseIs(hub, begun.id, "waiting", 5_000);
    let before: readonly string[] = [];
    await until(
      "it opens",
      () => {
        const seen = apart.hosts.map(({ change }) => change);
        if (Date.now() >= opensAt) return true;
        before = seen;
        return false;
      },
      2 * MINUTE_MS,
    );
    expect(before).toEqual(["apart-1", "apart-1"]);
    await phaseIs(hub, begun.id, "complete");
    await apart.allRun("apart-2");
    for (const host of apart.hosts) expect(host.when("apart-2")).toBeGreaterThan(opensAt);
  });

  it("by a move to another group, and by a selector that takes two agents more", async () => {
    const { hub } = lanes;
    await addRevision(hub, "blue", sending(lanes.of("blue-1")));
    const query = "label.colour:blue";
    await hub.must("POST", "/groups", { name: "blue", query, configuration: "blue", position: 1 });
    const [moving, staying] = edge.hosts;
    if (!moving || !staying) throw new Error("two agents are needed");

    const runs = moving.change;
    const seen = staying.changes;
    const move = { uid: moving.uid, group: "blue" };
    const one = await preview("move-to-group", move);
    expect(one.changes.flatMap(({ uids }) => uids)).toEqual([moving.uid]);
    expect(one).toMatchObject({ atOnce: 1, inRollout: 0 });
    expect(await moving.runs(runs), "a preview changes nothing").toBe(true);
    const moved = await hub.must<AgentDetail>("POST", `/agents/${moving.uid}/group`, {
      group: "blue",
    });
    expect(moved).toMatchObject({ group: "blue", labels: { colour: "blue" } });
    await edge.allRun("blue-1", [moving]);

    const change = { query: "attr.lane:gateway", configuration: "blue" };
    const two = await preview("change-group", { name: "blue", ...change });
    expect(sorted(two.changes.flatMap(({ uids }) => uids))).toEqual(
      sorted([moving.uid, ...uidsOf(gateway)]),
    );
    expect(two.rollout?.kind).toBe("move");
    const written = await hub.must<GroupWritten>("PUT", "/groups/blue", {
      ...change,
      plan: { soakSeconds: 2 },
    });
    expect(written.opened, "more agents than go at once").not.toBeNull();
    await phaseIs(hub, written.opened?.id ?? "", "complete", 150_000);
    await gateway.allRun("blue-1");
    await edge.allRun(runs);
    expect(staying.changes).toEqual(seen);
    expect(await hub.must<Group>("GET", "/groups/blue")).toMatchObject({ agents: 2 });
  }, 240_000);
});
