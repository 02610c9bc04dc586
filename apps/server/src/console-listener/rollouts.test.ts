import {
  JudgementList,
  MemberPage,
  Preview,
  Rollout,
  RolloutEventPage,
  RolloutPage,
  RolloutStarted,
} from "@fleethub/api";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { GOOD_CONFIG, startTestHub, type TestHub } from "../testing/test-hub.js";

let running: TestHub;

const AGENTS = 3;

/** A rollout that is over as soon as its agents are. */
const QUICK = { waves: [{ count: 1 }], soakSeconds: 0, gates: [], answerSeconds: 600 };

beforeAll(async () => {
  running = await startTestHub({}, null, { failureWindowMs: 500 });
  running.simulate({ seed: 41, agents: AGENTS });
  const reported = async () => {
    const list = await running.client.listAgents({ query: { query: "presence:connected" } });
    return list.ok && list.data.items.filter(({ version }) => version !== "").length === AGENTS;
  };
  await vi.waitUntil(reported, { timeout: 20_000, interval: 50 });
  await running.client.createConfiguration({ body: { name: "gpu" } });
  for (const verbosity of ["basic", "normal", "detailed"]) {
    const content = GOOD_CONFIG.replace("debug:", `debug:\n    verbosity: ${verbosity}`);
    await running.client.createRevision({ params: { name: "gpu" }, body: { content } });
  }
  const group = { name: "gpu", query: "type:*", configuration: "gpu" };
  const created = await running.client.createGroup({ body: group });
  if (!created.ok) throw new Error(JSON.stringify(created.problem));
});
afterAll(() => running.stop());

const start = (body: object) =>
  running.client.startRollout({ body: { group: "gpu", revision: 1, ...QUICK, ...body } });

async function started(body: object): Promise<RolloutStarted> {
  const answer = await start(body);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  expect(answer.status).toBe(201);
  return RolloutStarted.parse(answer.data);
}

async function rollout(id: string): Promise<Rollout> {
  const answer = await running.client.getRollout({ params: { id } });
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  expect(answer.version).toBe(String(answer.data.version));
  return Rollout.parse(answer.data);
}

const refusal = async (body: object) => {
  const answer = await start(body);
  return answer.ok ? null : answer.problem;
};

describe("before it starts", () => {
  test("a dry run tells its members, waves and changes, and writes nothing", async () => {
    const input = { group: "gpu", revision: 2, ...QUICK };
    const preview = await running.client.preview({ body: { verb: "start-rollout", input } });
    if (!preview.ok) throw new Error(JSON.stringify(preview.problem));
    expect(Preview.parse(preview.data)).toMatchObject({
      agents: AGENTS,
      inRollout: AGENTS,
      atOnce: 0,
      rollout: { members: AGENTS, kind: "release" },
    });
    const list = await running.client.listRollouts();
    expect(list.ok && list.data.total).toBe(0);
  });

  test("what cannot work is refused with the place or the number", async () => {
    expect(await refusal({ group: "none" })).toMatchObject({ type: "unknown-group" });
    expect(await refusal({ revision: 9 })).toMatchObject({ type: "unknown-revision" });
    expect(await refusal({ expectedAgents: 99 })).toMatchObject({
      type: "reach-differs",
      agents: AGENTS,
    });
    const late = await refusal({ deadline: "2020-01-01T00:00:00Z" });
    expect(late).toMatchObject({ type: "invalid-request" });
    expect(late?.errors?.[0]?.pointer).toBe("/deadline");
    const zone = { timeZone: "Mars/Base", open: [{ days: ["mon"], from: "01:00", to: "02:00" }] };
    expect((await refusal({ window: zone }))?.errors?.[0]?.pointer).toContain("/window");
    const soaking = await refusal({ waves: [{ count: 1, soakSeconds: 99_999_999 }] });
    expect(soaking?.errors?.[0]?.pointer).toContain("/waves/0/soakSeconds");
    const unknown = await running.client.getRollout({ params: { id: "99" } });
    expect(unknown.ok ? "" : unknown.problem.type).toBe("unknown-rollout");
  });
});

