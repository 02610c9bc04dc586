import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AgentDetail, createClient } from "@fleethub/api";
import {
  AGENT_CAPABILITY,
  AgentToServerSchema,
  create,
  encodeAgentToServer,
  instanceUidToBytes,
  makeAttributes,
  parseInstanceUid,
} from "@fleethub/opamp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningHub, startHub } from "./compose.js";
import { createLogger } from "./platform/logger.js";
import { SETTINGS_DEFAULT } from "./settings/index.js";
import { adminTokenFile, AS_ADMINISTRATOR } from "./testing/test-hub.js";

const UID = "0192f1c8-7a3b-7c4d-8e5f-0011223344ee";
/** What PostgreSQL, JavaScript or JSON may trip over. */
const NUL = "a\u0000b";
const NONCHARACTERS = "\uffff\ufffe";
const PROTO = "__proto__";
const LONE = "\ud800";

const folder = mkdtempSync(join(tmpdir(), "fleethub-odd-"));
let hub: RunningHub;
const admin = adminTokenFile();
const start = () =>
  startHub(
    {
      ...SETTINGS_DEFAULT,
      agentsHost: "127.0.0.1",
      agentsPort: 0,
      consolePort: 0,
      dataDir: join(folder, "data"),
      adminTokenFile: admin.file,
    },
    { consoleRoot: null, logger: createLogger("silent") },
  );
beforeAll(async () => {
  hub = await start();
}, 60_000);
afterAll(async () => {
  await hub.stop();
  admin.dispose();
  rmSync(folder, { recursive: true });
});

const client = () =>
  createClient({
    baseUrl: hub.consoleUrl,
    fetch: (url, init) => fetch(url, init),
    headers: AS_ADMINISTRATOR,
  });
const params = { uid: UID };

/** One key that no object may take for its own. */
const under = <T>(value: T): Record<string, T> => Object.fromEntries([[PROTO, value]]);

async function report(): Promise<void> {
  const uid = parseInstanceUid(UID);
  if (!uid.ok) throw new Error(uid.problem.message);
  const details = { metadata: makeAttributes([["code.namespace", `m/${NUL} v1`]]) };
  const child = { healthy: false, status: "StatusPermanentError", lastError: NUL };
  const message = create(AgentToServerSchema, {
    instanceUid: instanceUidToBytes(uid.value),
    sequenceNum: 0n,
    capabilities:
      AGENT_CAPABILITY.ReportsStatus |
      AGENT_CAPABILITY.ReportsEffectiveConfig |
      AGENT_CAPABILITY.ReportsHealth,
    agentDescription: {
      identifyingAttributes: makeAttributes([["service.name", NUL]]),
      nonIdentifyingAttributes: makeAttributes([
        ["host.name", `h${NONCHARACTERS}`],
        [PROTO, NUL],
        ["constructor", "c"],
        [`k${NUL}`, "v"],
      ]),
    },
    health: { healthy: false, status: "StatusOK", componentHealthMap: under(child) },
    effectiveConfig: {
      configMap: {
        configMap: under({ body: new TextEncoder().encode(`# ${NUL}\nreceivers: {}\n`) }),
      },
    },
    availableComponents: {
      hash: new TextEncoder().encode("c1"),
      components: { receivers: { subComponentMap: under(details) } },
    },
  });
  const answer = await fetch(hub.agentsUrl.replace("ws:", "http:"), {
    method: "POST",
    headers: { "content-type": "application/x-protobuf" },
    body: encodeAgentToServer(message).slice(),
  });
  expect(answer.status).toBe(200);
}

async function detail(): Promise<AgentDetail> {
  const agent = await client().getAgent({ params });
  if (!agent.ok) throw new Error(agent.problem.detail);
  return agent.data;
}

