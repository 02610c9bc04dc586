import { ApiTokenCreated } from "@fleethub/api";
import { sampleAgent } from "@fleethub/control-plane/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHub, type TestHub } from "../../testing/test-hub.js";

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
}, 60_000);
afterAll(() => hub.stop());

const post = (path: string, body: unknown, headers = {}) =>
  hub.get(`/api/v1${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

/** The id and the text of an API token that sees the squad `edge`. */
async function madeToken(name: string) {
  const grants = [{ role: "viewer", reach: "label.squad:edge" }];
  const made = await post("/api-tokens", { name, grants });
  expect(made.status).toBe(201);
  const { token, value } = ApiTokenCreated.parse(await made.json());
  return { id: token.id, value };
}

async function opened(token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await hub.get("/api/v1/events", { headers });
  expect(answer.status).toBe(200);
  const reader = answer.body?.getReader();
  if (reader === undefined) throw new Error("The stream has a body.");
  const decoder = new TextDecoder();
  /** Everything until the end, or until this was said. */
  const until = async (text: string | null): Promise<string> => {
    let heard = "";
    for (;;) {
      const part = await reader.read();
      if (part.done) return heard;
      heard += decoder.decode(part.value);
      if (text !== null && heard.includes(text)) return heard;
    }
  };
  await until("stream of changes");
  return until;
}

test("carries what is within the reach, and ends when the token is revoked", async () => {
  const { id, value } = await madeToken("watcher");
  const until = await opened(value);
  const [outside, inside] = ["gpu", "edge"].map((squad) => sampleAgent({ labels: { squad } }));
  if (outside === undefined || inside === undefined) throw new Error("There are two.");
  await hub.storage.store.commit({
    writes: [outside, inside].map((agent) => ({ kind: "add-agent", agent })),
  });
  const heard = await until(inside.instanceUid);
  expect(heard).not.toContain(outside.instanceUid);
  const revoked = await hub.get(`/api/v1/api-tokens/${id}`, { method: "DELETE" });
  expect(revoked.status).toBe(204);
  await until(null);
  const again = await hub.get("/api/v1/events", { headers: { authorization: `Bearer ${value}` } });
  expect(again.status).toBe(401);
});

test("what one caller was answered under a key is nothing that another is told", async () => {
  const headers = { "idempotency-key": "the-same-for-both" };
  const body = { name: "kept-for-one" };
  expect((await post("/configurations", body, headers)).status).toBe(201);
  expect((await post("/configurations", body, headers)).status).toBe(201);
  const { value } = await madeToken("other");
  const other = { ...headers, authorization: `Bearer ${value}` };
  expect((await post("/configurations", body, other)).status).toBe(403);
  const grants = [{ role: "operator", reach: null }];
  const operator = await post("/api-tokens", { name: "operator", grants });
  const made = ApiTokenCreated.parse(await operator.json());
  const second = { ...headers, authorization: `Bearer ${made.value}` };
  expect((await post("/configurations", body, second)).status).toBe(409);
});
