import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createLogger } from "../platform/logger.js";
import { findBinaries } from "./binaries.js";
import { environmentOf, runCollector } from "./run-collector.js";
import { supervisorYaml } from "./supervisor-yaml.js";

const DOOR = { endpoint: "ws://h/v1/opamp" };

const folder = mkdtempSync(join(tmpdir(), "fleethub-collector-"));
afterAll(() => rmSync(folder, { recursive: true }));

function executable(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

test("both binaries must be there", () => {
  expect(findBinaries(folder, "")).toBeNull();
  const collector = executable("otelcol", "#!/bin/sh\n");
  expect(findBinaries(null, `/nowhere:${folder}`)).toBeNull();
  const supervisor = executable(
    "opampsupervisor",
    "#!/bin/sh\n# dep\tgithub.com/x/cmd/opampsupervisor\tv0.149.0\n: > started\ntrap 'exit 0' INT\nwhile :; do sleep 0.05; done\n",
  );
  expect(findBinaries(null, `/nowhere:${folder}`)).toEqual({
    supervisor,
    collector,
    supervisorVersion: [0, 149],
  });
});

test("the capability that newer supervisors refuse is given to older ones only", () => {
  const binaries = { supervisor: "/s", collector: "/c" };
  const yaml = (version: readonly [number, number] | null) =>
    supervisorYaml({ ...binaries, supervisorVersion: version }, DOOR, "/data");
  expect(yaml([0, 149])).toContain("reports_remote_config: true");
  expect(yaml([0, 161])).not.toContain("reports_remote_config");
  expect(yaml(null)).not.toContain("reports_remote_config");
  expect(yaml(null)).toContain("validate_config: true");
});

test("a Collector beside the hub finds nothing of the hub's own in its environment", () => {
  const hub = {
    PATH: "/bin",
    FLEETHUB_KEY: "key of the hub",
    FLEETHUB_TOKEN: "of an administrator",
    DATABASE_URL: "postgres://hub:password@db/hub",
    PGPASSWORD: "password",
  };
  expect(environmentOf(hub)).toEqual({ PATH: "/bin" });
  expect(environmentOf(hub, "fhe_own")).toEqual({ PATH: "/bin", FLEETHUB_TOKEN: "fhe_own" });
});

test("a token stands in the environment, and the hub's authority in the file", () => {
  const binaries = { supervisor: "/s", collector: "/c", supervisorVersion: null };
  const door = { endpoint: "wss://h/v1/opamp", token: "fhe_secret", caFile: "/data/tls/ca.pem" };
  const yaml = supervisorYaml(binaries, door, "/data");
  expect(yaml).toContain('Authorization: ["Bearer ${env:FLEETHUB_TOKEN}"]');
  expect(yaml).toContain('ca_file: "/data/tls/ca.pem"');
  expect(yaml).not.toContain("fhe_secret");
  expect(supervisorYaml(binaries, DOOR, "/data")).not.toMatch(/headers|tls/);
});

test("the supervisor is started in the data directory and ended with SIGINT", async () => {
  const binaries = findBinaries(folder, "");
  if (binaries === null) throw new Error("the binaries of the first test are missing");
  const running = runCollector(binaries, DOOR, folder, createLogger("silent"));
  expect(readFileSync(running.configFile, "utf8")).toContain(binaries.collector);
  await running.stop();
});