async function expectAll(): Promise<void> {
  const { attributes, host, type, labels, name } = await detail();
  expect(new Map(Object.entries(attributes))).toEqual(
    new Map([
      ["service.name", NUL],
      ["host.name", `h${NONCHARACTERS}`],
      [PROTO, NUL],
      ["constructor", "c"],
      [`k${NUL}`, "v"],
    ]),
  );
  expect([host, type, name]).toEqual([`h${NONCHARACTERS}`, NUL, "given \ufffd"]);
  expect(labels).toEqual({ odd: "\ufffd" });
  const health = await client().getAgentHealth({ params });
  expect(health.ok && health.data.children).toMatchObject([{ path: [PROTO], message: NUL }]);
  const components = await client().getAgentComponents({ params });
  const receivers = components.ok ? components.data.components["receivers"] : undefined;
  expect(Object.entries(receivers ?? {})).toMatchObject([[PROTO, { module: `m/${NUL}` }]]);
  const effective = await client().getEffectiveConfig({ params });
  expect(effective.ok && effective.data.content).toContain(`# ${PROTO}\n# ${NUL}\n`);
  for (const query of [
    "attr.__proto__:*",
    "attr.constructor:c",
    "host:h*",
    "component:__proto__",
  ]) {
    const list = await client().listAgents({ query: { query } });
    expect(list.ok && list.data.total, query).toBe(1);
  }
  for (const query of ["label.constructor:*", "label.__proto__:*", `name:${LONE}x`]) {
    const list = await client().listAgents({ query: { query } });
    expect(list.ok ? list.data.total : list.problem.type, query).toBe(0);
  }
  await expectIntent();
  const facets = await client().countFacets();
  expect(facets.ok && facets.data.facets["type"]).toContainEqual({ value: NUL, count: 1 });
}

/** What only an operator would write so: values of variables, a promise, its exception. */
async function intend(): Promise<void> {
  const rule = { kind: "attributes-removed" as const, attributes: [NUL, PROTO] };
  const made = await client().createPolicy({
    body: { name: "odd", title: NUL, description: `${PROTO} ${LONE}`, rule },
  });
  expect(made.ok ? made.status : made.problem).toBe(201);
  const excepted = await client().exceptPolicy({
    params: { name: "odd" },
    body: { query: 'attr.constructor:"c"', reason: NUL, until: "9999-12-31T23:59:59Z" },
  });
  expect(excepted.ok ? excepted.status : excepted.problem).toBe(201);
  const given = await client().patchAgent({
    params,
    body: { variables: { TEXT: `${NUL}${NONCHARACTERS}`, HALF: LONE } },
  });
  expect(given.ok ? given.status : given.problem).toBe(200);
}

async function expectIntent(): Promise<void> {
  expect((await detail()).variables).toEqual({ HALF: "\ufffd", TEXT: `${NUL}${NONCHARACTERS}` });
  const policy = await client().getPolicy({ params: { name: "odd" } });
  expect(policy.ok && policy.data).toMatchObject({
    title: NUL,
    description: `${PROTO} \ufffd`,
    rule: { attributes: [NUL, PROTO] },
    exceptions: [{ reason: NUL, until: "9999-12-31T23:59:59.000Z" }],
  });
  const evaluations = await client().getEvaluations({ params: { name: "odd" } });
  expect(evaluations.ok && evaluations.data.standing.agents).toBe(1);
  const imported = await client().importConfig({ params });
  expect(imported.ok ? imported.status : imported.problem.status).toBe(409);
}

test("X-06 U+0000, noncharacters, __proto__ and lone surrogates pass through report, store and API", async () => {
  await report();
  await expect.poll(async () => (await detail()).host).not.toBe("");
  const labelled = await client().patchAgent({
    params,
    body: { labels: { odd: LONE }, name: `given ${LONE}` },
  });
  expect(labelled.ok).toBe(true);
  const polluted = await fetch(`${hub.consoleUrl}/api/v1/agents/${UID}`, {
    method: "PATCH",
    headers: { ...AS_ADMINISTRATOR, "content-type": "application/json" },
    body: '{"labels":{"__proto__":"x"}}',
  });
  expect(polluted.status).toBe(400);
  await intend();
  // What is written behind is written when the hub ends; the next one reads it from its database.
  await hub.stop();
  hub = await start();
  await expectAll();
  expect(Object.keys(Object.prototype)).toEqual([]);
}, 60_000);
