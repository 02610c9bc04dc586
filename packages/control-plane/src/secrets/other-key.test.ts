import { inspect } from "node:util";
import { expect, test } from "vitest";
import { settle } from "../testing/fake-time.js";
import { CALL, openHub } from "../testing/open-hub.js";
import { effectiveOf, ScriptedSupervisor } from "../testing/supervisor.js";
import { TEST_HUB_KEY } from "../testing/test-hub-key.js";

const UID = "01a2053c-fb76-7ae3-b633-75cb1b540001";
const SECRET = { name: "level", value: "marker-first-value", reach: null, description: "" };

test("a hub without the key of the others takes no reports once they seal secrets", async () => {
  const { plane, storage, time } = await openHub({ hubKey: TEST_HUB_KEY });
  const blind = await openHub({ storage, time });
  const supervisor = new ScriptedSupervisor(blind, UID);
  await supervisor.hello(effectiveOf("", UID));
  await supervisor.components();
  expect(blind.plane.secretsUnderOtherKey()).toEqual([]);
  expect(await plane.run("create-secret", CALL, SECRET)).toMatchObject({ kind: "done" });
  await time.pass(1_000);
  await settle();
  expect(blind.plane.secretsUnderOtherKey()).toEqual(["level"]);
  const health = { healthy: false, lastError: `cannot log in with ${SECRET.value}` };
  await supervisor.send({ health });
  const [answer] = supervisor.inbox.slice(-1);
  expect(answer?.errorResponse?.errorMessage).toContain("has not the key of the other hubs");
  const view = await blind.plane.agentView(UID, CALL.scope);
  expect(inspect(view, { depth: 20 })).not.toContain("marker");
  expect(plane.secretsUnderOtherKey()).toEqual([]);
});

test("a hub that is given the key meanwhile takes reports again", async () => {
  let isHeld = false;
  if (TEST_HUB_KEY.kind === "none") throw new Error(TEST_HUB_KEY.detail);
  const { seal } = TEST_HUB_KEY;
  const late = {
    ...TEST_HUB_KEY,
    seal: {
      ...seal,
      open: (purpose: string, sealed: Uint8Array) => (isHeld ? seal.open(purpose, sealed) : null),
      isUnderOtherKey: () => !isHeld,
    },
  };
  const { plane, storage, time } = await openHub({ hubKey: TEST_HUB_KEY });
  expect(await plane.run("create-secret", CALL, SECRET)).toMatchObject({ kind: "done" });
  const hub = await openHub({ hubKey: late, storage, time });
  const supervisor = new ScriptedSupervisor(hub, UID);
  await supervisor.hello(effectiveOf("", UID));
  expect(supervisor.inbox.at(-1)?.errorResponse).toBeDefined();
  isHeld = true;
  await supervisor.heartbeat();
  await settle();
  await supervisor.hello(effectiveOf("", UID));
  await settle();
  expect(hub.plane.secretsUnderOtherKey()).toEqual([]);
  expect(await hub.plane.agentView(UID, CALL.scope)).not.toBeNull();
});
