import {
  AGENT_CAPABILITY,
  AgentToServerSchema,
  create,
  encodeAgentToServer,
} from "@fleethub/opamp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startTestHub, type TestHub } from "../testing/test-hub.js";

const REFUSALS_PER_MINUTE = 12;

let running: TestHub;
let origin: string;
let token: string;
beforeAll(async () => {
  running = await startTestHub({
    admission: "token",
    agentsRefusalsPerMinute: REFUSALS_PER_MINUTE,
  });
  origin = new URL(running.hub.agentsUrl).host;
  const made = await running.client.createEnrolmentToken({
    body: { name: "edge", labels: { site: "a" } },
  });
  if (!made.ok) throw new Error(made.problem.detail);
  token = made.data.value;
});
afterAll(() => running.stop());

const report = () =>
  encodeAgentToServer(
    create(AgentToServerSchema, {
      instanceUid: Uint8Array.from({ length: 16 }, () => 9),
      capabilities: AGENT_CAPABILITY.ReportsStatus,
    }),
  );

const post = (headers: Record<string, string> = {}) =>
  fetch(`http://${origin}/v1/opamp`, {
    method: "POST",
    headers: { "content-type": "application/x-protobuf", ...headers },
    body: Uint8Array.from(report()),
  });

/** Status of an upgrade that is refused; 101 where it is not. */
const upgrade = (headers: Record<string, string> = {}) =>
  new Promise<number>((resolve, reject) => {
    const socket = new WebSocket(`ws://${origin}/v1/opamp`, { headers });
    socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
    socket.on("open", () => {
      socket.close();
      resolve(101);
    });
    socket.on("error", reject);
  });

const bearer = (text: string) => ({ authorization: `Bearer ${text}` });

test("T-02 wrong or missing credentials are answered 401 before anything is read, and listed with a remedy", async () => {
  const missing = await post();
  expect(missing.status).toBe(401);
  expect(missing.headers.get("www-authenticate")).toContain("Bearer");
  expect(await missing.text()).toContain("enrolment token");
  const wrong = await post(bearer(`${token.slice(0, -3)}xyz`));
  expect(wrong.status).toBe(401);
  expect(await upgrade()).toBe(401);
  expect(await upgrade(bearer("fhc_nonsense"))).toBe(401);
  expect(await upgrade({ authorization: "Basic YTpi" })).toBe(401);
  const listed = await running.client.listHandshakes();
  const items = listed.ok ? listed.data.items : [];
  const causes = items.filter(({ step }) => step === "credential").map(({ cause }) => cause);
  expect(causes).toEqual(expect.arrayContaining(["no-credential", "unknown-token", "malformed"]));
  for (const { remedy, detail } of items) {
    expect(remedy).not.toBe("");
    expect(detail).not.toContain(token.slice(24));
  }
});

test("agents with the token come in, take a credential of their own, and are found by both", async () => {
  running.simulate({ agents: 3, headers: bearer(token), applyDelayMs: 10, connectSpreadMs: 0 });
  const total = async (query: string) => {
    const page = await running.client.listAgents({ query: { query } });
    return page.ok ? page.data.total : -1;
  };
  await expect.poll(() => total("enrolment:edge label.site:a"), { timeout: 15_000 }).toBe(3);
  await expect.poll(() => total("credential:bearer"), { timeout: 15_000 }).toBeGreaterThan(0);
  const shown = await running.client.getEnrolmentToken({ params: { name: "edge" } });
  expect(shown.ok && shown.data).toMatchObject({ uses: 3, agents: 3, state: "valid" });
  expect(JSON.stringify(shown)).not.toContain(token.slice(24));
});

test("S-16 own metrics are taken with the credentials of agents alone", async () => {
  const send = (headers: Record<string, string> = {}) =>
    fetch(`http://${origin}/v1/metrics`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: '{"resourceMetrics":[]}',
    });
  const refused = await send();
  expect(refused.status).toBe(401);
  expect(await refused.text()).toContain("enrolment token");
  expect((await send(bearer(token))).status).toBe(200);
});

test("after a burst of refusals an address is answered 429, and who belongs still comes in from there", async () => {
  const statuses: number[] = [];
  for (let count = 0; count <= REFUSALS_PER_MINUTE; count += 1) {
    statuses.push((await post()).status);
  }
  const last = await post();
  expect(last.status).toBe(429);
  expect(last.headers.get("retry-after")).toBe("30");
  expect(statuses).toContain(429);
  expect(await upgrade(bearer(token))).toBe(101);
});

test("S-15 a revoked token ends its sockets, and its agents are answered 401 with the reason to read", async () => {
  const revoked = await running.client.revokeEnrolmentToken({
    params: { name: "edge" },
    body: { reason: "leaked", agents: true },
  });
  expect(revoked.ok && revoked.data).toMatchObject({ agents: 3, token: { state: "revoked" } });
  const connected = async () => {
    const query = "enrolment:edge presence:connected";
    const page = await running.client.listAgents({ query: { query } });
    return page.ok ? page.data.total : -1;
  };
  await expect.poll(connected).toBe(0);
  const answer = await post(bearer(token));
  expect([401, 429]).toContain(answer.status);
  expect(await answer.text()).toContain("revoked");
});
