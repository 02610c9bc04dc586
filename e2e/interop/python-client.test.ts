import { join } from "node:path";
import { RemoteConfigStatuses, SERVER_FLAG } from "@fleethub/opamp";
import { describe, expect, inject, it } from "vitest";
import { until } from "../real/wait.js";
import { Certificates } from "./peers/certificates.js";
import { opampGo } from "./peers/go-program.js";
import { LibraryServer, type LibraryServerOptions } from "./peers/library-server.js";
import { LineProcess } from "./peers/line-process.js";
import { ended } from "./peers/opened.js";

const python = inject("pythonWithClient");
const program = join(import.meta.dirname, "python/client.py");
const text = new TextEncoder();

const meet = async (tls: Record<string, string> = {}, options: LibraryServerOptions = {}) => {
  const server = ended(await new LibraryServer(options).start());
  const client = new LineProcess(python ?? "", [program]);
  ended({ remove: () => client.end() });
  client.tell({ endpoint: server.endpoint("http"), ...tls });
  const { uid } = await until(
    "a report",
    () => server.received[0],
    20_000,
    () => ({ complaints: client.complaints, events: client.events }),
  );
  return { server, client, uid };
};

describe.runIf(python)("the Python client of OpenTelemetry over http", () => {
  it("Q-08 T-14 B-01 G-08 reports, applies an offered config, acknowledges it and keeps alive", async () => {
    const { server, client, uid } = await meet();
    expect(server.reports(uid)[0]?.agentDescription).toBeDefined();
    const configHash = new Uint8Array([0, 200, 1]);
    const config = { configMap: { "": { body: text.encode("{}"), contentType: "" } } };
    server.send(uid, { remoteConfig: { config, configHash } });
    expect(await client.heard("remote-config")).toMatchObject({
      hash: "00c801",
      files: [["", "e30="]],
    });
    const { remoteConfigStatus } = await server.report(
      uid,
      "APPLIED",
      (one) => one.remoteConfigStatus?.status === RemoteConfigStatuses.APPLIED,
    );
    expect(remoteConfigStatus?.lastRemoteConfigHash).toEqual(configHash);
    const before = server.reports(uid).length;
    await until("it reports on", () => server.reports(uid).length > before + 1);
    expect(server.refused).toEqual([]);
  });

  it("Q-09 repeats what it has when asked for full state", async () => {
    const { server, uid } = await meet();
    const [first] = server.received;
    server.send(uid, { flags: SERVER_FLAG.ReportFullState });
    await server.report(
      uid,
      "who it is again",
      (one) => one !== first?.message && Boolean(one.agentDescription),
    );
  });

  it("D-01 says farewell at its end", async () => {
    const { server, client, uid } = await meet();
    await client.end();
    await server.report(uid, "its farewell", ({ agentDisconnect }) => Boolean(agentDisconnect));
  });
});

describe.runIf(python && opampGo)("the Python client of OpenTelemetry over https", () => {
  it("trusts a private CA and shows its client certificate", async () => {
    const certificates = ended(new Certificates());
    const files = certificates.filesForClient("agent");
    const { server } = await meet({ ...files }, { tls: { certificates, mutual: true } });
    expect(server.clientCertificate).toBe("agent");
  });
});
