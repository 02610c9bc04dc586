import { expect, it } from "vitest";
import { createMemoryStorage } from "../memory/index.js";
import { FakeTime } from "../testing/fake-time.js";
import { make } from "../testing/fleet.js";
import {
  approve,
  ask,
  callOf,
  GRACE,
  knows,
  openGuarded,
  OTTO,
  storedAgent,
} from "../testing/four-eyes.js";
import { CALL, openHub } from "../testing/open-hub.js";

const NEWEST = { limit: 5, cursor: null } as const;

it("does a request once that two people approve on two hubs at the same moment", async () => {
  const storage = createMemoryStorage();
  const time = new FakeTime();
  const [one, two] = [await openHub({ storage, time }), await openHub({ storage, time })];
  const GINA = callOf("gina", "approver");
  await openGuarded(one, [storedAgent({ env: "prod" }), storedAgent({ env: "prod" })]);
  await knows(one, GINA);
  const release = { group: "prod", revision: 2, plan: { waves: [{ count: 1 }], gates: [] } };
  const request = await ask(one, "start-rollout", release);
  const answers = await Promise.all([approve(one, request), approve(two, request, GINA)]);
  expect(answers.map((answer) => (answer.kind === "done" ? "done" : answer.code)).sort()).toEqual([
    "approval-closed",
    "done",
  ]);
  const { items } = await storage.rollouts.list({}, NEWEST);
  expect(items).toMatchObject([{ createdBy: "otto", number: 1 }]);
  const about = { text: "", resource: { kind: "approval", id: request.id } };
  const entries = await storage.audit.list(about, NEWEST);
  expect(entries.items.map(({ action }) => action)).toEqual([
    "approve-request",
    "request-approval",
  ]);
});

it("holds back what was planned just before a group became protected", async () => {
  const storage = createMemoryStorage();
  const time = new FakeTime();
  const other = await openHub({ storage, time });
  const member = storedAgent({ env: "test" });
  await openGuarded(other, [member]);
  const protect = () =>
    make(other.plane.run("protect-group", CALL, { name: "test", approvals: 1 }));
  let isBetween = true;
  const { store } = storage;
  const hub = await openHub({
    time,
    storage: {
      ...storage,
      store: {
        ...store,
        async commit(changes) {
          const isFirst = isBetween;
          isBetween = false;
          if (isFirst) await protect();
          return store.commit(changes);
        },
      },
    },
  });
  const pin = { uid: member.instanceUid, configuration: "edge", revision: 2 };
  expect(await hub.plane.run("pin", OTTO, pin)).toMatchObject({
    code: "approval-required",
    approval: { groups: ["test"] },
  });
  expect(isBetween).toBe(false);
  expect(await store.agentById(member.id)).toMatchObject({ pin: null });
  expect(await make(approve(hub, await ask(hub, "pin", pin), GRACE))).toMatchObject({
    value: { kind: "done" },
  });
});
