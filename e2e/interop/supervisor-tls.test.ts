import { readFileSync } from "node:fs";
import {
  type AgentToServer,
  CommandType,
  type InstanceUid,
  RemoteConfigStatuses,
  attributeText,
  readAttributes,
} from "@fleethub/opamp";
import { describe, expect, it } from "vitest";
import { good } from "../real/configs.js";
import { binaries, receives, requireBinaries } from "../real/house.js";
import { Supervisor, type SupervisorOptions } from "../real/supervisor.js";
import { freePort, until } from "../real/wait.js";
import { Certificates } from "./peers/certificates.js";
import { LibraryServer, type LibraryServerOptions } from "./peers/library-server.js";
import { ended } from "./peers/opened.js";

const text = new TextEncoder();

const open = (options: Pick<SupervisorOptions, "endpoint" | "tls">): Supervisor =>
  ended(new Supervisor(requireBinaries(), { applyTimeout: "1s", ...options }).start());

/** The instance UID of the only agent, once it has reported. */
const only = (server: LibraryServer): Promise<InstanceUid> =>
  until(
    "a report",
    () => server.received[0]?.uid,
    30_000,
    () => server.handshakeFailures,
  );

const isApplied = ({ remoteConfigStatus }: AgentToServer) =>
  remoteConfigStatus?.status === RemoteConfigStatuses.APPLIED;

describe.runIf(binaries).each(["ws", "http"] as const)("the real supervisor over %ss", (scheme) => {
  const runsChanges = async (mutual: boolean, answer?: LibraryServerOptions["answer"]) => {
    const certificates = ended(new Certificates());
    const port = await freePort();
    const config = { configMap: { "": { body: text.encode(good(port)), contentType: "" } } };
    const configHash = text.encode("good");
    let isOffered = false;
    const server = ended(
      await new LibraryServer({
        tls: { certificates, mutual },
        // With the first answer, since the next poll may be half a minute away.
        answer: (report) => {
          if (isOffered) return answer?.(report);
          isOffered = true;
          return { remoteConfig: { config, configHash } };
        },
      }).start(),
    );
    const tls = certificates.filesForClient(mutual ? "agent" : undefined);
    const supervisor = open({ endpoint: server.endpoint(scheme), tls });
    const uid = await only(server);
    const [first] = server.reports(uid);
    const described = readAttributes(first?.agentDescription?.identifyingAttributes ?? []);
    expect(attributeText(described.get("service.name") ?? null)).toContain("otelcol");
    const { remoteConfigStatus } = await server.report(uid, "APPLIED", isApplied, 60_000);
    expect(remoteConfigStatus?.lastRemoteConfigHash).toEqual(configHash);
    await until("the Collector receives", () => receives(port));
    return { server, supervisor, uid };
  };

  it("T-03 T-14 G-08 M-01 trusts a private CA, runs what it is offered and restarts when told", async () => {
    let restartedAfter: bigint | undefined;
    const { server, supervisor, uid } = await runsChanges(false, (report) => {
      if (restartedAfter !== undefined || !isApplied(report)) return undefined;
      restartedAfter = BigInt(Date.now()) * 1_000_000n;
      return { command: { type: CommandType.Restart } };
    });
    await server.report(
      uid,
      "healthy again with a later start",
      ({ health }) => health?.healthy === true && health.startTimeUnixNano > (restartedAfter ?? 0n),
      60_000,
    );
    await supervisor.stop();
    if (scheme === "ws")
      await server.report(uid, "its farewell", ({ agentDisconnect }) => Boolean(agentDisconnect));
    expect(server.refused).toEqual([]);
  });

  it("G-08 shows its client certificate to a server that takes nobody without", async () => {
    const { server } = await runsChanges(true);
    expect(server.clientCertificate).toBe("agent");
  });
});

describe.runIf(binaries)("the real supervisor over wss", () => {
  it("does not report to a server whose CA it does not know", async () => {
    const certificates = ended(new Certificates());
    const server = ended(await new LibraryServer({ tls: { certificates } }).start());
    const ca = certificates.certificate("other-ca");
    const supervisor = open({ endpoint: server.endpoint("ws"), tls: { ca } });
    await until("the refusal", () => supervisor.output.includes("unknown authority"), 30_000);
    expect(server.received).toEqual([]);
  });

  it("is refused without a client certificate where one is wanted", async () => {
    const certificates = ended(new Certificates());
    const server = ended(await new LibraryServer({ tls: { certificates, mutual: true } }).start());
    open({ endpoint: server.endpoint("ws"), tls: certificates.filesForClient() });
    await until("the refusal", () => server.handshakeFailures.length > 0, 30_000);
    expect(server.received).toEqual([]);
  });

  it("S-05 S-12 moves to the server that complete connection settings name, CA and heartbeat included", async () => {
    const certificates = ended(new Certificates());
    const [here, there] = await Promise.all([
      new LibraryServer().start(),
      new LibraryServer({ tls: { certificates, mutual: true } }).start(),
    ]);
    ended(here);
    ended(there);
    open({ endpoint: here.endpoint("ws") });
    const uid = await only(here);
    here.send(uid, {
      connectionSettings: {
        hash: text.encode("elsewhere"),
        opamp: {
          destinationEndpoint: there.endpoint("ws"),
          headers: { headers: [{ key: "Authorization", value: "Bearer there" }] },
          heartbeatIntervalSeconds: 1n,
          tls: { caPemContents: readFileSync(certificates.certificate("ca"), "utf8") },
          certificate: {
            cert: readFileSync(certificates.certificate("agent")),
            privateKey: readFileSync(certificates.key("agent")),
            caCert: readFileSync(certificates.certificate("ca")),
          },
        },
      },
    });
    const full = await there.report(uid, "in full", () => true, 30_000);
    expect(full.agentDescription).toBeDefined();
    expect(there.clientCertificate).toBe("agent");
    await here.report(uid, "its farewell", ({ agentDisconnect }) => Boolean(agentDisconnect));
    const bare = there.reports(uid).length;
    await until("heartbeats every second", () => there.reports(uid).length >= bare + 2, 10_000);
  });
});
