import { beforeEach, describe, expect, it } from "vitest";
import { settle } from "../testing/fake-time.js";
import { GOOD, OTHER } from "../testing/configs.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";
import { effectiveOf, ScriptedSupervisor } from "../testing/supervisor.js";

const UID = "01a2053c-fb76-7ae3-b633-75cb1b5400bf";

const POLICY = {
  name: "nothing-printed",
  title: "Nothing is printed",
  rule: { kind: "component-forbidden", components: ["exporter:debug"] },
  severity: "block",
} as const;

describe("policies at edit and release", () => {
  let hub: TestHub;

  const revise = async (content: string) => {
    const done = await hub.plane.run("create-revision", CALL, { name: "edge", content });
    if (done.kind === "problem") throw new Error(done.detail);
    return done.value;
  };
  const pin = async (revision: number) => {
    const done = await hub.plane.run("pin", CALL, { uid: UID, configuration: "edge", revision });
    await settle();
    return done;
  };

  beforeEach(async () => {
    hub = await openHub();
    const supervisor = new ScriptedSupervisor(hub, UID);
    await hub.plane.run("create-configuration", CALL, { name: "edge" });
    await supervisor.hello(effectiveOf("", UID));
    await supervisor.components();
    await hub.time.pass(1000);
  });

  it("say of a draft and of a revision what they break, and let it be saved", async () => {
    await hub.plane.run("create-policy", CALL, POLICY);
    const { revision, policies } = await revise(GOOD);
    expect(revision.number).toBe(1);
    expect(policies).toMatchObject([
      { code: "policy", policy: "nothing-printed", severity: "error", line: 4 },
    ]);
    const checked = await hub.plane.run("check", CALL, { content: OTHER });
    expect(checked).toMatchObject({ kind: "done", value: { policies: [] } });
    const record = await hub.plane.policies.get("nothing-printed");
    if (record === null) throw new Error("The policy is not there.");
    expect(await hub.plane.policyViews.view(record, CALL.scope)).toMatchObject({ drafts: 1 });
  });

  it("refuse a pin that breaks one that blocks, and no other", async () => {
    await hub.plane.run("create-policy", CALL, POLICY);
    const { revision } = await revise(GOOD);
    const refused = await pin(revision.number);
    expect(refused).toMatchObject({
      kind: "problem",
      code: "policy-broken",
      resource: { kind: "policy", id: "nothing-printed" },
      findings: [{ policy: "nothing-printed", line: 4 }],
    });
    expect((await revise(OTHER)).policies).toEqual([]);
    expect(await pin(2)).toMatchObject({ kind: "done" });
    await hub.plane.run("except-policy", CALL, {
      name: "nothing-printed",
      query: "host:vm",
      reason: "a trial",
      until: hub.time.now() + 60_000,
    });
    expect(await pin(1)).toMatchObject({ kind: "done" });
  });

  it("let pass what only warns, is out of scope, or is off", async () => {
    const { revision } = await revise(GOOD);
    for (const over of [
      { severity: "warn" },
      { scope: "os:windows" },
      { enabled: false },
    ] as const) {
      const name = `policy-${Object.keys(over)[0]}`;
      await hub.plane.run("create-policy", CALL, { ...POLICY, name, ...over });
    }
    expect(await pin(revision.number)).toMatchObject({ kind: "done" });
  });

  it("are refused where they cannot be understood", async () => {
    const refused = async (over: object) => {
      const done = await hub.plane.run("create-policy", CALL, { ...POLICY, ...over });
      return done.kind === "problem" ? done : null;
    };
    expect(await refused({ name: "Not A Name" })).toMatchObject({ code: "invalid" });
    expect(await refused({ title: " " })).toMatchObject({ errors: [{ pointer: "/title" }] });
    expect(await refused({ scope: "health:healthy" })).toMatchObject({
      errors: [{ pointer: "/scope" }],
    });
    expect(
      await refused({ rule: { kind: "component-forbidden", components: ["a b"] } }),
    ).toMatchObject({
      errors: [{ pointer: "/rule/components/0" }],
    });
    expect(await refused({})).toBeNull();
    expect(await refused({})).toMatchObject({ code: "exists" });
    const unknown = await hub.plane.run("remove-policy", CALL, { name: "nobody" });
    expect(unknown).toMatchObject({ code: "not-found", resource: { kind: "policy" } });
    const stale = await hub.plane.run("change-policy", CALL, { ...POLICY, ifVersion: 9 });
    expect(stale).toMatchObject({ code: "stale-version", currentVersion: 1 });
  });

  it("are tried without being saved", async () => {
    const { rule } = POLICY;
    const tried = await hub.plane.run("try-policy", CALL, { rule, content: GOOD, query: "" });
    expect(tried).toMatchObject({
      kind: "done",
      value: {
        content: { verdict: "broken", witness: { text: "The exporter debug is forbidden." } },
        fleet: { standing: { agents: 1, broken: 0 } },
      },
    });
    expect(await hub.plane.policies.list()).toEqual([]);
  });
});
