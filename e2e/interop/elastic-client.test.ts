import { join } from "node:path";
import {
  CommandType,
  type InstanceUid,
  RemoteConfigStatuses,
  SERVER_FLAG,
  ServerErrorResponseType,
  type ServerToAgentFields,
  attributeText,
  instanceUidToBytes,
  readAttributes,
} from "@fleethub/opamp";
import type { JsonObject } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { until } from "../real/wait.js";
import { Certificates } from "./peers/certificates.js";
import { opampGo } from "./peers/go-program.js";
import { LibraryServer } from "./peers/library-server.js";
import { LineProcess } from "./peers/line-process.js";
import { ended } from "./peers/opened.js";
import { freshUid } from "./peers/uid.js";

const program = join(import.meta.dirname, "peers/elastic-client.mjs");
const text = new TextEncoder();

function openClient(endpoint: string, uid: InstanceUid, more: JsonObject = {}): LineProcess {
  const client = new LineProcess(process.execPath, [program]);
  ended({ remove: () => client.end() });
  client.tell({ endpoint, instanceUid: uid, heartbeatIntervalSeconds: 0.1, ...more });
  return client;
}

const meet = async () => {
  const server = ended(await new LibraryServer().start());
  const uid = freshUid();
  const client = openClient(server.endpoint("http"), uid);
  await server.report(uid, "something", () => true);
  /** It still reports, and its process lives. */
  const goesOn = async (who = uid) => {
    const before = server.reports(who).length;
    await until(
      "it reports on",
      () => server.reports(who).length > before + 1,
      20_000,
      () => client,
    );
    expect(client.exitCode).toBe(null);
  };
  return { server, client, uid, goesOn };
};

describe("Elastic's OpAMP client", () => {
  it("Q-08 T-14 B-01 reports who it is from number 1 on, then keeps alive", async () => {
    const { server, uid } = await meet();
    await server.report(uid, "three times", ({ sequenceNum }) => sequenceNum >= 3n);
    const [first, second] = server.reports(uid);
    expect(first?.sequenceNum).toBe(1n);
    const described = readAttributes(first?.agentDescription?.identifyingAttributes ?? []);
    expect(attributeText(described.get("service.name") ?? null)).toBe("elastic-client");
    expect(second?.agentDescription).toBeUndefined();
    expect(server.refused).toEqual([]);
  });

  it("G-01 G-08 applies an offered config and acknowledges its hash", async () => {
    const { server, client, uid } = await meet();
    const configHash = new Uint8Array([0, 200, 1]);
    const config = { configMap: { elastic: { body: text.encode("{}"), contentType: "" } } };
    server.send(uid, { remoteConfig: { config, configHash } });
    expect(await client.heard("remote-config")).toMatchObject({
      hash: "00c801",
      files: [["elastic", "e30="]],
    });
    const { remoteConfigStatus } = await server.report(
      uid,
      "APPLIED",
      (one) => one.remoteConfigStatus?.status === RemoteConfigStatuses.APPLIED,
    );
    expect(remoteConfigStatus?.lastRemoteConfigHash).toEqual(configHash);
  });

  it("T-18 reads a large answer, which it must not be sent compressed", async () => {
    const { server, client, uid } = await meet();
    const body = text.encode("x".repeat(100_000));
    const config = { configMap: { elastic: { body, contentType: "" } } };
    server.send(uid, { remoteConfig: { config, configHash: text.encode("large") } });
    await client.heard("remote-config");
    expect(client.said("send-failed")).toEqual([]);
  });

  it("Q-09 repeats what it has when asked for full state", async () => {
    const { server, uid, goesOn } = await meet();
    server.send(uid, { flags: SERVER_FLAG.ReportFullState });
    await server.report(
      uid,
      "who it is again",
      (one) => Boolean(one.agentDescription) && one.sequenceNum > 1n,
    );
    await goesOn();
  });

  it("I-04 goes on under a new instance UID and does not repeat who it is", async () => {
    const { server, uid, goesOn } = await meet();
    const fresh = freshUid();
    server.send(uid, { agentIdentification: { newInstanceUid: instanceUidToBytes(fresh) } });
    const next = await server.report(fresh, "under the new UID", () => true);
    expect(next.sequenceNum).toBeGreaterThan(1n);
    await goesOn(fresh);
  });

  const beyond: readonly (readonly [string, ServerToAgentFields])[] = [
    ["a restart command", { command: { type: CommandType.Restart } }],
    ["a custom message", { customMessage: { capability: "test", type: "ask" } }],
    ["custom capabilities", { customCapabilities: { capabilities: ["test"] } }],
    ["packages", { packagesAvailable: { allPackagesHash: text.encode("none") } }],
    [
      "connection settings",
      { connectionSettings: { hash: text.encode("s"), opamp: { heartbeatIntervalSeconds: 9n } } },
    ],
  ];
  it.each(beyond)("survives %s, which it does not know", async (_, fields) => {
    const { server, uid, goesOn } = await meet();
    server.send(uid, fields);
    await goesOn();
  });

  const { BadRequest, Unknown, Unavailable } = ServerErrorResponseType;
  it.each([
    ["BadRequest", BadRequest],
    ["Unknown", Unknown],
    ["Unavailable", Unavailable],
  ] as const)("X-01 X-03 survives the error %s and reports a failed send", async (_, type) => {
    const { server, client, uid } = await meet();
    server.send(uid, { errorResponse: { type, errorMessage: "no" } });
    const failed = await client.heard("send-failed");
    // It waits for half a minute at least, whatever it is told.
    expect(Number(failed["retryAfterMs"] ?? 30_000)).toBeGreaterThanOrEqual(30_000);
    expect(client.exitCode).toBe(null);
  });

  it("D-04 stops without a word", async () => {
    const { server, client, uid } = await meet();
    client.tell({ do: "stop" });
    await client.heard("stopped");
    expect(server.reports(uid).some(({ agentDisconnect }) => agentDisconnect)).toBe(false);
  });
});

describe.runIf(opampGo)("Elastic's OpAMP client over https", () => {
  it("trusts a private CA and shows its client certificate", async () => {
    const certificates = ended(new Certificates());
    const server = ended(await new LibraryServer({ tls: { certificates, mutual: true } }).start());
    const uid = freshUid();
    openClient(server.endpoint("http"), uid, { connect: { ...certificates.forClient("agent") } });
    await server.report(uid, "something", () => true);
    expect(server.clientCertificate).toBe("agent");
  });
});
