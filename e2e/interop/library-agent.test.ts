import { toJson } from "@bufbuild/protobuf";
import {
  AgentConfigMapSchema,
  attributeText,
  CommandType,
  ConnectionSettingsOffersSchema,
  ConnectionSettingsStatuses,
  create,
  CustomMessageSchema,
  RemoteConfigStatuses,
  SERVER_FLAG,
  ServerErrorResponseType,
  instanceUidToBytes,
  readAttributes,
} from "@fleethub/opamp";
import { describe, expect, it } from "vitest";
import { until } from "../real/wait.js";
import { opampGo } from "./peers/go-program.js";
import { GoServer, type GoServerOptions } from "./peers/go-server.js";
import { LibraryAgent, type LibraryAgentOptions } from "./peers/library-agent.js";
import { ended } from "./peers/opened.js";
import { freshUid } from "./peers/uid.js";

const text = new TextEncoder();

describe.runIf(opampGo).each(["ws", "http"] as const)(
  "our agent at opamp-go's server over %s",
  (scheme) => {
    const meet = async (
      options: Partial<LibraryAgentOptions> = {},
      serverOptions: GoServerOptions = {},
    ) => {
      const server = ended(await new GoServer(serverOptions).start());
      const agent = ended(new LibraryAgent({ endpoint: server.endpoint(scheme), ...options }));
      const first = await server.report(agent.uid, "something", () => true);
      return { server, agent, uid: agent.uid, first };
    };

    it("T-03 T-14 E-09 reports fully once, then keeps alive with bare numbered messages", async () => {
      const { server, uid, first } = await meet();
      expect(first.sequenceNum).toBe(0n);
      const described = readAttributes(first.agentDescription?.nonIdentifyingAttributes ?? []);
      expect(described.get("cores")).toBe(4n);
      expect(described.get("load")).toBe(0.5);
      expect(attributeText(described.get("tags") ?? null)).toBe('["a",true,null]');
      expect(first).toMatchObject({
        health: { healthy: true, status: "StatusOK" },
        effectiveConfig: { configMap: { configMap: { "": { contentType: "text/yaml" } } } },
        customCapabilities: { capabilities: ["test.interop/1"] },
        availableComponents: { hash: text.encode("components-1"), components: {} },
      });
      await server.report(uid, "three times", ({ sequenceNum }) => sequenceNum === 2n);
      for (const heartbeat of server.reports(uid).slice(1)) {
        expect(heartbeat.agentDescription).toBeUndefined();
        expect(heartbeat.capabilities).toBe(first.capabilities);
      }
    });

    it("G-01 G-08 G-16 applies a config that opamp-go offers and acknowledges its hash", async () => {
      const { server, agent, uid } = await meet();
      const configHash = new Uint8Array([0, 200, 1]);
      const body = new Uint8Array([0, 255, 10, 195, 40, 128]);
      const config = create(AgentConfigMapSchema, { configMap: { "a b/ü": { body } } });
      server.send(uid, { remoteConfig: { config, configHash } });
      const reported = await server.report(
        uid,
        "APPLIED",
        ({ remoteConfigStatus }) => remoteConfigStatus?.status === RemoteConfigStatuses.APPLIED,
      );
      expect(reported.remoteConfigStatus?.lastRemoteConfigHash).toEqual(configHash);
      expect(reported.effectiveConfig?.configMap).toEqual(config);
      server.send(uid, { remoteConfig: { config, configHash } });
      server.send(uid, { customMessage: { capability: "test.interop/1", type: "after" } });
      await until("the message after the repetition", () => agent.customMessages.length === 1);
      expect(agent.configs).toHaveLength(1);
    });

    it("G-09 reports FAILED with the reason for a config that its application refuses", async () => {
      const { server, uid } = await meet();
      const config = { configMap: { "": { body: text.encode("refuse this") } } };
      server.send(uid, { remoteConfig: { config, configHash: text.encode("bad") } });
      const { remoteConfigStatus } = await server.report(
        uid,
        "FAILED",
        (one) => one.remoteConfigStatus?.status === RemoteConfigStatuses.FAILED,
      );
      expect(remoteConfigStatus).toMatchObject({
        lastRemoteConfigHash: text.encode("bad"),
        errorMessage: "this configuration is refused",
      });
    });

    it("M-01 executes a restart command, with the custom capabilities that opamp-go adds to it", async () => {
      const { server, agent, uid, first } = await meet();
      server.send(uid, { command: { type: CommandType.Restart } });
      await server.report(
        uid,
        "a later start",
        ({ health }) => (health?.startTimeUnixNano ?? 0n) > (first.health?.startTimeUnixNano ?? 0n),
      );
      expect(agent.restarts).toBe(1);
    });

    it("S-01 S-06 is offered connection settings and reports what came of them", async () => {
      const { server, agent, uid } = await meet();
      const hash = text.encode("settings-1");
      const headers = { headers: [{ key: "authorization", value: "Bearer next" }] };
      server.send(uid, {
        connectionSettings: {
          hash,
          opamp: {
            destinationEndpoint: server.endpoint(scheme),
            headers,
            heartbeatIntervalSeconds: 1n,
            tls: { caPemContents: "PEM", minVersion: "1.2" },
            certificate: { cert: text.encode("CERT") },
          },
          ownMetrics: { destinationEndpoint: "http://127.0.0.1:4318/v1/metrics", headers },
          otherConnections: { kafka: { destinationEndpoint: "broker:9092" } },
        },
      });
      const { connectionSettingsStatus } = await server.report(
        uid,
        "settings APPLIED",
        (one) => one.connectionSettingsStatus?.status === ConnectionSettingsStatuses.APPLIED,
      );
      expect(connectionSettingsStatus?.lastConnectionSettingsHash).toEqual(hash);
      const settings = agent.settings.map((one) => toJson(ConnectionSettingsOffersSchema, one));
      expect(settings).toMatchObject([
        {
          opamp: {
            headers,
            tls: { minVersion: "1.2" },
            certificate: { cert: "Q0VSVA==" },
          },
          ownMetrics: { destinationEndpoint: "http://127.0.0.1:4318/v1/metrics" },
          otherConnections: { kafka: { destinationEndpoint: "broker:9092" } },
        },
      ]);
    });

    it("U-01 U-02 U-03 exchanges custom messages both ways", async () => {
      const { server, agent, uid } = await meet({}, { custom: ["test.server"] });
      await until("the server's custom capabilities", () =>
        agent.serverCustomCapabilities.includes("test.server"),
      );
      const data = new Uint8Array([1, 0, 2]);
      server.send(uid, { customMessage: { capability: "test.interop/1", type: "ask", data } });
      await until("a custom message", () => agent.customMessages.length === 1);
      expect(agent.customMessages.map((one) => [one.type, ...one.data])).toEqual([
        ["ask", ...data],
      ]);
      const message = { capability: "test.interop/1", type: "say", data: text.encode("hello") };
      agent.agent.sendCustomMessage(create(CustomMessageSchema, message));
      const { customMessage } = await server.report(uid, "a custom message", (one) =>
        Boolean(one.customMessage),
      );
      expect(customMessage).toMatchObject(message);
    });

    it("Q-04 A-01 repeats everything and lists its components when asked", async () => {
      const { server, uid, first } = await meet();
      const { ReportFullState, ReportAvailableComponents } = SERVER_FLAG;
      server.send(uid, { flags: ReportFullState | ReportAvailableComponents });
      const full = await server.report(
        uid,
        "again in full",
        (one) => Boolean(one.agentDescription) && one.sequenceNum > 0n,
      );
      expect(full.agentDescription).toEqual(first.agentDescription);
      expect(full).toMatchObject({
        health: { healthy: true },
        effectiveConfig: first.effectiveConfig,
        customCapabilities: { capabilities: ["test.interop/1"] },
      });
      await server.report(uid, "its components", ({ availableComponents }) =>
        Boolean(availableComponents?.components["receivers"]?.subComponentMap["nop"]),
      );
    });

    it("I-02 I-04 asks for an instance UID and goes on under the new one", async () => {
      const { server, agent, uid, first } = await meet({ more: { requestInstanceUid: true } });
      expect(first.flags).toBe(1n);
      const fresh = freshUid();
      server.send(uid, { agentIdentification: { newInstanceUid: instanceUidToBytes(fresh) } });
      const next = await server.report(fresh, "under the new UID", () => true);
      expect(agent.uid).toBe(fresh);
      expect(next.flags).toBe(0n);
      expect(next.sequenceNum).toBeGreaterThan(first.sequenceNum);
    });

    it("X-02 keeps silent for as long as an overloaded server says, then reports again", async () => {
      const { server, agent, uid } = await meet();
      server.send(uid, {
        errorResponse: {
          type: ServerErrorResponseType.Unavailable,
          errorMessage: "later",
          Details: { case: "retryInfo", value: { retryAfterNanoseconds: 1_500_000_000n } },
        },
      });
      await until("the error", () => agent.serverErrors.length === 1);
      const [toldAtMs, told] = [performance.now(), server.reports(uid).length];
      expect(agent.serverErrors).toMatchObject([
        { kind: "unavailable", message: "later", retryAfterMs: 1_500 },
      ]);
      await until("a report again", () => server.reports(uid).length > told);
      // The error was heard of at most one look late.
      expect(performance.now() - toldAtMs).toBeGreaterThan(1_300);
    });

    it("Q-10 comes back to a server that was killed, and its numbers go on", async () => {
      const { server, uid } = await meet();
      const last = server.reports(uid).at(-1)?.sequenceNum ?? 0n;
      await server.kill();
      await server.start();
      const next = await server.report(uid, "after the restart", () => true, 40_000);
      expect(next.sequenceNum).toBeGreaterThan(last);
    });

    it("T-02 T-23 is told the status of a refusal, and returns when the server takes it", async () => {
      const server = ended(await new GoServer().start());
      server.refuse(503, { "retry-after": "1" });
      server.refuse(503, { "retry-after": "1" });
      const refused = () => fetch(server.endpoint("http"), { method: "POST" });
      await until("the server refuses", async () => (await refused()).status === 503);
      const agent = ended(new LibraryAgent({ endpoint: server.endpoint(scheme) }));
      await until("the agent is told", () => agent.closed.length > 0);
      server.refuse(0);
      await server.report(agent.uid, "something", () => true);
      expect(agent.closed[0]).toMatchObject({ httpStatus: 503 });
    });

    it("D-01 says farewell when it is stopped", async () => {
      const { server, agent, uid } = await meet();
      await agent.agent.stop();
      await server.report(uid, "its farewell", (one) => Boolean(one.agentDisconnect));
      expect(server.process.said("unreadable")).toEqual([]);
    });
  },
);
