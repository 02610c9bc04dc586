import { describe, expect, it } from "vitest";
import {
  AgentToServerSchema,
  create,
  encodeAgentToServer,
  type InstanceUid,
  instanceUidToBytes,
  makeAttributes,
  type MessageInitShape,
  ServerErrorResponseType,
} from "@fleethub/opamp";
import { GOOD, OTHER } from "./testing/configs.js";
import { settle } from "./testing/fake-time.js";
import { CALL, openHub, type TestHub } from "./testing/open-hub.js";
import { effectiveOf, ScriptedSupervisor } from "./testing/supervisor.js";

const UID = "01a2053c-fb76-7ae3-b633-75cb1b5400bf";
const FULL_STATE = 1n;
const COMPONENTS = 2n;
const bytes = (text: string) => new TextEncoder().encode(text);
const file = (text: string) => ({ body: bytes(text) });

async function openWithAgent() {
  const hub = await openHub();
  const agent = new ScriptedSupervisor(hub, UID);
  await agent.hello(effectiveOf("", UID));
  await agent.components();
  await agent.send({ health: agent.health(1n) });
  return { hub, agent };
}

/** Everything that the hub knows of what the agent reported. */
async function known({ plane, time }: TestHub, uid = UID) {
  await time.pass(1000);
  const report = (await plane.agentView(uid, CALL.scope))?.record.report;
  if (report === undefined) throw new Error("The agent is not there.");
  const { description, health, effective, remoteConfig, components } = report;
  return { description, health, effective, remoteConfig, components };
}

describe("what a report says and leaves out", () => {
  it("C-01 a part that is left out stays, whichever else comes", async () => {
    const { hub, agent } = await openWithAgent();
    await agent.status("failed", bytes("hash"), "no");
    const before = await known(hub);
    expect(Object.values(before)).not.toContain(null);
    await agent.heartbeat();
    expect(await known(hub)).toEqual(before);
    await agent.send({ health: { healthy: true, status: "StatusOK" } });
    const after = await known(hub);
    expect(after.health?.digest).toBe(before.health?.digest);
    expect({ ...after, health: null }).toEqual({ ...before, health: null });
    await agent.status("applied", bytes("other"));
    const { remoteConfig, ...rest } = await known(hub);
    expect(remoteConfig).toMatchObject({ status: "applied" });
    expect(after).toMatchObject(rest);
  });

  it("C-02 a part that comes replaces the old one whole, with all that it does not have", async () => {
    const { hub, agent } = await openWithAgent();
    const identifyingAttributes = makeAttributes([["service.name", "bare"]]);
    await agent.send({
      agentDescription: { identifyingAttributes },
      health: { healthy: false },
      remoteConfigStatus: {},
    });
    const { description, health, remoteConfig } = await known(hub);
    expect(description).toMatchObject({ attributes: { "service.name": "bare" }, host: "", os: "" });
    expect(health).toMatchObject({ status: "", startTimeUnixNano: "0" });
    expect(remoteConfig).toMatchObject({ hash: null, status: "unset", error: "" });
  });

  it("C-03 a status that is present and empty was never received; one that is absent is unchanged", async () => {
    const { hub, agent } = await openWithAgent();
    await agent.status("applied", bytes("hash"));
    await agent.heartbeat();
    expect((await known(hub)).remoteConfig).toMatchObject({ status: "applied" });
    await agent.send({ remoteConfigStatus: {} });
    expect((await known(hub)).remoteConfig).toMatchObject({ hash: null, status: "unset" });
  });

  it("C-05 A-01 another hash of components replaces the old one, its list is unknown and asked for", async () => {
    const { hub, agent } = await openWithAgent();
    expect((await known(hub)).components?.listed).toEqual(expect.any(String));
    const [reply] = await agent.send({ availableComponents: { hash: bytes("others") } });
    expect(reply?.flags).toBe(COMPONENTS);
    const hash = Buffer.from("others").toString("hex");
    expect((await known(hub)).components).toEqual({ hash, listed: null });
    expect(await hub.plane.components(UID, CALL.scope)).toBeNull();
  });

  it("A-02 the hash of a list that the agent told before is not asked for", async () => {
    const { hub, agent } = await openWithAgent();
    const before = (await known(hub)).components;
    const [reply] = await agent.send({ availableComponents: { hash: bytes("components") } });
    expect(reply?.flags).toBe(0n);
    expect((await known(hub)).components).toEqual(before);
  });

  it("P-08 parts whose capability is not stated are taken, never refused", async () => {
    const hub = await openHub();
    const agent = new ScriptedSupervisor(hub, UID);
    agent.capabilities = 1n;
    const [reply] = await agent.send({
      ...agent.fullState(effectiveOf(GOOD, UID)),
      packageStatuses: { packages: { agent: { name: "agent" } } },
      connectionSettingsStatus: { lastConnectionSettingsHash: bytes("x"), status: 3 },
    });
    expect(reply?.errorResponse).toBeUndefined();
    expect(await known(hub)).toMatchObject({
      description: { type: "otelcol-e2e" },
      health: { healthy: true },
      effective: { empty: false },
      remoteConfig: { status: "unset" },
    });
  });

  it("P-12 R-01 a connection settings request that nobody invited is acknowledged", async () => {
    const { hub, agent } = await openWithAgent();
    const before = await known(hub);
    const csr = bytes("-----BEGIN CERTIFICATE REQUEST-----");
    const certificateRequest = { csr };
    for (const connectionSettingsRequest of [
      {},
      { opamp: {} },
      { opamp: { certificateRequest } },
    ]) {
      const replies = await agent.send({ connectionSettingsRequest });
      expect(replies).toHaveLength(1);
      expect(replies[0]).toMatchObject({ flags: 0n });
      expect(replies[0]?.errorResponse).toBeUndefined();
      expect(replies[0]?.connectionSettings).toBeUndefined();
    }
    expect(await known(hub)).toEqual(before);
  });

  it("Q-13 X-05 of a report that cannot be read nothing counts, and the next one is asked for full state", async () => {
    const hub = await openHub();
    const socket = hub.socket();
    const report = (sequenceNum: bigint, parts: MessageInitShape<typeof AgentToServerSchema>) =>
      encodeAgentToServer(
        create(AgentToServerSchema, {
          instanceUid: instanceUidToBytes(UID as InstanceUid),
          sequenceNum,
          capabilities: 1n,
          ...parts,
        }),
      );
    const described = (host: string) => ({
      agentDescription: { identifyingAttributes: makeAttributes([["host.name", host]]) },
      health: { healthy: host === "first" },
    });
    socket.send(report(0n, described("first")));
    await settle();
    const before = await known(hub);
    const broken = Buffer.from(report(1n, described("second")));
    broken[broken.indexOf("second")] = 0xff;
    socket.send(broken);
    await settle();
    expect(socket.inbox.at(-1)?.errorResponse?.type).toBe(ServerErrorResponseType.BadRequest);
    expect(await known(hub)).toEqual(before);
    socket.send(report(2n, {}));
    await settle();
    expect(socket.inbox.at(-1)).toMatchObject({ flags: FULL_STATE });
  });
});

