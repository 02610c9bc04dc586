import { AgentDetail, AgentPage, ROUTES } from "@fleethub/api";
import { isVerbName, VERBS } from "@fleethub/control-plane";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GOOD_CONFIG, startTestHub, type TestHub } from "./testing/test-hub.js";

let running: TestHub;
beforeAll(async () => {
  running = await startTestHub();
});
afterAll(() => running.stop());

/** The agent of a one-agent simulation, once it has reported. */
async function oneAgent(seed: number): Promise<string> {
  const simulation = running.simulate({ seed });
  const uid = simulation.agents[0]?.instanceUid ?? "";
  await expect
    .poll(async () => {
      const agent = await running.client.getAgent({ params: { uid } });
      return agent.ok && agent.data.presence === "connected" && agent.data.version !== "";
    })
    .toBe(true);
  return uid;
}

test("every write route names a verb of the table, under the same action", () => {
  for (const { name, verb, action } of ROUTES) {
    if (verb === null) continue;
    expect(isVerbName(verb), `${name}: ${verb}`).toBe(true);
    if (isVerbName(verb)) expect(VERBS[verb].action, name).toBe(action);
  }
});

test("every route of the table is bound: none answers as an unknown path", async () => {
  const uid = "0192f1c8-7a3b-7c4d-8e5f-001122334455";
  for (const { name, method, fullPath, body } of ROUTES) {
    if (name === "streamEvents") continue;
    const path = fullPath
      .replace(/\{(uid|id)\}/, uid)
      .replace("{name}", "none")
      .replace("{number}", "1");
    const answer = await running.get(path, {
      method,
      ...(body === null ? {} : { headers: { "content-type": "application/json" }, body: "{}" }),
    });
    const text = await answer.text();
    expect(answer.status, `${name} ${text}`).not.toBe(405);
    expect(text, name).not.toContain('"type":"not-found"');
    expect(text, name).not.toContain('"type":"internal"');
  }
});

describe("an agent", () => {
  test("connects, is listed, and answers to the schemas", async () => {
    const uid = await oneAgent(11);
    const list = await running.client.listAgents({ query: { query: `uid:${uid}` } });
    if (!list.ok) throw new Error(list.problem.detail);
    expect(AgentPage.parse(list.data).items[0]?.uid).toBe(uid);
    const detail = await running.client.getAgent({ params: { uid } });
    if (!detail.ok) throw new Error(detail.problem.detail);
    expect(AgentDetail.parse(detail.data)).toMatchObject({
      uid,
      presence: "connected",
      sync: "unmanaged",
      admission: "admitted",
      transport: "websocket",
    });
    expect(detail.data.capabilities).toContain("AcceptsRemoteConfig");
    expect(detail.version).toBe(String(detail.data.resourceVersion));
    const health = await running.client.getAgentHealth({ params: { uid } });
    expect(health.ok && health.data.reported && health.data.children.length > 0).toBe(true);
    const facets = await running.client.countFacets({ query: { query: `uid:${uid}` } });
    expect(facets.ok && facets.data.total).toBe(1);
  });

  test("is given a configuration, applies it, and the record says so", async () => {
    const uid = await oneAgent(12);
    await running.client.createConfiguration({ body: { name: "edge" } });
    const saved = await running.client.createRevision({
      params: { name: "edge" },
      body: { content: GOOD_CONFIG, message: "first" },
    });
    expect(saved.ok && saved.data.number).toBe(1);
    const pinned = await running.client.pinAgent({
      params: { uid },
      body: { configuration: "edge", revision: 1 },
    });
    if (!pinned.ok) throw new Error(JSON.stringify(pinned.problem));
    expect(pinned.status).toBe(202);
    expect(pinned.data.config.desired).toMatchObject({ configuration: "edge", revision: 1 });
    await expect
      .poll(async () => {
        const agent = await running.client.getAgent({ params: { uid } });
        return agent.ok ? [agent.data.sync, agent.data.verified] : agent.problem;
      })
      .toEqual(["in-sync", "effective"]);
    const effective = await running.client.getEffectiveConfig({ params: { uid } });
    expect(effective.ok && effective.data.verdict).toBe("contains");
    expect(effective.ok && effective.data.desiredLines.length > 0).toBe(true);
    const components = await running.client.getAgentComponents({ params: { uid } });
    expect(components.ok && components.data.components["receivers"]?.["otlp"]?.inUse).toBe(true);
    const kinds = async () => {
      const timeline = await running.client.getTimeline({ params: { uid } });
      return timeline.ok ? timeline.data.items.map((entry) => entry.kind) : [];
    };
    // History is written behind.
    await expect.poll(kinds).toContain("config-applied");
    expect(await kinds()).toContain("config-offered");
    const audit = await running.client.listAudit({ query: { resource: `agent:${uid}` } });
    expect(audit.ok && audit.data.items.map((entry) => entry.action)).toEqual(["pin"]);
  });

  test("labels, conditions, restart and forget", async () => {
    const uid = await oneAgent(13);
    const labelled = await running.client.patchAgent({
      params: { uid },
      body: { labels: { env: "prod" }, name: "front" },
    });
    if (!labelled.ok) throw new Error(labelled.problem.detail);
    expect(labelled.data).toMatchObject({ name: "front", labels: { env: "prod" } });
    const stale = await running.client.patchAgent({
      params: { uid },
      body: { labels: { env: "dev" } },
      ifMatch: labelled.data.resourceVersion - 1,
    });
    expect(stale.ok ? null : stale.problem).toMatchObject({
      type: "stale-version",
      status: 409,
      current: { uid, labels: { env: "prod" } },
    });
    const restart = await running.client.restartAgent({ params: { uid } });
    expect(restart.ok && restart.status).toBe(202);
    const forgotten = await running.client.forgetAgent({ params: { uid } });
    expect(forgotten.ok ? null : forgotten.problem.type).toBe("agent-connected");
    const give = (expectedAgents: number) =>
      running.client.bulkAgents({
        body: {
          verb: "label",
          query: `uid:${uid}`,
          input: { variables: { RATE: 0.5 } },
          expectedAgents,
        },
      });
    const bulk = await give(2);
    expect(bulk.ok ? null : bulk.problem).toMatchObject({ type: "reach-differs", agents: 1 });
    expect((await give(1)).ok).toBe(true);
    const given = await running.client.getAgent({ params: { uid } });
    expect(given.ok && given.data).toMatchObject({
      labels: { env: "prod" },
      variables: { RATE: 0.5 },
    });
  });
});
