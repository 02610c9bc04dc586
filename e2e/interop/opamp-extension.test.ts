import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SERVER_FLAG, attributeText, hasCapability, readAttributes } from "@fleethub/opamp";
import { describe, expect, it } from "vitest";
import { binaries, requireBinaries } from "../real/house.js";
import { RunningProcess } from "../real/process.js";
import { Certificates } from "./peers/certificates.js";
import { LibraryServer } from "./peers/library-server.js";
import { ended } from "./peers/opened.js";
import { freshUid } from "./peers/uid.js";

/** A Collector alone with its opamp extension; `block` is the extension's `server`. */
function openCollector(uid: string, block: string): RunningProcess {
  const folder = mkdtempSync(join(tmpdir(), "fleethub-extension-"));
  const config = join(folder, "collector.yaml");
  writeFileSync(config, collectorConfig(uid, block));
  const collector = new RunningProcess(requireBinaries().collector, ["--config", config]);
  ended({
    remove: async () => {
      await collector.end("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  });
  return collector;
}

describe.runIf(binaries)("the Collector's opamp extension", () => {
  it.each([
    ["ws", "ws", false],
    ["http", "http", false],
    ["wss", "ws", true],
    ["https", "http", true],
  ] as const)(
    "P-01 E-01 E-04 A-01 over %s reports description, health tree, effective config and, asked, its components",
    async (_, scheme, isSecure) => {
      const certificates = ended(new Certificates());
      const server = ended(
        await new LibraryServer(isSecure ? { tls: { certificates, mutual: true } } : {}).start(),
      );
      const uid = freshUid();
      const { ca, certificate, key } = certificates.filesForClient("agent");
      openCollector(
        uid,
        [
          `${scheme}:`,
          `  endpoint: ${server.endpoint(scheme)}`,
          ...(scheme === "http" ? ["  polling_interval: 200ms"] : []),
          "  tls:",
          ...(isSecure
            ? [`    ca_file: ${ca}`, `    cert_file: ${certificate}`, `    key_file: ${key}`]
            : ["    insecure: true"]),
        ].join("\n        "),
      );
      const { agentDescription, capabilities } = await server.report(
        uid,
        "who it is",
        (one) => Boolean(one.agentDescription),
        30_000,
      );
      const described = readAttributes(agentDescription?.identifyingAttributes ?? []);
      expect(attributeText(described.get("service.name") ?? null)).toBe("otelcol-e2e");
      expect(hasCapability(capabilities, "AcceptsRemoteConfig")).toBe(false);
      await server.report(uid, "a healthy pipeline", ({ health }) =>
        Boolean(health?.componentHealthMap["pipeline:traces"]?.healthy),
      );
      const { effectiveConfig } = await server.report(
        uid,
        "its effective config",
        (one) => (one.effectiveConfig?.configMap?.configMap[""]?.body.length ?? 0) > 0,
      );
      const body = effectiveConfig?.configMap?.configMap[""]?.body;
      expect(new TextDecoder().decode(body)).toContain("nop");
      server.send(uid, { flags: SERVER_FLAG.ReportAvailableComponents });
      const { availableComponents } = await server.report(uid, "its components", (one) =>
        Boolean(one.availableComponents?.components["receivers"]),
      );
      expect(Object.keys(availableComponents?.components ?? {})).toContain("extensions");
      if (isSecure) expect(server.clientCertificate).toBe("agent");
      expect(server.refused).toEqual([]);
    },
  );

  it("D-01 over ws says that it stops and closes", async () => {
    const server = ended(await new LibraryServer().start());
    const uid = freshUid();
    const endpoint = server.endpoint("ws");
    const collector = openCollector(uid, `ws: {endpoint: "${endpoint}", tls: {insecure: true}}`);
    await server.report(uid, "something", () => true, 30_000);
    await collector.end("SIGTERM");
    await server.report(uid, "its farewell", ({ agentDisconnect }) => Boolean(agentDisconnect));
    expect(server.left).toEqual([{ uid, reason: "farewell" }]);
  });
});

const collectorConfig = (uid: string, block: string): string => `extensions:
  opamp:
    instance_uid: ${uid}
    server:
        ${block}
receivers:
  nop:
exporters:
  nop:
service:
  extensions: [opamp]
  telemetry:
    metrics:
      level: none
  pipelines:
    traces:
      receivers: [nop]
      exporters: [nop]
`;
