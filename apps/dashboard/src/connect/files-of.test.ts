import { checkConfig } from "@fleethub/collector-config";
import { describe, expect, it } from "vitest";
import { filesOf, type FilesInput } from "./files-of";
import { PLACES } from "./places";
import { WAYS } from "./ways";

const door = { host: "hub.example", port: 4320, path: "/v1/opamp", secure: true };
const input: FilesInput = {
  way: "supervisor",
  place: "linux",
  door,
  token: true,
  ownAuthority: true,
  executable: "/opt/otelcol",
  instanceUid: "0192f1c8-7a3b-7c4d-8e5f-001122334455",
};
const only = (over: Partial<FilesInput>) => filesOf({ ...input, ...over }).at(-1)?.text ?? "";
/** What stands indented under a line, as a file of its own. */
const under = (text: string, line: string) => {
  const rest = text.slice(text.indexOf(line) + line.length + 1).split("\n");
  const by = /^ */.exec(rest[0] ?? "")?.[0] ?? "";
  const end = rest.findIndex((one) => !one.startsWith(by));
  return rest
    .slice(0, end < 0 ? undefined : end)
    .map((one) => one.slice(by.length))
    .join("\n");
};

describe("the files of every way and place", () => {
  it("name hub and authority, hold no token, and never skip verification", () => {
    for (const { way } of WAYS) {
      if (way === "simulated") continue;
      for (const { place } of PLACES) {
        const text = filesOf({ ...input, way, place })
          .map((file) => file.text)
          .join("\n");
        const scheme = way === "polling" ? "https" : "wss";
        expect(text).toContain(`${scheme}://hub.example:4320/v1/opamp`);
        expect(text).toMatch(/ca_file: .*fleethub-ca\.pem/);
        expect(text).toContain("Bearer ${env:FLEETHUB_TOKEN}");
        expect(text).not.toMatch(/insecure|fhe_/);
      }
    }
  });
});

describe("in a cluster (written after the released images and the chart; not run here)", () => {
  it("a supervisor's file is the same as on a host, in a ConfigMap, with the token from a Secret", () => {
    const [image, manifest] = filesOf({ ...input, place: "kubernetes", executable: "repo/x:1" });
    expect(image?.text).toContain(
      "COPY --from=collector /otelcol-contrib /usr/bin/otelcol-contrib",
    );
    const text = manifest?.text ?? "";
    const own = under(text, "  config.yaml: |");
    expect(own).toContain("server:\n  endpoint: wss://hub.example:4320/v1/opamp\n");
    expect(own).toContain("  executable: /usr/bin/otelcol-contrib\n  validate_config: true");
    expect(own).toContain("    ca_file: /etc/fleethub/fleethub-ca.pem\n");
    expect(text).toContain("          image: repo/x:1\n");
    expect(text).toContain("secretKeyRef: {name: fleethub-enrolment, key: FLEETHUB_TOKEN}");
    expect(text).toContain("{name: state, mountPath: /var/lib/opampsupervisor}");
  });

  it("asks for neither Secret nor ConfigMap that nobody makes", () => {
    for (const way of ["supervisor", "extension"] as const) {
      const text = only({ way, place: "kubernetes", token: false, ownAuthority: false });
      expect(text).not.toMatch(/secretKeyRef|fleethub-ca|authority/);
    }
  });

  it("values of the chart hold a configuration that a Collector takes", () => {
    const text = only({ way: "extension", place: "kubernetes" });
    const pipeline = "  pipelines:\n    logs:\n      receivers: [nop]\n      exporters: [nop]\n";
    const own = under(text, "config:").trimEnd();
    const merged = own.replace("extensions:\n", "extensions:\n  health_check:\n");
    const whole = `receivers:\n  nop:\nexporters:\n  nop:\n${merged}\n${pipeline}`;
    expect(checkConfig(whole).findings).toEqual([]);
    expect(text).toContain("extensions: [health_check, opamp]");
  });
});

it("quotes a path of Windows as YAML reads it back", () => {
  expect(only({ place: "windows" })).toContain(
    'directory: "C:\\\\ProgramData\\\\Otelcol\\\\Supervisor"',
  );
});
