import { beforeEach, describe, expect, it } from "vitest";
import type { AgentRecord } from "../model.js";
import { GOOD, OTHER } from "../testing/configs.js";
import { make } from "../testing/fleet.js";
import {
  approve,
  ask,
  callOf,
  GRACE,
  joins,
  knows,
  OLGA,
  openGuarded,
  OTTO,
  storedAgent,
} from "../testing/four-eyes.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";
import type { VerbInput, VerbName } from "../verbs/table.js";

describe("no way round a protected group", () => {
  let hub: TestHub;
  let member: AgentRecord;
  let outsider: AgentRecord;
  const until = 4_000_000_000_000;

  const refused = async <Name extends VerbName>(
    verb: Name,
    input: VerbInput<Name>,
    who: ReturnType<typeof callOf> | typeof CALL = OTTO,
  ) => {
    expect(await hub.plane.run(verb, who, input)).toMatchObject({
      kind: "problem",
      code: "approval-required",
      approval: { groups: ["prod"] },
    });
  };
  const allowed = <Name extends VerbName>(verb: Name, input: VerbInput<Name>) =>
    make(hub.plane.run(verb, CALL, input));

  beforeEach(async () => {
    hub = await openHub();
    member = storedAgent({ env: "prod" });
    outsider = storedAgent({ env: "test" });
    await openGuarded(hub, [member, outsider]);
    await allowed("create-configuration", { name: "alone" });
    await allowed("create-revision", { name: "alone", content: OTHER });
  });

  it("leads by agents: pins, values, labels that move, connections, forgetting", async () => {
    const { instanceUid: uid } = member;
    await refused("pin", { uid, configuration: "alone", revision: 1 });
    await refused("pin", { uid, local: true });
    await refused("label", { uid, labels: { env: "test" } });
    await refused("label", { uid, labels: { env: null } });
    await refused("label", { uid, variables: { LEVEL: "normal" } });
    await refused("label", { uid: outsider.instanceUid, labels: { env: "prod" } });
    await refused("move-to-group", { uid: outsider.instanceUid, group: "prod" });
    await refused("connection", { uid, heartbeatIntervalSeconds: 60 });
    await allowed("label", { uid, labels: { note: "free" } });
    await allowed("label", { uid: outsider.instanceUid, labels: { env: "elsewhere" } });
  });

  it("leads by many at once, also where most are outside", async () => {
    const input = { labels: { env: "test" } };
    await refused("bulk", { query: "", verb: "label", input });
    const uids = [outsider.instanceUid, member.instanceUid];
    await refused("bulk", { uids, verb: "pin", input: { local: true } });
    await refused("bulk", { uids, verb: "move-to-group", input: { group: "prod" } });
  });

  it("leads by groups: itself, one put above, one whose selector grows, the order", async () => {
    await refused("change-group", {
      name: "prod",
      query: "label.env:prod",
      configuration: "alone",
    });
    await refused("change-group", { name: "prod", query: "label.env:prod label.x:y" });
    await refused("remove-group", { name: "prod" });
    await refused("lift-protection", { name: "prod" }, CALL);
    await refused("create-group", { name: "all", query: "label.env:*", position: 1 });
    await refused("create-group", { name: "later", query: "label.soon:yes", position: 1 });
    await allowed("create-group", { name: "apart", query: "label.env:dev", position: 1 });
    await allowed("create-group", { name: "below", query: "label.env:*" });
    await refused("change-group", {
      name: "apart",
      query: "label.env:dev,prod",
      configuration: null,
    });
    await refused("change-group", { name: "below", query: "label.env:*", position: 1 });
  });

  it("leads by taking away a group above, so that its agents fall in", async () => {
    const query = "label.env:prod label.site:lab";
    const above = { name: "lab", query, position: 1 };
    expect((await make(approve(hub, await ask(hub, "create-group", above)))).value.kind).toBe(
      "done",
    );
    await joins(hub, [{ ...storedAgent({ env: "prod", site: "lab" }), group: "lab" }]);
    await refused("remove-group", { name: "lab" });
    await refused("change-group", { name: "lab", query, position: 3 });
    await refused("change-group", { name: "lab", query: "label.env:prod label.site:moon" });
  });

  it("leads by rollouts, once they are under way", async () => {
    const request = await ask(hub, "start-rollout", { group: "prod", revision: 2 });
    const done = await make(approve(hub, request));
    const rollout = done.value.request.outcome?.result?.id ?? "";
    await allowed("pause-rollout", { rollout });
    await refused("resume-rollout", { rollout });
    await refused("exclude", { rollout, uids: [member.instanceUid] });
    await refused("start-rollout", { group: "prod", revision: 1 });
    await allowed("abort-rollout", { rollout });
  });

  it("leads by exceptions, or by making a policy that blocks hold less", async () => {
    const rule = { kind: "component-forbidden", components: ["exporter:kafka"] } as const;
    const written = { name: "strict", title: "No kafka", rule } as const;
    await allowed("create-policy", { ...written, severity: "block" });
    const reason = "It is old";
    await refused("except-policy", { name: "strict", query: "", reason, until });
    await refused("except-policy", { name: "strict", query: "label.soon:yes", reason, until });
    await allowed("except-policy", { name: "strict", query: "label.env:test", reason, until });
    await refused("remove-policy", { name: "strict" }, CALL);
    await refused("change-policy", { ...written, severity: "warn" }, CALL);
    await allowed("create-policy", { ...written, name: "mild", severity: "warn" });
    await allowed("remove-policy", { name: "mild" });
  });

  it("leads by another text under the number that was approved", async () => {
    const pin = { uid: member.instanceUid, configuration: "alone", revision: 1 };
    const request = await ask(hub, "pin", pin);
    await allowed("remove-configuration", { name: "alone" });
    await allowed("create-configuration", { name: "alone" });
    await allowed("create-revision", { name: "alone", content: GOOD });
    expect(await make(approve(hub, request))).toMatchObject({ value: { kind: "changed" } });
    expect((await hub.storage.store.agentById(member.id))?.pin).toBeNull();
  });

  it("leads by two requests at once: the second is what it is after the first", async () => {
    const { instanceUid: uid } = member;
    const pin = { uid, configuration: "edge", revision: 2 };
    const [one, two] = [await ask(hub, "pin", pin), await ask(hub, "pin", pin, OLGA)];
    await make(approve(hub, one));
    expect(await approve(hub, two)).not.toMatchObject({ value: { kind: "done" } });
    expect(await approve(hub, one)).toMatchObject({ code: "approval-closed" });
  });

  it("leads by being one's own second pair of eyes", async () => {
    const both = callOf("otto", "operator", "approver");
    await knows(hub, both);
    const pin = { uid: member.instanceUid, configuration: "edge", revision: 2 };
    const request = await ask(hub, "pin", pin, both);
    expect(await approve(hub, request, both)).toMatchObject({ code: "own-request" });
    const token = (id: string, owner: string | null) => ({
      id,
      hash: "",
      name: id,
      owner,
      grants: both.subject.grants,
      expiresAt: null,
      lastUsedAt: null,
      lastAddress: null,
      createdAt: 0,
    });
    await hub.storage.store.commit({
      writes: [
        { kind: "add-api-token", token: token("t-otto", "otto") },
        { kind: "add-api-token", token: token("t-nobody", null) },
      ],
    });
    for (const id of ["t-otto", "t-nobody"]) {
      const subject = { ...both.subject, kind: "token", id, name: id } as const;
      const byToken = { actor: { ...both.actor, kind: "token", id }, subject } as const;
      expect(await approve(hub, request, byToken as never)).toMatchObject({ code: "own-request" });
    }
    expect((await hub.storage.approvals.get(request.id))?.outcome).toBeNull();
  });

  it("leads by an approver without reach, or a requester who lost his role", async () => {
    const pin = { uid: member.instanceUid, configuration: "edge", revision: 2 };
    const request = await ask(hub, "pin", pin);
    const far = callOf("far", { role: "approver", reach: "label.env:test" });
    expect(await approve(hub, request, far)).toMatchObject({ code: "not-found" });
    const near = callOf("near", { role: "approver", reach: "label.env:prod" });
    const listed = async (who: typeof near) =>
      (await hub.plane.approvalViews.list(who.subject, {}, { limit: 9, cursor: null })).total;
    expect(await Promise.all([far, near, OTTO].map(listed))).toEqual([0, 1, 1]);
    await knows(hub, callOf("otto", "viewer"));
    expect(await approve(hub, request, near)).toMatchObject({ code: "requester-not-allowed" });
    await knows(hub, OTTO, { disabled: true });
    expect(await approve(hub, request)).toMatchObject({ code: "requester-not-allowed" });
    await knows(hub, callOf("otto", { role: "operator", reach: "label.env:test" }));
    expect(await approve(hub, request)).toMatchObject({ kind: "problem" });
    await knows(hub, OTTO);
    await make(approve(hub, request, near));
  });

  it("leads by asking that an approval be approved", async () => {
    const asked = { asked: {}, message: "Why" };
    for (const verb of ["approve-request", "break-glass", "check"] as const) {
      const wish = { verb, input: { request: "1", hash: "", comment: "", text: "" }, ...asked };
      expect(await hub.plane.run("request-approval", GRACE, wish)).toMatchObject({
        kind: "problem",
      });
      expect(await hub.plane.run("request-approval", OTTO, wish)).toMatchObject({
        code: "invalid",
      });
    }
  });
});
