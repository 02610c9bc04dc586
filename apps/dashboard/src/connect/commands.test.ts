import { describe, expect, it } from "vitest";
import {
  authorityCommand,
  extendCommand,
  launchdService,
  runCommand,
  superviseCommand,
} from "./commands";
import { FILES, PLACES, placeOf } from "./places";

const door = { host: "hub.example", port: 4320, path: "/v1/opamp", secure: true };
const DIGEST = "ab".repeat(32);
const TOKEN = "fhe_a_b";
const places = PLACES.map(({ place }) => place);

describe("the authority", () => {
  it("is compared before it is kept, wherever it is fetched", () => {
    for (const place of places) {
      const command = authorityCommand(door, DIGEST, place);
      expect(command).toContain("https://hub.example:4320/ca.pem");
      expect(command).toMatch(new RegExp(`${DIGEST}[\\s\\S]*(rm|Remove-Item) `));
    }
    expect(authorityCommand(door, DIGEST, "linux").split("\n")).toEqual([
      "sudo mkdir -p /etc/otelcol",
      `sudo curl -ksSf https://hub.example:4320/ca.pem -o ${FILES.linux.authority}`,
      `echo "${DIGEST}  ${FILES.linux.authority}" | sha256sum -c || sudo rm ${FILES.linux.authority}`,
    ]);
  });

  it("is a file where the supervisor's file names it", () => {
    expect(authorityCommand(door, DIGEST, "windows")).toContain(FILES.windows.authority);
    expect(authorityCommand(door, DIGEST, "kubernetes")).toContain(
      "kubectl create configmap fleethub-ca --from-file=fleethub-ca.pem",
    );
  });
});

describe("a token", () => {
  it("stands in a command where there is one, and in none where there is none", () => {
    for (const make of [superviseCommand, extendCommand]) {
      for (const place of places) {
        expect(make(place, TOKEN)).toContain(TOKEN);
        expect(make(place, null)).not.toMatch(/FLEETHUB_TOKEN|fleethub-enrolment/);
      }
    }
    expect(runCommand("run", TOKEN)).toBe("export FLEETHUB_TOKEN=fhe_a_b\nrun");
  });

  it("goes only into files that nobody else could read when it was written", () => {
    for (const place of ["linux", "macos"] as const) {
      const command = superviseCommand(place, TOKEN);
      expect(command.indexOf("chmod 600")).toBeGreaterThan(0);
      expect(command.indexOf("chmod 600")).toBeLessThan(command.indexOf(TOKEN));
    }
    expect(launchdService(true)).not.toContain("FLEETHUB_TOKEN");
  });

  it("is a Secret of the cluster", () => {
    expect(superviseCommand("kubernetes", TOKEN).split("\n")[0]).toBe(
      "kubectl create secret generic fleethub-enrolment --from-literal=FLEETHUB_TOKEN='fhe_a_b'",
    );
  });
});

it("starts the service of the released package (written after it; not run on Windows or macOS)", () => {
  expect(superviseCommand("linux", null).split("\n")).toEqual([
    "sudo install -m 644 supervisor.yaml /etc/opampsupervisor/config.yaml",
    "sudo systemctl restart opampsupervisor",
  ]);
  expect(superviseCommand("windows", null)).toContain("Restart-Service opampsupervisor");
  expect(launchdService(false)).toContain(
    [
      "  <array>",
      "    <string>/usr/local/bin/opampsupervisor</string>",
      "    <string>--config</string>",
      "    <string>/etc/otelcol/supervisor.yaml</string>",
      "  </array>",
    ].join("\n"),
  );
});

it("takes the place from the address", () => {
  expect(placeOf("windows")).toBe("windows");
  expect(placeOf("nowhere")).toBe("linux");
});
