import { checkConfig } from "@fleethub/collector-config";
import { describe, expect, it } from "vitest";
import { FILES } from "./places";
import {
  endpointOf,
  extensionYaml,
  instanceUid,
  reachCommand,
  simulateCommand,
  supervisorYaml,
} from "./templates";

const door = { host: "hub.example", port: 4320, path: "/v1/opamp" };
const { executable, storage, authority } = FILES.linux;
const file = { endpoint: endpointOf(door, "ws"), executable, storage };
const UID = "0192f1c8-7a3b-7c4d-8e5f-001122334455";

describe("a supervisor's file", () => {
  it("validates before it applies, reports components, and leaves a place for the token", () => {
    const yaml = supervisorYaml(file);
    expect(yaml).toContain("  endpoint: ws://hub.example:4320/v1/opamp\n");
    expect(yaml).toContain("  validate_config: true\n");
    expect(yaml).toContain("  reports_available_components: true\n");
    expect(yaml).toMatch(/# {3}Authorization: \["Bearer \$\{env:FLEETHUB_TOKEN\}"\]/);
  });

  it("has reports_remote_config only before v0.161.0, which later ones refuse to start with", () => {
    expect(supervisorYaml(file)).not.toContain("reports_remote_config");
    expect(supervisorYaml({ ...file, before161: true })).toContain(
      "  reports_remote_config: true\n",
    );
  });

  it("polls with an http endpoint", () => {
    expect(supervisorYaml({ ...file, endpoint: endpointOf(door, "http") })).toContain(
      "endpoint: http://hub.example:4320/v1/opamp",
    );
  });

  it("quotes a path that YAML would read as something else", () => {
    expect(supervisorYaml({ ...file, executable: "/opt/my collector/otelcol" })).toContain(
      'executable: "/opt/my collector/otelcol"',
    );
    expect(supervisorYaml({ ...file, executable: "C:\\otel\\otelcol.exe" })).toContain(
      'executable: "C:\\\\otel\\\\otelcol.exe"',
    );
  });
});

describe("over TLS with an enrolment token", () => {
  const secure = { ...door, secure: true };
  const trust = { token: true, caFile: authority };

  it("a supervisor's file names the authority and finds the token in the environment", () => {
    const endpoint = endpointOf(secure, "ws");
    const yaml = supervisorYaml({ ...file, ...trust, endpoint });
    expect(yaml).toContain(
      [
        "server:",
        "  endpoint: wss://hub.example:4320/v1/opamp",
        "  headers:",
        '    Authorization: ["Bearer ${env:FLEETHUB_TOKEN}"]',
        "  tls:",
        "    ca_file: /etc/otelcol/fleethub-ca.pem",
        "capabilities:",
      ].join("\n"),
    );
  });

  it("a file never skips verification, whoever signed the certificate", () => {
    for (const caFile of [authority, undefined]) {
      const endpoint = endpointOf(secure, "ws");
      const extension = extensionYaml({ endpoint, instanceUid: UID, token: true, caFile });
      expect(extension).not.toContain("insecure");
      expect(supervisorYaml({ ...file, endpoint, caFile })).not.toContain("insecure");
      expect(extension.includes("ca_file")).toBe(caFile !== undefined);
    }
  });

  it("commands carry token and authority", () => {
    expect(simulateCommand("wss://hub:4320/v1/opamp", 3, trust)).toBe(
      'NODE_EXTRA_CA_CERTS=/etc/otelcol/fleethub-ca.pem npx @fleethub/server simulate --agents 3 --endpoint wss://hub:4320/v1/opamp --token "$FLEETHUB_TOKEN"',
    );
    expect(reachCommand(secure)).toBe("curl -sS -k https://hub.example:4320/healthz");
  });
});

describe("the opamp extension", () => {
  it("keeps its identity over restarts and is a configuration that a Collector takes", () => {
    const yaml = extensionYaml({ endpoint: endpointOf(door, "ws"), instanceUid: UID });
    expect(yaml).toContain(`    instance_uid: ${UID}\n`);
    const pipeline = "  pipelines:\n    logs:\n      receivers: [nop]\n      exporters: [nop]\n";
    const whole = `receivers:\n  nop:\nexporters:\n  nop:\n${yaml}${pipeline}`;
    expect(checkConfig(whole).findings).toEqual([]);
  });
});

describe("an instance UID", () => {
  it("is a UUID of version 7 whatever the random bytes", () => {
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    for (const byte of [0, 1, 127, 255]) {
      expect(instanceUid(1_795_000_000_000, new Uint8Array(10).fill(byte))).toMatch(uuid);
    }
    expect(instanceUid(0x0192_f1c8_7a3b, new Uint8Array(10)).slice(0, 13)).toBe("0192f1c8-7a3b");
  });
});

it("asks the door itself whether it can be reached", () => {
  expect(reachCommand({ ...door, host: "[::1]" })).toBe("curl -sS http://[::1]:4320/healthz");
});