describe("a rollout", () => {
  test("brings a revision to every agent of its group and makes it stable", async () => {
    const { id, number } = await started({});
    await expect.poll(async () => (await rollout(id)).phase, { timeout: 20_000 }).toBe("complete");
    const done = await rollout(String(number));
    expect(done).toMatchObject({
      id,
      kind: "release",
      live: false,
      members: AGENTS,
      steps: { settled: AGENTS },
      ended: { by: "hub" },
    });
    const group = await running.client.getGroup({ params: { name: "gpu" } });
    expect(group.ok && group.data.stable).toMatchObject({ revision: 1, rollout: number });
    const members = await running.client.listMembers({ params: { id }, query: { wave: 0 } });
    if (!members.ok) throw new Error(JSON.stringify(members.problem));
    expect(MemberPage.parse(members.data)).toMatchObject({
      total: done.waves[0]?.members,
    });
    expect(members.data.items[0]).toMatchObject({
      wave: 0,
      step: "settled",
      to: { configuration: "gpu", revision: 1 },
    });
    const none = await running.client.listMembers({ params: { id }, query: { step: "failed" } });
    expect(none.ok && none.data.total).toBe(0);
    const events = await running.client.listRolloutEvents({ params: { id } });
    if (!events.ok) throw new Error(JSON.stringify(events.problem));
    const kinds = RolloutEventPage.parse(events.data).items.map(({ kind }) => kind);
    expect(kinds[0]).toBe("complete");
    expect(kinds).toContain("wave-opened");
    const judged = await running.client.listJudgements({ params: { id } });
    expect(judged.ok && JudgementList.parse(judged.data).items).toEqual(expect.any(Array));
  });

  test("is steered: paused, resumed and aborted, with the reason kept", async () => {
    const { id } = await started({
      revision: 2,
      startAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    expect((await rollout(id)).phase).toBe("scheduled");
    const params = { id };
    const paused = await running.client.pauseRollout({ params, body: { reason: "lunch" } });
    if (!paused.ok) throw new Error(JSON.stringify(paused.problem));
    expect(paused.status).toBe(202);
    expect(Rollout.parse(paused.data)).toMatchObject({
      phase: "paused",
      paused: { by: "operator", reason: expect.stringContaining("lunch") },
    });
    const stale = await running.client.resumeRollout({
      params,
      body: {},
      ifMatch: paused.data.version - 1,
    });
    expect(stale.ok ? null : stale.problem).toMatchObject({
      type: "stale-version",
      current: { id },
    });
    const resumed = await running.client.resumeRollout({ params, body: {} });
    expect(resumed.ok && resumed.data.paused).toBeNull();
    const live = await running.client.listRollouts({ query: { live: "true", group: "gpu" } });
    expect(live.ok && RolloutPage.parse(live.data).items.map((row) => row.id)).toEqual([id]);
    const dry = await running.client.preview({ body: { verb: "abort-rollout", input: { id } } });
    expect(dry.ok).toBe(true);
    const aborted = await running.client.abortRollout({ params, body: {} });
    expect(aborted.ok && aborted.data).toMatchObject({ phase: "aborted", live: false });
    const again = await running.client.promoteRollout({ params, body: {} });
    expect(again.ok ? "" : again.problem.status).toBe(409);
    const audit = await running.client.listAudit({ query: { resource: `rollout:${id}` } });
    const acts = audit.ok ? audit.data.items.map(({ action }) => action) : [];
    expect(acts).toEqual(["abort-rollout", "resume-rollout", "pause-rollout", "start-rollout"]);
  });

  test("stops at a failure; who failed is excluded by cause, and the rest goes on", async () => {
    const bad = running.simulate({ seed: 42, agents: 1, fail: 1 }).agents[0]?.instanceUid ?? "";
    const agent = async () => {
      const answer = await running.client.getAgent({ params: { uid: bad } });
      return answer.ok ? answer.data : null;
    };
    await expect.poll(async () => (await agent())?.group).toBe("gpu");
    const { id } = await started({ revision: 3, maxFailures: 0, waves: [{ count: AGENTS + 1 }] });
    const params = { id };
    const settled = async () => {
      const { phase, steps } = await rollout(id);
      return [phase, steps.settled];
    };
    await expect.poll(settled, { timeout: 20_000 }).toEqual(["paused", AGENTS]);
    const { causes, paused, goingBack } = await rollout(id);
    expect(paused).toMatchObject({ by: "limit" });
    expect(causes).toMatchObject([{ agents: 1, uids: [bad] }]);
    expect(goingBack).toMatchObject({ returns: [{ restarts: AGENTS }] });
    const retried = await running.client.retryFailed({ params, body: { uids: [bad] } });
    expect(retried.ok).toBe(true);
    await expect
      .poll(async () => (await rollout(id)).causes[0]?.uids, { timeout: 20_000 })
      .toEqual([bad]);
    const cause = (await rollout(id)).causes[0]?.cause ?? "";
    const excluded = await running.client.excludeMembers({ params, body: { cause, resume: true } });
    if (!excluded.ok) throw new Error(JSON.stringify(excluded.problem));
    await expect.poll(async () => (await rollout(id)).phase, { timeout: 20_000 }).toBe("complete");
    expect(await agent()).toMatchObject({
      hold: { revision: { configuration: "gpu", revision: 1 } },
      config: { desired: { source: "hold" } },
    });
    const lifted = await running.client.unpinAgent({ params: { uid: bad } });
    expect(lifted.ok && lifted.data.hold).toBeNull();
  });

  test("has a report of one page that asks nothing from elsewhere", async () => {
    const answer = await running.get("/api/v1/rollouts/1/report");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    const html = await answer.text();
    expect(html).toContain("<strong>complete</strong>");
    expect(html).not.toContain("<script");
    expect((await running.get("/api/v1/rollouts/77/report")).status).toBe(404);
  });

  test("is told by the event stream", async () => {
    const answer = await running.get("/api/v1/events", { headers: { "last-event-id": "0" } });
    const reader = answer.body?.getReader();
    let text = "";
    while (!text.includes("event: rollout.changed")) {
      const part = await reader?.read();
      if (part === undefined || part.done) break;
      text += new TextDecoder().decode(part.value);
    }
    await reader?.cancel();
    expect(text).toContain("event: group.changed");
    expect(text).toContain("event: rollout.changed");
  });
});