describe("effective configs", () => {
  const effectiveOfFiles = (files: Record<string, { body: Uint8Array }>) => ({
    effectiveConfig: { configMap: { configMap: files } },
  });
  const shown = async (hub: TestHub) => {
    await hub.time.pass(1000);
    return (await hub.plane.effectiveConfig(UID, CALL.scope))?.text;
  };

  it("E-01 several files are kept, in whatever order they come, and told apart by name", async () => {
    const { hub, agent } = await openWithAgent();
    await agent.send(effectiveOfFiles({ "b.yaml": file(OTHER), "a.yaml": file(GOOD) }));
    const first = (await known(hub)).effective?.digest;
    const text = await shown(hub);
    expect(text).toContain("# a.yaml");
    expect(text).toContain("# b.yaml");
    await agent.send(effectiveOfFiles({ "a.yaml": file(GOOD), "b.yaml": file(OTHER) }));
    expect((await known(hub)).effective?.digest).toBe(first);
    await agent.send(effectiveOfFiles({ "b.yaml": file(GOOD), "a.yaml": file(OTHER) }));
    expect((await known(hub)).effective?.digest).not.toBe(first);
  });

  it("E-01 the source with its secrets, under the key raw, is never kept", async () => {
    const { hub, agent } = await openWithAgent();
    const raw = file("exporters: {otlp: {headers: {authorization: hush}}}");
    await agent.send(effectiveOfFiles({ raw, "": file(effectiveOf(GOOD, UID)) }));
    expect(await shown(hub)).toContain("debug");
    expect(await shown(hub)).not.toContain("otlp");
    await agent.send(effectiveOfFiles({ raw }));
    expect(await known(hub)).toMatchObject({ effective: { empty: true } });
  });

  it("E-02 one without a map, and one with an empty file, is an empty config", async () => {
    const { hub, agent } = await openWithAgent();
    for (const effectiveConfig of [
      {},
      { configMap: {} },
      effectiveOfFiles({ "": file("") }).effectiveConfig,
    ]) {
      await agent.send({ effectiveConfig: { configMap: { configMap: { "": file(GOOD) } } } });
      expect(await known(hub)).toMatchObject({ effective: { empty: false } });
      await agent.send({ effectiveConfig });
      expect(await known(hub)).toMatchObject({ effective: { empty: true } });
      expect(await shown(hub)).toBe("");
    }
  });
});

