import {
  attributeText,
  CommandType,
  ConnectionSettingsStatuses,
  readAttributes,
  RemoteConfigStatuses,
  SERVER_FLAG,
  ServerErrorResponseType,
  type ServerToAgentFields,
  instanceUidToBytes,
} from "@fleethub/opamp";
import { describe, expect, it } from "vitest";
import { until } from "../real/wait.js";
import { GoClient, type GoClientOptions } from "./peers/go-client.js";
import { opampGo } from "./peers/go-program.js";
import { LibraryServer, type LibraryServerOptions } from "./peers/library-server.js";
import { ended } from "./peers/opened.js";
import { freshUid } from "./peers/uid.js";

const text = new TextEncoder();

describe.runIf(opampGo).each(["ws", "http"] as const)("opamp-go's client over %s", (scheme) => {
  const open = async (
    options: Partial<GoClientOptions> = {},
    serverOptions: LibraryServerOptions = {},
  ) => {
    const server = ended(await new LibraryServer(serverOptions).start());
    const client = ended(new GoClient({ endpoint: server.endpoint(scheme), ...options }));
    return { server, client, uid: client.uid };
  };

  /** As `open`, once the first report is in. */
  const meet = async (...options: Parameters<typeof open>) => {
    const met = await open(...options);
    await met.server.report(met.uid, "something", () => true);
    return met;
  };

  it("T-03 T-14 Q-01 B-01 reports fully once, then keeps alive with bare numbered messages", async () => {
    const { server, uid } = await open({ custom: ["test.interop"] });
    await server.report(uid, "three times", ({ sequenceNum }) => sequenceNum >= 3n);
    const [first, ...rest] = server.reports(uid);
    expect(first?.sequenceNum).toBe(0n);
    const described = readAttributes(first?.agentDescription?.identifyingAttributes ?? []);
    expect(attributeText(described.get("service.name") ?? null)).toBe("opamp-go");
    expect(first).toMatchObject({
      health: { healthy: true, status: "StatusOK" },
      effectiveConfig: { configMap: { configMap: { "": { contentType: "text/yaml" } } } },
      remoteConfigStatus: { status: RemoteConfigStatuses.UNSET },
      customCapabilities: { capabilities: ["test.interop"] },
      availableComponents: { hash: text.encode("components-1"), components: {} },
    });
    expect(rest.slice(0, 3).map(({ sequenceNum }) => sequenceNum)).toEqual([1n, 2n, 3n]);
    for (const heartbeat of rest.slice(0, 3)) {
      expect(heartbeat.agentDescription).toBeUndefined();
      expect(heartbeat.capabilities).toBe(first?.capabilities);
    }
    expect(server.refused).toEqual([]);
  });

  it("G-01 G-08 G-16 applies an offered config byte for byte and acknowledges its hash", async () => {
    const { server, client, uid } = await meet();
    const body = new Uint8Array([0, 255, 10, 195, 40, 128]);
    const configHash = new Uint8Array([0, 200, 1]);
    const files = {
      "": { body: text.encode("receivers: {}"), contentType: "text/yaml" },
      "a b/ü": { body, contentType: "" },
    };
    server.send(uid, { remoteConfig: { config: { configMap: files }, configHash } });
    const offer = await client.remoteConfig();
    expect(offer.configHash).toEqual(configHash);
    expect(offer.config?.configMap["a b/ü"]?.body).toEqual(body);
    const { remoteConfigStatus } = await server.report(
      uid,
      "APPLIED",
      (one) => one.remoteConfigStatus?.status === RemoteConfigStatuses.APPLIED,
    );
    expect(remoteConfigStatus?.lastRemoteConfigHash).toEqual(configHash);
    const effective = await server.report(
      uid,
      "the new effective config",
      ({ effectiveConfig }) => "a b/ü" in (effectiveConfig?.configMap?.configMap ?? {}),
    );
    expect(effective.effectiveConfig?.configMap?.configMap).toMatchObject(files);
  });

  it("G-09 reports FAILED with the reason for a config that it refuses", async () => {
    const { server, uid } = await meet();
    const configHash = text.encode("bad");
    const config = { configMap: { "": { body: text.encode("refuse this"), contentType: "" } } };
    server.send(uid, { remoteConfig: { config, configHash } });
    const { remoteConfigStatus } = await server.report(
      uid,
      "FAILED",
      (one) => one.remoteConfigStatus?.status === RemoteConfigStatuses.FAILED,
    );
    expect(remoteConfigStatus).toMatchObject({
      lastRemoteConfigHash: configHash,
      errorMessage: 'file "" is refused',
    });
  });

  it("M-01 M-04 executes a restart command, seen by its start time", async () => {
    const { server, client, uid } = await meet();
    const before = server.reports(uid)[0]?.health?.startTimeUnixNano ?? 0n;
    server.send(uid, { command: { type: CommandType.Restart } });
    expect(await client.process.heard("command")).toMatchObject({ type: CommandType.Restart });
    await server.report(
      uid,
      "a later start",
      ({ health }) => (health?.startTimeUnixNano ?? 0n) > before,
    );
  });

  it("S-01 S-05 S-06 takes complete connection settings and reports their hash as APPLIED", async () => {
    const { server, client, uid } = await meet();
    const hash = text.encode("settings-1");
    const headers = { headers: [{ key: "authorization", value: "Bearer next" }] };
    const tls = { caPemContents: "PEM", minVersion: "1.2", includeSystemCaCertsPool: true };
    const opamp = {
      destinationEndpoint: server.endpoint(scheme),
      headers,
      heartbeatIntervalSeconds: 1n,
      certificate: { cert: text.encode("CERT"), privateKey: text.encode("KEY") },
      tls,
    };
    const otlp = (signal: string) => ({
      destinationEndpoint: `http://127.0.0.1:4318/v1/${signal}`,
      headers,
      tls,
    });
    server.send(uid, {
      connectionSettings: {
        hash,
        opamp,
        ownMetrics: otlp("metrics"),
        ownTraces: otlp("traces"),
        ownLogs: otlp("logs"),
        otherConnections: {
          kafka: { destinationEndpoint: "broker:9092", otherSettings: { a: "b" } },
        },
      },
    });
    expect(await client.opampSettings()).toMatchObject(opamp);
    const { offers } = await client.process.heard("settings");
    expect(offers).toMatchObject({
      ownMetrics: { destinationEndpoint: "http://127.0.0.1:4318/v1/metrics" },
      ownTraces: { headers: { headers: [{ key: "authorization", value: "Bearer next" }] } },
      ownLogs: { tls: { minVersion: "1.2" } },
      otherConnections: { kafka: { otherSettings: { a: "b" } } },
    });
    const { connectionSettingsStatus } = await server.report(
      uid,
      "settings APPLIED",
      (one) => one.connectionSettingsStatus?.status === ConnectionSettingsStatuses.APPLIED,
    );
    expect(connectionSettingsStatus?.lastConnectionSettingsHash).toEqual(hash);
  });

  it("U-01 U-02 U-03 exchanges custom messages both ways", async () => {
    const { server, client, uid } = await meet({ custom: ["test.interop/1"] });
    server.send(uid, { customCapabilities: { capabilities: ["test.server"] } });
    expect(await client.process.heard("custom-capabilities")).toMatchObject({
      capabilities: ["test.server"],
    });
    const data = new Uint8Array([1, 0, 2]);
    server.send(uid, { customMessage: { capability: "test.interop/1", type: "ask", data } });
    expect(await client.process.heard("custom-message")).toMatchObject({
      message: { capability: "test.interop/1", type: "ask", data: "AQAC" },
    });
    client.do("custom-message", { capability: "test.interop/1", type: "say", data: "hello" });
    const { customMessage } = await server.report(uid, "a custom message", (one) =>
      Boolean(one.customMessage),
    );
    expect(customMessage).toMatchObject({ type: "say", data: text.encode("hello") });
  });

  it("I-02 I-04 asks for an instance UID and goes on under the new one", async () => {
    const fresh = freshUid();
    const { server, client, uid } = await open(
      { requestUid: true },
      {
        answer: ({ flags }) =>
          flags === 1n
            ? { agentIdentification: { newInstanceUid: instanceUidToBytes(fresh) } }
            : undefined,
      },
    );
    expect(await client.process.heard("instance-uid")).toMatchObject({ uid: fresh });
    const next = await server.report(fresh, "under the new UID", ({ flags }) => flags === 0n);
    expect(next.sequenceNum).toBeGreaterThan(0n);
    expect(server.reports(uid).at(-1)?.sequenceNum).toBeLessThan(next.sequenceNum);
  });

  it("Q-04 A-01 repeats everything and lists its components when asked", async () => {
    const { server, uid } = await meet({ custom: ["test.interop"] });
    const known = server.received.length;
    const { ReportFullState, ReportAvailableComponents } = SERVER_FLAG;
    server.send(uid, { flags: ReportFullState | ReportAvailableComponents });
    const full = await server.report(
      uid,
      "again in full",
      (one) => Boolean(one.agentDescription) && server.reports(uid).indexOf(one) >= known,
    );
    expect(full).toMatchObject({
      health: { healthy: true },
      effectiveConfig: {},
      remoteConfigStatus: {},
      customCapabilities: { capabilities: ["test.interop"] },
      availableComponents: { components: { receivers: { subComponentMap: { nop: {} } } } },
    });
  });

  it("R-02 sends a certificate request and is offered the certificate", async () => {
    const { server, client, uid } = await meet();
    client.do("certificate-request", { csr: "-----BEGIN CERTIFICATE REQUEST-----" });
    const asked = await server.report(uid, "a certificate request", (one) =>
      Boolean(one.connectionSettingsRequest),
    );
    expect(asked.connectionSettingsRequest?.opamp?.certificateRequest?.csr).toEqual(
      text.encode("-----BEGIN CERTIFICATE REQUEST-----"),
    );
    const certificate = { cert: text.encode("ISSUED"), caCert: text.encode("CA") };
    const destinationEndpoint = server.endpoint(scheme);
    const hash = text.encode("with-certificate");
    server.send(uid, {
      connectionSettings: {
        hash,
        opamp: { destinationEndpoint, certificate, heartbeatIntervalSeconds: 30n },
      },
    });
    expect((await client.opampSettings()).certificate).toMatchObject(certificate);
  });

  it("Q-10 D-05 comes back to a server that was restarted, and its numbers go on", async () => {
    const { server, client, uid } = await meet();
    await server.stop();
    if (scheme === "ws") await client.process.heard("connect-failed");
    const last = server.reports(uid).at(-1)?.sequenceNum ?? 0n;
    const known = server.reports(uid).length;
    await server.start();
    const next = await server.report(
      uid,
      "after the restart",
      (one) => server.reports(uid).indexOf(one) >= known,
      40_000,
    );
    expect(next.sequenceNum).toBeGreaterThan(last);
    expect(next.agentDescription).toBeUndefined();
  });

  it("T-02 is told 401 without credentials and reports with them", async () => {
    const server = ended(
      await new LibraryServer({
        admit: ({ headers }) =>
          headers["authorization"] === "Bearer right"
            ? { admitted: true, identity: undefined }
            : { admitted: false, status: 401, message: "Who are you?" },
      }).start(),
    );
    const endpoint = server.endpoint(scheme);
    const stranger = ended(new GoClient({ endpoint }));
    const friend = ended(new GoClient({ endpoint, headers: { authorization: "Bearer right" } }));
    await server.report(friend.uid, "something", () => true);
    if (scheme === "ws") await stranger.process.heard("connect-failed");
    else await stranger.process.heard("log", ({ text: line }) => String(line).includes("401"));
    expect(server.reports(stranger.uid)).toEqual([]);
  });

  it("T-15 T-18 talks compressed where it wants to", async () => {
    const { server, client, uid } = await meet({ compression: true });
    const body = text.encode("x".repeat(100_000));
    const config = { configMap: { "": { body, contentType: "" } } };
    server.send(uid, { remoteConfig: { config, configHash: text.encode("large") } });
    expect((await client.remoteConfig()).config?.configMap[""]?.body).toEqual(body);
    const reported = await server.report(
      uid,
      "the large config",
      ({ effectiveConfig }) =>
        effectiveConfig?.configMap?.configMap[""]?.body.length === body.length,
    );
    expect(reported.effectiveConfig?.configMap?.configMap[""]?.body).toEqual(body);
    expect(server.refused).toEqual([]);
  });
});

