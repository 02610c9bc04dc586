import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type RunningHub, startHub } from "../compose.js";
import { createLogger } from "../platform/logger.js";
import { SETTINGS_DEFAULT } from "../settings/index.js";
import { startTestHub, type TestHub } from "../testing/test-hub.js";
import { keyText, makeKey } from "./key-text.js";

const log: string[] = [];
let first: TestHub;
let second: RunningHub;
beforeEach(async () => {
  first = await startTestHub();
  second = await startHub(
    {
      ...SETTINGS_DEFAULT,
      agentsHost: "127.0.0.1",
      agentsPort: 0,
      consolePort: 0,
      key: keyText(makeKey()),
    },
    {
      storage: {
        ports: first.storage,
        kind: "postgres",
        place: "memory",
        reachable: async () => true,
        close: async () => {},
      },
      logger: createLogger("info", { write: (line: string) => void log.push(line) }),
      consoleRoot: null,
    },
  );
});
afterEach(async () => {
  await second.stop();
  await first.stop();
});

test("of two hubs with different keys the one that cannot open what is sealed is not ready any more", async () => {
  const ready = async () => {
    const answer = await fetch(`${second.consoleUrl}/readyz`);
    return `${answer.status} ${await answer.text()}`;
  };
  expect(await ready()).toBe("200 ready\n");
  const body = { name: "backend", value: "planted-m4rker-value", reach: null, description: "" };
  expect(await first.client.createSecret({ body })).toMatchObject({ ok: true });
  await vi.waitFor(async () => expect(await ready()).toMatch(/^503 not ready: other hubs seal/), {
    timeout: 20_000,
  });
  const told = log.filter((line) => line.includes("takes no reports of agents"));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('"backend"');
  expect((await first.get("/readyz")).status).toBe(200);
}, 60_000);