it("E-04 a health tree five levels deep with words of its own is kept and shown as it came", async () => {
  const { hub, agent } = await openWithAgent();
  const words = ["one", "two", "three", "four", "five"];
  const tree = words.reduceRight<object>(
    (below, word, index) => ({
      healthy: index % 2 === 0,
      status: `Status${word}`,
      lastError: index % 2 === 0 ? "" : `${word} is down`,
      ...(index < words.length - 1 && { componentHealthMap: { [`pipeline:${word}`]: below } }),
    }),
    {},
  );
  await agent.send({ health: tree });
  await hub.time.pass(1000);
  const told: unknown[] = [];
  let node = await hub.plane.healthTree(UID, CALL.scope);
  while (node !== null) {
    told.push([node.path.at(-1), node.healthy, node.status, node.message]);
    expect(node.children.length).toBeLessThanOrEqual(1);
    node = node.children[0] ?? null;
  }
  expect(told).toEqual([
    [undefined, true, "Statusone", ""],
    ["pipeline:one", false, "Statustwo", "two is down"],
    ["pipeline:two", true, "Statusthree", ""],
    ["pipeline:three", false, "Statusfour", "four is down"],
    ["pipeline:four", true, "Statusfive", ""],
  ]);
});

it("E-10 two agents with one service.instance.id are two, and one whose id changes is one", async () => {
  const hub = await openHub();
  const cloned = makeAttributes([
    ["service.name", "otelcol"],
    ["service.instance.id", "same-on-both"],
  ]);
  const uids = [UID, "01a2053c-fb76-7ae3-b633-75cb1b5400c0"];
  const agents = uids.map((uid) => new ScriptedSupervisor(hub, uid));
  for (const agent of agents)
    await agent.send({ agentDescription: { identifyingAttributes: cloned } });
  const ids = await Promise.all(
    uids.map(async (uid) => (await hub.plane.agentView(uid, CALL.scope))?.record.id),
  );
  expect(new Set(ids).size).toBe(2);
  const other = makeAttributes([["service.instance.id", "another"]]);
  await agents[0]?.send({ agentDescription: { identifyingAttributes: other } });
  const view = await hub.plane.agentView(UID, CALL.scope);
  expect(view?.record.id).toBe(ids[0]);
  expect(view?.record.report.description?.attributes["service.instance.id"]).toBe("another");
});

it("G-16 the bytes of a revision are those that an agent is offered", async () => {
  const { hub, agent } = await openWithAgent();
  const content = `# Größe: “8 µs” 🛰\r\n${GOOD}\n\n# a tab\tand the end without a line feed`;
  await hub.plane.run("create-configuration", CALL, { name: "edge" });
  await hub.plane.run("create-revision", CALL, { name: "edge", content });
  await hub.plane.run("pin", CALL, { uid: UID, configuration: "edge", revision: 1 });
  await settle();
  const offered = agent.inbox.at(-1)?.remoteConfig?.config?.configMap[""];
  expect(Buffer.from(offered?.body ?? [])).toEqual(Buffer.from(content));
  expect(offered?.contentType).toBe("text/yaml");
});

it("P-11 Q-12 the first answer states what the hub does, and neither packages nor certificate requests", async () => {
  const hub = await openHub();
  const agent = new ScriptedSupervisor(hub, UID);
  const [first] = await agent.hello();
  const [later] = await agent.heartbeat();
  const stated = first?.capabilities ?? 0n;
  expect(stated & 0x01n, "AcceptsStatus").toBe(0x01n);
  expect(
    stated & 0x58n,
    "OffersPackages, AcceptsPackagesStatus, AcceptsConnectionSettingsRequest",
  ).toBe(0n);
  expect(stated >> 7n, "undefined bits").toBe(0n);
  expect(later?.capabilities).toBe(stated);
});
