import { describe, expect, test } from "vitest";
import { createClient, type FetchInit, problem, ROUTES } from "../index.js";

const uid = "0192f1c8-7a3b-7c4d-8e5f-001122334455";

function hub(status: number, body: unknown, headers: Record<string, string> = {}) {
  const seen: { url: string; init: FetchInit }[] = [];
  const client = createClient({
    baseUrl: "http://hub",
    headers: { "x-test": "1" },
    fetch: async (url, init) => {
      seen.push({ url, init });
      return {
        status,
        headers: { get: (name) => headers[name] ?? null },
        text: async () => (typeof body === "string" ? body : JSON.stringify(body)),
      };
    },
  });
  return { client, seen };
}

describe("createClient", () => {
  test("has a function for every route that answers with JSON", () => {
    const { client } = hub(200, {});
    expect(Object.keys(client).sort()).toEqual(
      ROUTES.filter(({ media }) => media === undefined)
        .map(({ name }) => name)
        .sort(),
    );
  });

  test("builds address, query, body and conditions", async () => {
    const { client, seen } = hub(202, { uid }, { etag: '"8"' });
    const answer = await client.pinAgent({
      params: { uid },
      body: { configuration: "edge", revision: 2 },
      ifMatch: 7,
    });
    expect(answer).toEqual({ ok: true, status: 202, data: { uid }, version: "8" });
    expect(seen[0]).toEqual({
      url: `http://hub/api/v1/agents/${uid}/configuration`,
      init: {
        method: "PUT",
        headers: {
          accept: "application/json",
          "x-test": "1",
          "content-type": "application/json",
          "if-match": '"7"',
        },
        body: '{"configuration":"edge","revision":2}',
      },
    });
    await client.listAgents({ query: { query: "label.env:prod & co", limit: 10 } });
    expect(seen[1]?.url).toBe(
      "http://hub/api/v1/agents?query=label.env%3Aprod%20%26%20co&limit=10",
    );
    await client.listAgents();
    expect(seen[2]?.url).toBe("http://hub/api/v1/agents");
  });

  test("hands refusals back as values", async () => {
    const refusal = problem("stale-version", "Read it again.", { current: { version: "9" } });
    const { client } = hub(409, refusal);
    const answer = await client.forgetAgent({ params: { uid } });
    expect(answer).toEqual({ ok: false, problem: refusal });
  });

  test("a refusal whose type only a newer hub has keeps its words", async () => {
    const newer = { type: "of-tomorrow", title: "Not yet", status: 409, detail: "Wait." };
    const answer = await hub(409, newer).client.describeHub();
    expect(answer).toEqual({ ok: false, problem: newer });
    const strange = await hub(502, { ...newer, status: 409 }).client.describeHub();
    expect(strange.ok ? null : strange.problem.type).toBe("unreachable");
  });

  test("an answer that is not the hub's is `unreachable`", async () => {
    const { client } = hub(502, "<html>bad gateway</html>");
    const answer = await client.describeHub();
    expect(answer.ok ? null : answer.problem).toMatchObject({ type: "unreachable", status: 502 });
    const away = createClient({
      baseUrl: "http://hub.example.com",
      fetch: async () => ({
        status: 301,
        headers: new Headers({ location: "https://hub.example.com/api/v1/hub" }),
        text: async () => "",
      }),
    });
    const moved = await away.describeHub();
    expect(moved.ok ? null : moved.problem.detail).toContain("sends on to https://hub.example.com");
    const broken = createClient({
      baseUrl: "",
      fetch: () => Promise.reject(new TypeError("refused")),
    });
    const none = await broken.describeHub();
    expect(none.ok ? null : none.problem).toMatchObject({ type: "unreachable", status: 0 });
  });

  test("204 has no data", async () => {
    const { client } = hub(204, "");
    expect(await client.forgetAgent({ params: { uid } })).toEqual({
      ok: true,
      status: 204,
      data: undefined,
      version: null,
    });
  });
});
