import { request as httpRequest } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHub, type TestHub } from "../../testing/test-hub.js";
import { readCookie } from "./cookies.js";

const SEED = 20_261_123;
const MARKER = "a-marker-of-credentials";

let running: TestHub;
beforeAll(async () => {
  running = await startTestHub();
});
afterAll(() => running.stop());

/** Status of a request with these very header lines, which fetch would not send. */
function status(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${running.hub.consoleUrl}/api/v1/agents`, { headers });
    request.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", reject);
    request.end();
  });
}

/** What may stand in a header at all. */
const line = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
  maxLength: 200,
});
const hex = fc.stringMatching(/^[0-9a-f]{16}$/);
const secret = fc.stringMatching(/^[A-Za-z0-9_-]{43}$/);
const token = fc
  .tuple(fc.constantFrom("fha", "fhs", "fhi", "fhe", "fhc"), hex, secret)
  .map((parts) => parts.join("_"));

test("credentials of any kind that are not valid are 401, never a failure, and never in the log", async () => {
  const odd = fc.oneof(
    line.map((text) => ({ authorization: `${text}${MARKER}` })),
    token.map((text) => ({ authorization: `Bearer ${text}` })),
    token.map((text) => ({ authorization: `bearer   ${text} ${MARKER}` })),
    token.map((text) => ({ authorization: `Basic ${text}${MARKER}` })),
    token.map((text) => ({ cookie: `fleethub=${text}` })),
    line.map((text) => ({ cookie: `fleethub=${MARKER}${text}` })),
    line.map((text) => ({ cookie: `${MARKER}${text}` })),
    fc.tuple(token, token).map(([a, b]) => ({ cookie: `fleethub=${a}; fleethub=${b}` })),
    token.map((text) => ({ cookie: `__Host-fleethub=${text}` })),
  );
  await fc.assert(
    fc.asyncProperty(odd, async (headers) => {
      expect(await status(headers)).toBe(401);
    }),
    { numRuns: 150, seed: SEED },
  );
  expect(await status({ cookie: `fleethub=${"x".repeat(9_000)}` })).toBe(401);
  expect((await running.get("/readyz")).status).toBe(200);
  const log = running.log.join("");
  expect(log).not.toContain(MARKER);
  expect(log).not.toContain("a request failed");
});

test("a cookie that is there twice is none: somebody else may have set one", () => {
  expect(readCookie("a=1; fleethub=x; b=2", "fleethub")).toBe("x");
  expect(readCookie("fleethub=x;fleethub=y", "fleethub")).toBeNull();
  expect(readCookie("xfleethub=x", "fleethub")).toBeNull();
  expect(readCookie("fleethub", "fleethub")).toBeNull();
  expect(readCookie(null, "fleethub")).toBeNull();
});
