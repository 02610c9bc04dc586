import { ApprovalDetail, ApprovalPage, Group } from "@fleethub/api";
import { sampleAgent } from "@fleethub/control-plane/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addPerson, type TestPerson } from "../testing/people.js";
import { GOOD_CONFIG, startTestHub, type TestHub } from "../testing/test-hub.js";

let running: TestHub;
let otto: TestPerson;
let grace: TestPerson;
const agent = sampleAgent({ labels: { env: "prod" }, group: "prod" });
const uid = agent.instanceUid;

beforeAll(async () => {
  running = await startTestHub();
  otto = await addPerson(running, "otto", [{ role: "operator", reach: null }]);
  grace = await addPerson(running, "grace", [{ role: "approver", reach: null }]);
  const { client, storage } = running;
  await client.createConfiguration({ body: { name: "edge" } });
  await client.createRevision({ params: { name: "edge" }, body: { content: GOOD_CONFIG } });
  await client.createGroup({ body: { name: "prod", query: "label.env:prod" } });
  await storage.store.commit({ writes: [{ kind: "add-agent", agent }] });
  await client.protectGroup({ params: { name: "prod" }, body: { approvals: 1 } });
});
afterAll(() => running.stop());

const labels = { env: "test" };
const leave = { verb: "label", input: { uid, labels } } as const;

async function asked(message = "It moves to the lab"): Promise<ApprovalDetail> {
  const made = await otto.client.requestApproval({ body: { ...leave, message } });
  if (!made.ok) throw new Error(JSON.stringify(made.problem));
  expect(made.status).toBe(201);
  return ApprovalDetail.parse(made.data);
}

describe("approvals over the API", () => {
  test("a protected group is shown as such, and its agents are not changed at once", async () => {
    const group = await otto.client.getGroup({ params: { name: "prod" } });
    expect(group.ok && Group.parse(group.data).protection).toEqual({ approvals: 1 });
    const refused = await otto.client.patchAgent({ params: { uid }, body: { labels } });
    expect(refused).toMatchObject({
      ok: false,
      problem: {
        type: "approval-required",
        status: 409,
        approval: { groups: ["prod"], reasons: ["It takes 1 agent out of prod."] },
      },
    });
    const preview = await otto.client.preview({ body: leave });
    expect(preview).toMatchObject({
      data: { approval: { groups: ["prod"], words: expect.stringContaining("grace") } },
    });
  });

  test("a request is made, listed for who may answer it, and done when he approves it", async () => {
    const request = await asked();
    expect(request).toMatchObject({
      state: "waiting",
      verb: "label",
      input: leave.input,
      groups: ["prod"],
      mayAnswer: false,
      requestedBy: { name: expect.any(String) },
    });
    const forMe = await grace.client.listApprovals({ query: { forMe: "true" } });
    expect(forMe.ok && ApprovalPage.parse(forMe.data).items.map(({ id }) => id)).toEqual([
      request.id,
    ]);
    const params = { id: String(request.number) };
    const own = await otto.client.approveRequest({ params, body: { hash: request.hash } });
    expect(own).toMatchObject({ problem: { type: "not-allowed" } });
    const stale = await grace.client.approveRequest({ params, body: { hash: "a1:other" } });
    expect(stale).toMatchObject({
      problem: { type: "approval-changed", status: 409, current: { id: request.id } },
    });
    const body = { hash: request.hash, comment: "Fine" };
    const done = await grace.client.approveRequest({ params, body });
    expect(done).toMatchObject({
      data: {
        state: "approved",
        answeredBy: { kind: "token" },
        result: { kind: "agent", id: uid },
      },
    });
    const moved = await otto.client.getAgent({ params: { uid } });
    expect(moved).toMatchObject({ data: { labels, group: null } });
    const again = await grace.client.rejectRequest({ params, body: { reason: "No" } });
    expect(again).toMatchObject({
      problem: { type: "approval-closed", current: { state: "approved" } },
    });
  });

  test("what is wrong with a request is told with its place", async () => {
    const nobody = await otto.client.getApproval({ params: { id: "999" } });
    expect(nobody).toMatchObject({ problem: { type: "unknown-approval", status: 404 } });
    const body = { verb: "label", input: { uid: "x" }, message: "Why" } as const;
    const bad = await otto.client.requestApproval({ body });
    expect(bad).toMatchObject({
      problem: { type: "invalid-request", errors: [{ pointer: "/input/uid" }] },
    });
    const nothing = { verb: "label", input: { uid, labels: { note: "x" } } } as const;
    const free = await otto.client.requestApproval({ body: { ...nothing, message: "Why" } });
    expect(free).toMatchObject({ problem: { type: "not-applicable" } });
  });
});
