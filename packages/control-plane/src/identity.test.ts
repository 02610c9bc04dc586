import { describe, expect, it } from "vitest";
import { instanceUidFromBytes } from "@fleethub/opamp";
import { settle } from "./testing/fake-time.js";
import { GOOD } from "./testing/configs.js";
import { CALL, openHub } from "./testing/open-hub.js";
import { effectiveOf, offersIn, ScriptedSupervisor } from "./testing/supervisor.js";

const UID = "01a2053c-fb76-7ae3-b633-75cb1b5400bf";

describe("identity and admission", () => {
  it("I-04 goes on under a new instance UID with its history, and the old one still finds it", async () => {
    const hub = await openHub();
    const supervisor = new ScriptedSupervisor(hub, UID);
    await supervisor.hello(effectiveOf("", UID));
    await supervisor.components();
    await hub.plane.run("label", CALL, { uid: UID, labels: { env: "prod" } });
    expect(await hub.plane.run("new-uid", CALL, { uid: UID })).toMatchObject({ kind: "done" });
    await settle();
    const given = supervisor.inbox.at(-1)?.agentIdentification?.newInstanceUid ?? new Uint8Array();
    const uid = instanceUidFromBytes(given);
    if (!uid.ok) throw new Error(uid.problem.message);
    supervisor.uid = uid.value;
    await supervisor.heartbeat();
    await hub.time.pass(1000);
    for (const name of [UID, uid.value]) {
      const view = await hub.plane.agentView(name, CALL.scope);
      expect(view?.record).toMatchObject({
        instanceUid: uid.value,
        formerUids: [UID],
        labels: { env: "prod" },
      });
    }
    const { record } = (await hub.plane.agentView(UID, CALL.scope)) ?? {};
    const page = { limit: 50, cursor: null };
    const kinds = record && (await hub.plane.agents.timeline(record.id, page)).items;
    expect(kinds?.map((entry) => entry.kind)).toEqual(
      expect.arrayContaining(["first-seen", "renamed"]),
    );
  });

  it("I-05 tells a clone that lives on under a former UID to take another, the same each time", async () => {
    const hub = await openHub();
    const supervisor = new ScriptedSupervisor(hub, UID);
    await supervisor.hello();
    await hub.plane.run("new-uid", CALL, { uid: UID });
    await settle();
    const given = supervisor.inbox.at(-1)?.agentIdentification?.newInstanceUid ?? new Uint8Array();
    const uid = instanceUidFromBytes(given);
    if (uid.ok) supervisor.uid = uid.value;
    await supervisor.heartbeat();
    const clone = new ScriptedSupervisor(hub, UID);
    const [first] = await clone.hello();
    const [second] = await clone.heartbeat();
    const told = first?.agentIdentification?.newInstanceUid;
    expect(told).toHaveLength(16);
    expect(second?.agentIdentification?.newInstanceUid).toEqual(told);
    expect(told).not.toEqual(given);
  });

  it("F13 S-13 takes the status of an agent that awaits approval, and offers once it is approved", async () => {
    const hub = await openHub({ admit: () => "awaiting-approval" });
    const supervisor = new ScriptedSupervisor(hub, UID);
    await supervisor.hello(effectiveOf("", UID));
    await supervisor.components();
    await hub.plane.run("create-configuration", CALL, { name: "edge" });
    await hub.plane.run("create-revision", CALL, { name: "edge", content: GOOD });
    await hub.plane.run("pin", CALL, { uid: UID, configuration: "edge", revision: 1 });
    await supervisor.heartbeat();
    expect(offersIn(supervisor.inbox)).toEqual([]);
    expect(await hub.plane.agentView(UID, CALL.scope)).toMatchObject({ sync: "awaiting-approval" });
    expect(await hub.plane.run("restart", CALL, { uid: UID })).toMatchObject({
      code: "not-approved",
    });
    await hub.plane.run("approve", CALL, { uid: UID });
    await settle();
    expect(offersIn(supervisor.inbox)).toHaveLength(1);
  });

  it("shows and stores no secret that an agent reports", async () => {
    const hub = await openHub();
    const supervisor = new ScriptedSupervisor(hub, UID);
    const secrets = `exporters:
    otlp:
        headers:
            authorization: Bearer abc-123-secret
service:
    telemetry:
        resource:
            api_key: key-456-secret
`;
    await supervisor.hello(effectiveOf(secrets, UID));
    await supervisor.components();
    await hub.time.pass(1000);
    const shown = await hub.plane.effectiveConfig(UID, CALL.scope);
    expect(shown?.text).toContain("ppid: 4711");
    expect(shown?.text).not.toContain("secret");
    const stored = await hub.storage.agents.get(UID, CALL.scope);
    const digest = stored?.report.effective?.digest;
    const body = digest && (await hub.storage.store.body(digest));
    expect(body?.text).toContain("[REDACTED]");
    expect(body?.text).not.toContain("secret");
  });

  it("refuses whom admission refuses, with the reason", async () => {
    const hub = await openHub({ admit: () => ({ refused: "This hub takes no new agents." }) });
    const supervisor = new ScriptedSupervisor(hub, UID);
    const [reply] = await supervisor.hello();
    expect(reply?.errorResponse?.errorMessage).toBe("This hub takes no new agents.");
    expect(await hub.storage.agents.get(UID, CALL.scope)).toBeNull();
  });

  it("B-05 answers a quiet heartbeat without writing anything but last-seen", async () => {
    const hub = await openHub();
    const supervisor = new ScriptedSupervisor(hub, UID);
    await supervisor.hello(effectiveOf("", UID));
    await supervisor.components();
    await supervisor.send({ health: { healthy: true, status: "StatusOK", startTimeUnixNano: 1n } });
    await hub.time.pass(20_000);
    const { commits, quietReports } = hub.plane.statistics();
    const sequence = await hub.plane.feed.latest();
    for (let beats = 0; beats < 10; beats += 1) {
      await supervisor.heartbeat();
      await hub.time.pass(100);
    }
    expect(hub.plane.statistics()).toMatchObject({ commits, quietReports: quietReports + 10 });
    await hub.time.pass(31_000);
    expect(await hub.plane.feed.latest()).toBe(sequence);
    expect((await hub.storage.agents.get(UID, CALL.scope))?.report.seq).toBe(12n);
  });

  it("P-06 restarts what accepts it, and names the capability of what does not", async () => {
    const hub = await openHub();
    const supervisor = new ScriptedSupervisor(hub, UID);
    await supervisor.hello();
    await hub.plane.run("restart", CALL, { uid: UID });
    await settle();
    expect(supervisor.inbox.at(-1)?.command).toBeDefined();
    supervisor.capabilities = 0x4805n;
    await supervisor.heartbeat();
    const refused = await hub.plane.run("restart", CALL, { uid: UID });
    expect(refused).toMatchObject({
      code: "missing-capability",
      capability: "AcceptsRestartCommand",
    });
  });
});