describe.runIf(opampGo)("opamp-go's client of a server that is overloaded", () => {
  const overloaded = (retryAfterNanoseconds: bigint): ServerToAgentFields => ({
    errorResponse: {
      type: ServerErrorResponseType.Unavailable,
      errorMessage: "later",
      Details: { case: "retryInfo", value: { retryAfterNanoseconds } },
    },
  });

  it("X-02 X-03 over ws is told so, and for how long", async () => {
    const server = ended(await new LibraryServer().start());
    const client = ended(new GoClient({ endpoint: server.endpoint("ws") }));
    await server.report(client.uid, "something", () => true);
    server.send(client.uid, overloaded(3_000_000_000n));
    expect(await client.process.heard("server-error")).toMatchObject({
      response: {
        type: ServerErrorResponseType.Unavailable,
        errorMessage: "later",
        retryInfo: { retryAfterNanoseconds: "3000000000" },
      },
    });
  });

  it("Q-06 T-23 over http waits as long as the 503 says and sends the same report again", async () => {
    const server = ended(await new LibraryServer().start());
    const client = ended(new GoClient({ endpoint: server.endpoint("http") }));
    await server.report(client.uid, "something", () => true);
    server.send(client.uid, overloaded(1_000_000_000n));
    const { error } = await client.process.heard("connect-failed");
    expect(error).toContain("503");
    const refused = server.received.at(-1);
    const again = await until("the report comes again", () => {
      const last = server.received.at(-1);
      return last !== refused && last;
    });
    expect(again.message).toEqual(refused?.message);
    expect(again.atMs - (refused?.atMs ?? 0)).toBeGreaterThanOrEqual(1_000);
  });
});

describe.runIf(opampGo)("opamp-go's client at its end", () => {
  it("D-01 over ws says farewell and closes", async () => {
    const server = ended(await new LibraryServer().start());
    const client = ended(new GoClient({ endpoint: server.endpoint("ws") }));
    await server.report(client.uid, "something", () => true);
    await client.leave();
    await server.report(client.uid, "its farewell", (one) => Boolean(one.agentDisconnect));
    expect(server.left).toEqual([{ uid: client.uid, reason: "farewell" }]);
  });

  it("D-04 over http stops polling without a word", async () => {
    const server = ended(await new LibraryServer().start());
    const client = ended(new GoClient({ endpoint: server.endpoint("http") }));
    await server.report(client.uid, "something", () => true);
    await client.leave();
    expect(server.reports(client.uid).some((one) => one.agentDisconnect)).toBe(false);
  });
});
