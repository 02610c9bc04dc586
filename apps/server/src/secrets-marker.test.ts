import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, ROUTES } from "@fleethub/api";
import { type Simulation, startSimulation } from "@fleethub/simulator";
import { dumpTables, testTemplate } from "@fleethub/storage/testing";
import { openEmbeddedStorage } from "@fleethub/storage";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type RunningHub, startHub } from "./compose.js";
import { createLogger } from "./platform/logger.js";
import { SETTINGS_DEFAULT } from "./settings/index.js";
import { ADMIN_TOKEN, adminTokenFile, AS_ADMINISTRATOR, GOOD_CONFIG } from "./testing/test-hub.js";

/** What is planted: with every character that some notation writes otherwise. */
const MARKER = `planted-M4RK3R "quoted" it's $HOME \\ <b>&+/=é-end`;
const LINES = "-----BEGIN PLANTED KEY-----\nUExBTlRFRE1BUktFUg==\nMIIplantedMARKERbody\n";

/** The value in every notation, worked out by Node's own encoders; in base64 also behind other text. */
function notations(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const base64 = ["", "a", "me:"].map((before) =>
    Buffer.from(`${before}${text}`).toString("base64"),
  );
  return [
    text,
    json,
    JSON.stringify(json).slice(1, -1),
    text.replaceAll("'", "''"),
    text.replaceAll("$", () => "$$"),
    encodeURIComponent(text),
    new URLSearchParams({ k: text }).toString().slice(2),
    Buffer.from(text).toString("hex"),
    ...base64,
    ...base64.map((each) => each.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")),
  ];
}

/** What agents say: everything that they could make of what they were offered. */
const SPOKEN = [...notations(MARKER), ...notations(LINES)].join(" | ");

/** Parts of it that nothing else says. The ends of base64 stand for what is beside the value too. */
const TRACES = [
  ...notations(MARKER).map((each) => each.slice(8, -8)),
  ...notations(LINES).map((each) => each.slice(40, -12)),
  ...LINES.split("\n").filter((line) => line !== "" && !line.startsWith("-----")),
  "M4RK3R",
  "PLANTEDMARKER",
];

const tracesIn = (text: string) => TRACES.filter((trace) => text.includes(trace));

const folder = mkdtempSync(join(tmpdir(), "fleethub-marker-"));
const log: string[] = [];
const said: string[] = [];
let hub: RunningHub;
let simulation: Simulation;
let admin: ReturnType<typeof adminTokenFile>;
const stream = new AbortController();

const CONFIG = GOOD_CONFIG.replace(
  "  debug:",
  `  debug:
  otlp:
    endpoint: backend:4317
    headers:
      authorization: "Basic \${fleethub:secret/backend}"
      x-client-key: "\${fleethub:secret/client-key}"`,
).replace("exporters: [debug]", "exporters: [debug, otlp]");

beforeAll(async () => {
  admin = adminTokenFile();
  const opened = await openEmbeddedStorage({
    directory: folder,
    owner: "test",
    template: await testTemplate(),
  });
  if (opened.problem !== undefined) throw new Error(opened.problem.message);
  const { storage } = opened;
  hub = await startHub(
    {
      ...SETTINGS_DEFAULT,
      agentsHost: "127.0.0.1",
      agentsPort: 0,
      consolePort: 0,
      dataDir: folder,
      adminTokenFile: admin.file,
      directLimit: 10,
    },
    {
      storage: {
        ports: storage,
        kind: "pglite",
        place: "test",
        reachable: async () => true,
        close: () => storage.close(),
      },
      logger: createLogger("debug", { write: (line: string) => void log.push(line) }),
    },
  );
  simulation = startSimulation({
    endpoint: hub.agentsUrl,
    agents: 3,
    applyDelayMs: 20,
    connectSpreadMs: 0,
  });
}, 120_000);

afterAll(async () => {
  stream.abort();
  await simulation.stop();
  await hub.stop();
  admin.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function ok<T extends { readonly ok: boolean }>(call: Promise<T>) {
  const result = await call;
  if (!result.ok) throw new Error(JSON.stringify(result));
  said.push(JSON.stringify(result));
  return result as Extract<T, { readonly ok: true }>;
}

/** Every file below a folder. */
function filesIn(directory: string): readonly string[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

test("a planted secret is found in the offers to agents within its reach, and nowhere else", {
  timeout: 120_000,
}, async () => {
  const client = createClient({
    baseUrl: hub.consoleUrl,
    fetch: (url, init) => fetch(url, init),
    headers: AS_ADMINISTRATOR,
  });
  void follow();
  const agents = async () => (await ok(client.listAgents({ query: {} }))).data.items;
  await vi.waitFor(async () => expect(await agents()).toHaveLength(3), { timeout: 30_000 });
  const [one = "", two = "", outside = ""] = simulation.agents.map(
    ({ instanceUid }) => instanceUid as string,
  );
  const keys = { reach: "label.squad:edge", description: "planted" };
  await ok(client.createSecret({ body: { name: "backend", value: MARKER, ...keys } }));
  await ok(client.createSecret({ body: { name: "client-key", value: LINES, ...keys } }));
  for (const uid of [one, two]) {
    await ok(client.patchAgent({ params: { uid }, body: { labels: { squad: "edge" } } }));
  }
  await ok(client.createConfiguration({ body: { name: "edge" } }));
  await ok(client.createRevision({ params: { name: "edge" }, body: { content: CONFIG } }));
  const pin = (uid: string) =>
    client.pinAgent({ params: { uid }, body: { configuration: "edge", revision: 1 } });
  await ok(pin(one));
  const withheld = await pin(outside);
  said.push(JSON.stringify(withheld));
  expect(withheld).toMatchObject({ ok: false, problem: { type: "secret-withheld" } });

  // The second one comes by a group and its rollout, and fails on it, saying why in every notation.
  const [first, second, third] = simulation.agents;
  if (first === undefined || second === undefined || third === undefined) throw new Error("none");
  second.addFault({
    kind: "crashes-on-config",
    message: `exit 1: ${SPOKEN}`,
  });
  await ok(
    client.createGroup({
      body: { name: "edge", query: "label.squad:edge", configuration: "edge" },
    }),
  );
  const rollout = await ok(client.startRollout({ body: { group: "edge", revision: 1 } }));
  await vi.waitFor(
    async () => {
      const { data } = await ok(client.getAgent({ params: { uid: one } }));
      expect(data.sync).toBe("in-sync");
    },
    { timeout: 30_000 },
  );
  expect(first.runningConfig).toContain("MIIplantedMARKERbody");
  expect(outside).not.toBe(one);

  // What an agent runs and what it says of its health comes back in every notation.
  first.addFault({ kind: "unhealthy", message: `cannot log in: ${SPOKEN}` });
  third.addFault({ kind: "unhealthy", message: `somebody told me ${SPOKEN}` });
  third.addFault({ kind: "drifts", config: `${GOOD_CONFIG}# ${JSON.stringify(SPOKEN)}\n` });
  await vi.waitFor(
    async () => {
      for (const uid of [one, outside]) {
        const { data } = await ok(client.getAgent({ params: { uid } }));
        expect(data.health).toBe("unhealthy");
      }
    },
    { timeout: 30_000 },
  );
  expect(third.runningConfig ?? "").not.toContain("MIIplantedMARKERbody\n");

  const changed = { value: `${MARKER} again`, ...keys };
  await ok(client.abortRollout({ params: { id: `${rollout.data.number}` }, body: {} }));
  await ok(client.replaceSecret({ params: { name: "backend" }, body: changed }));
  await ok(client.rotateHubKey());

  // A request for approval keeps a value that nobody has yet.
  await ok(client.protectGroup({ params: { name: "edge" }, body: { approvals: 1 } }));
  const wish = {
    verb: "change-secret" as const,
    input: { name: "backend", ...keys, value: `${MARKER} asked` },
  };
  const refused = await client.replaceSecret({
    params: { name: "backend" },
    body: { ...keys, value: wish.input.value },
  });
  said.push(JSON.stringify(refused));
  expect(refused).toMatchObject({ ok: false, problem: { type: "approval-required" } });
  const asked = await ok(client.requestApproval({ body: { ...wish, message: "It leaked" } }));
  expect(asked.data.input).toEqual({ name: "backend", ...keys });

  const known: Readonly<Record<string, string>> = {
    uid: one,
    name: "edge",
    number: "1",
    id: "1",
    sequence: "1",
  };
  let answered = 0;
  for (const { method, path, fullPath, name } of ROUTES) {
    if (method !== "GET" || name === "streamEvents") continue;
    for (const uid of path.includes("{uid}") ? [one, two, outside] : [one]) {
      const values = { ...known, uid, ...(path.startsWith("/secrets") ? { name: "backend" } : {}) };
      const at = fullPath.replace(/\{(\w+)\}/g, (_, key: string) => values[key as "uid"] ?? "x");
      const answer = await fetch(`${hub.consoleUrl}${at}`, { headers: AS_ADMINISTRATOR });
      said.push(`${name} ${answer.status} ${await answer.text()}`);
      answered += 1;
    }
  }
  for (const path of ["/", "/metrics", "/api/v1/configurations/edge/diff?from=1&to=1"]) {
    const answer = await fetch(`${hub.consoleUrl}${path}`, { headers: AS_ADMINISTRATOR });
    said.push(await answer.text());
  }
  const preview = { verb: "pin", input: { uid: two, configuration: "edge", revision: 1 } };
  for (const [path, body] of [
    ["preview", preview],
    ["preview", wish],
    ["check", { content: CONFIG, query: "" }],
  ] as const) {
    const answer = await fetch(`${hub.consoleUrl}/api/v1/${path}`, {
      method: "POST",
      headers: { ...AS_ADMINISTRATOR, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    said.push(await answer.text());
  }
  expect(answered).toBeGreaterThan(40);
  expect(said.join("\n")).toContain("cannot log in: ____");
  expect(said.filter((text) => tracesIn(text).length > 0)).toEqual([]);

  stream.abort();
  await simulation.stop();
  await hub.stop();
  expect(log.length).toBeGreaterThan(0);
  expect(log.filter((line) => tracesIn(line).length > 0)).toEqual([]);
  expect(log.join("\n")).not.toContain(ADMIN_TOKEN);
  const tables = await dumpTables(folder);
  expect(tables.size).toBeGreaterThan(20);
  expect([...tables].filter(([, rows]) => tracesIn(rows).length > 0).map(([name]) => name)).toEqual(
    [],
  );
  const kept = filesIn(folder).filter((path) => tracesIn(readFileSync(path, "latin1")).length > 0);
  expect(kept).toEqual([]);
});

/** Keeps everything that the event stream says. */
async function follow(): Promise<void> {
  try {
    const { body } = await fetch(`${hub.consoleUrl}/api/v1/events`, {
      headers: { ...AS_ADMINISTRATOR, accept: "text/event-stream" },
      signal: stream.signal,
    });
    const decoder = new TextDecoder();
    for await (const part of body ?? []) said.push(decoder.decode(part, { stream: true }));
  } catch (error) {
    if (!stream.signal.aborted) throw error;
  }
}
