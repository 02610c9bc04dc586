import { beforeEach, describe, expect, it } from "vitest";
import type { AgentRecord } from "../model.js";
import {
  approve,
  ask,
  callOf,
  GRACE,
  knows,
  OLGA,
  openGuarded,
  OTTO,
  storedAgent,
} from "../testing/four-eyes.js";
import { openHub, type TestHub } from "../testing/open-hub.js";
import { make } from "../testing/fleet.js";

const MINUTE = 60_000;

describe("a request for approval", () => {
  let hub: TestHub;
  let agents: readonly AgentRecord[];
  const release = { group: "prod", revision: 2, plan: { waves: [{ count: 1 }], gates: [] } };
  const requestNow = async (id: string) => {
    const seen = await hub.plane.approvalViews.get(OTTO.subject, id);
    if (seen === null) throw new Error("There is no such request.");
    return seen;
  };
  const audited = async (id: string) => {
    const { items } = await hub.storage.audit.list(
      { text: "", resource: { kind: "approval", id } },
      { limit: 20, cursor: null },
    );
    return items.map(({ action, actor }) => `${actor.id} ${action}`);
  };

  beforeEach(async () => {
    hub = await openHub();
    agents = [storedAgent({ env: "prod" }), storedAgent({ env: "prod" })];
    await openGuarded(hub, agents);
  });

  it("is asked for where the change itself is refused, and done in the requester's name", async () => {
    const refused = await hub.plane.run("start-rollout", OTTO, release);
    expect(refused).toMatchObject({
      kind: "problem",
      code: "approval-required",
      approval: {
        groups: ["prod"],
        reasons: expect.arrayContaining(["It releases edge r2 to prod."]),
      },
    });
    expect(refused).toMatchObject({ detail: expect.stringContaining("grace") });
    const request = await ask(hub, "start-rollout", release);
    expect(request).toMatchObject({ number: 1, title: "Release edge r2 to prod", agents: 2 });
    expect((await hub.plane.rollouts.list({}, { limit: 5, cursor: null })).total).toBe(0);
    const done = await make(approve(hub, request));
    expect(done.value.kind).toBe("done");
    const { items } = await hub.plane.rollouts.list({}, { limit: 5, cursor: null });
    expect(items).toMatchObject([{ createdBy: "otto", members: 2 }]);
    const { record, state } = await requestNow(request.id);
    expect(state).toBe("approved");
    expect(record.outcome).toMatchObject({
      by: { id: "grace" },
      result: { kind: "rollout", id: items[0]?.id },
    });
    const log = await hub.storage.audit.list({ text: "" }, { limit: 20, cursor: null });
    const started = log.items.find(({ action }) => action === "start-rollout");
    expect(started).toMatchObject({
      actor: { id: "otto", reason: "It is needed" },
      approval: { id: request.id, number: 1, hash: request.hash, by: "grace", how: "approved" },
    });
    expect(await audited(request.id)).toEqual(["grace approve-request", "otto request-approval"]);
  });

  it("says beforehand that it will be needed, and whose", async () => {
    const preview = await hub.plane.preview("start-rollout", OTTO, release);
    expect(preview).toMatchObject({
      approval: { groups: ["prod"], words: expect.stringContaining("grace") },
    });
    const free = { ...release, group: "test" };
    expect(await hub.plane.preview("start-rollout", OTTO, free)).toMatchObject({
      code: "no-members",
    });
  });

  it("is refused where nothing has to be approved, or where the requester may not do it", async () => {
    const input = { uid: agents[0]?.instanceUid ?? "", labels: { note: "x" } };
    const asked = { verb: "label", input, asked: {}, message: "Why" } as const;
    expect(await hub.plane.run("request-approval", OTTO, asked)).toMatchObject({
      code: "nothing-to-do",
    });
    const vera = callOf("vera", "viewer");
    const wish = { verb: "start-rollout", input: release, asked: {}, message: "Why" } as const;
    expect(await hub.plane.run("request-approval", vera, wish)).toMatchObject({
      code: "not-allowed",
    });
    const lift = { ...wish, verb: "lift-protection", input: { name: "prod" } } as const;
    expect(await hub.plane.run("request-approval", OTTO, lift)).toMatchObject({
      code: "not-allowed",
    });
    expect(await hub.plane.run("request-approval", OTTO, { ...wish, message: " " })).toMatchObject({
      code: "invalid",
    });
  });

  it("is commented, rejected with a reason, and takes no answer after", async () => {
    const request = await ask(hub, "start-rollout", release);
    await make(hub.plane.run("comment-request", OLGA, { request: request.id, text: "Why now?" }));
    expect(
      await hub.plane.run("reject-request", GRACE, { request: request.id, text: "" }),
    ).toMatchObject({ code: "invalid" });
    await make(hub.plane.run("reject-request", GRACE, { request: request.id, text: "Friday" }));
    const { record, state } = await requestNow(request.id);
    expect(state).toBe("rejected");
    expect(record.detail.events.map(({ kind, by, text }) => [kind, by.id, text])).toEqual([
      ["asked", "otto", "It is needed"],
      ["commented", "olga", "Why now?"],
      ["rejected", "grace", "Friday"],
    ]);
    expect(await approve(hub, record)).toMatchObject({ code: "approval-closed" });
  });

  it("is withdrawn by the requester alone", async () => {
    const request = await ask(hub, "start-rollout", release);
    const withdraw = { request: request.id, text: "" };
    expect(await hub.plane.run("withdraw-request", OLGA, withdraw)).toMatchObject({
      code: "own-request",
    });
    await make(hub.plane.run("withdraw-request", OTTO, withdraw));
    expect((await requestNow(request.id)).state).toBe("withdrawn");
  });

  it("expires by itself", async () => {
    hub = await openHub({ settings: { approvalLifetimeMs: MINUTE } });
    await openGuarded(hub, agents);
    const request = await ask(hub, "start-rollout", release);
    await hub.time.pass(MINUTE - 1);
    expect((await requestNow(request.id)).state).toBe("waiting");
    await hub.time.pass(1);
    expect((await requestNow(request.id)).state).toBe("expired");
    expect(await approve(hub, request)).toMatchObject({ code: "approval-closed" });
    const open = await hub.plane.approvalViews.list(
      GRACE.subject,
      { forMe: true },
      { limit: 5, cursor: null },
    );
    expect(open.total).toBe(0);
  });

  it("asks again where it comes to something else, and is approved as it is then", async () => {
    const request = await ask(hub, "start-rollout", release);
    const late = storedAgent({ env: "prod" });
    await hub.storage.store.commit({
      writes: [{ kind: "add-agent", agent: { ...late, group: "prod" } }],
    });
    expect(await make(approve(hub, request))).toMatchObject({ value: { kind: "changed" } });
    expect((await hub.plane.rollouts.list({}, { limit: 5, cursor: null })).total).toBe(0);
    const { record, state } = await requestNow(request.id);
    expect(state).toBe("changed");
    expect(record.agents).toBe(3);
    expect(await approve(hub, request)).toMatchObject({ code: "approval-changed" });
    await make(approve(hub, record));
    expect((await requestNow(request.id)).state).toBe("approved");
  });

  it("is done without approval by breaking the glass, and shown until an approver has looked", async () => {
    const request = await ask(hub, "start-rollout", release);
    const glass = { request: request.id, text: "The site is down" };
    expect(await hub.plane.run("break-glass", GRACE, glass)).toMatchObject({ code: "not-allowed" });
    await make(hub.plane.run("break-glass", OLGA, glass));
    expect((await hub.plane.rollouts.list({}, { limit: 5, cursor: null })).items).toMatchObject([
      { createdBy: "olga" },
    ]);
    const unseen = () =>
      hub.plane.approvalViews.list(
        OTTO.subject,
        { unacknowledged: true },
        { limit: 5, cursor: null },
      );
    expect((await unseen()).total).toBe(1);
    const log = await hub.storage.audit.list({ text: "" }, { limit: 20, cursor: null });
    expect(log.items.find(({ action }) => action === "start-rollout")).toMatchObject({
      actor: { id: "olga", reason: "Break-glass: The site is down" },
      approval: { how: "break-glass", by: "olga" },
    });
    const seen = { request: request.id, text: "It was right" };
    const both = callOf("otto", "operator", "approver");
    await knows(hub, both);
    expect(await hub.plane.run("acknowledge-break-glass", both, seen)).toMatchObject({
      code: "own-request",
    });
    await make(hub.plane.run("acknowledge-break-glass", GRACE, seen));
    expect((await unseen()).total).toBe(0);
  });

  it("is listed for those who can answer it, with the reason for everyone else", async () => {
    const request = await ask(hub, "start-rollout", release);
    const page = { limit: 5, cursor: null };
    const forMe = async (who: typeof OTTO) =>
      (await hub.plane.approvalViews.list(who.subject, { forMe: true }, page)).total;
    expect(await forMe(GRACE)).toBe(1);
    expect(await forMe(OTTO)).toBe(0);
    expect(await forMe(callOf("near", { role: "approver", reach: "label.env:prod" }))).toBe(1);
    const far = callOf("far", { role: "approver", reach: "label.env:test" });
    expect(await forMe(far)).toBe(0);
    expect(await hub.plane.approvalViews.get(far.subject, request.id)).toBeNull();
    const mine = await hub.plane.approvalViews.get(OTTO.subject, "1");
    expect(mine).toMatchObject({ mayAnswer: false, whyNot: expect.stringContaining("approver") });
  });

  it("is recorded under the names of the tokens by which it was asked and approved", async () => {
    const token = async (owner: ReturnType<typeof callOf>, name: string) => {
      const { id: person, grants } = owner.subject;
      const id = `01990000-0000-7000-8000-0000000000${name}`;
      const made = { id, hash: "", name, owner: person, grants, expiresAt: null };
      const used = { lastUsedAt: null, lastAddress: null, createdAt: 0 };
      await hub.storage.store.commit({
        writes: [{ kind: "add-api-token", token: { ...made, ...used } }],
      });
      const called = `${person}/${name}`;
      const subject = { kind: "token", id, name: called, grants } as const;
      return { actor: { ...owner.actor, kind: "token", id: called }, subject } as const;
    };
    const [asks, answers] = [await token(OTTO, "01"), await token(GRACE, "02")];
    const input = { verb: "start-rollout", input: release, asked: {}, message: "It is needed" };
    const { value: request } = await make(hub.plane.run("request-approval", asks, input));
    const answer = { request: request.id, hash: request.hash, comment: "" };
    await make(hub.plane.run("approve-request", answers, answer));
    const { items } = await hub.storage.audit.list(
      { text: "", did: ["start-rollout", "approve-request"] },
      { limit: 2, cursor: null },
    );
    expect(items).toMatchObject([
      { actor: { kind: "token", id: "grace/02" }, after: { requestedBy: "otto/01" } },
      { actor: { kind: "token", id: "otto/01" }, approval: { by: "grace/02" } },
    ]);
  });
});
