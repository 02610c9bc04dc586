import { RemoteConfigStatuses, attributeText, readAttributes } from "@fleethub/opamp";
import { describe, expect, inject, it } from "vitest";
import { RunningProcess } from "../real/process.js";
import { until } from "../real/wait.js";
import { LibraryServer } from "./peers/library-server.js";
import { ended } from "./peers/opened.js";

const folder = inject("elasticDistribution");
const text = new TextEncoder();

/** A program of somebody's, that does nothing, with Elastic's distribution loaded before it. */
function openProgram(endpoint: string): RunningProcess {
  const args = ["--import", "@elastic/opentelemetry-node", "-e", "setInterval(() => {}, 1000)"];
  const program = new RunningProcess(process.execPath, args, {
    cwd: folder ?? "",
    env: {
      PATH: process.env["PATH"],
      OTEL_SERVICE_NAME: "shop",
      OTEL_TRACES_EXPORTER: "none",
      OTEL_METRICS_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "none",
      ELASTIC_OTEL_OPAMP_ENDPOINT: endpoint,
      ELASTIC_OTEL_EXPERIMENTAL_OPAMP_HEARTBEAT_INTERVAL: "200",
    },
  });
  ended({ remove: async () => void (await program.end("SIGTERM")) });
  return program;
}

describe.runIf(folder)("a program with Elastic's distribution for Node", () => {
  it("Q-08 G-01 G-08 B-01 reports its service, applies its central configuration and keeps alive", async () => {
    const server = ended(await new LibraryServer().start());
    const program = openProgram(server.endpoint("http"));
    const first = await until(
      "a report",
      () => server.received[0],
      30_000,
      () => program.output,
    );
    const { uid } = first;
    const { agentDescription } = first.message;
    const described = readAttributes(agentDescription?.identifyingAttributes ?? []);
    expect(attributeText(described.get("service.name") ?? null)).toBe("shop");
    const offer = (hash: string, body: string) => {
      const file = { body: text.encode(body), contentType: "application/json" };
      const config = { configMap: { elastic: file } };
      server.send(uid, { remoteConfig: { config, configHash: text.encode(hash) } });
    };
    const settled = (hash: string) =>
      server.report(uid, `what came of ${hash}`, ({ remoteConfigStatus }) => {
        const named = new TextDecoder().decode(remoteConfigStatus?.lastRemoteConfigHash);
        return named === hash && remoteConfigStatus?.status !== RemoteConfigStatuses.APPLYING;
      });
    offer("good", '{"logging_level": "warn"}');
    const { APPLIED, FAILED } = RemoteConfigStatuses;
    expect((await settled("good")).remoteConfigStatus?.status).toBe(APPLIED);
    offer("bad", "not JSON");
    const failed = (await settled("bad")).remoteConfigStatus;
    expect(failed?.status).toBe(FAILED);
    expect(failed?.errorMessage).not.toBe("");
    const before = server.reports(uid).length;
    await until("it reports on", () => server.reports(uid).length > before + 2);
    expect(program.alive).toBe(true);
    expect(server.refused).toEqual([]);
  });
});
