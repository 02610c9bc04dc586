import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { dirname, join } from "node:path";
import type { Certificates } from "@fleethub/api";
import { describe, expect, it } from "vitest";
import { extensionYaml } from "../../apps/dashboard/src/connect/templates.js";
import {
  attempt,
  authorityOf,
  comesWithItsOwn,
  credentialsWhere,
  enrolmentToken,
  makeSecureHub,
  openSecureSupervisor,
} from "../real/door.js";
import { agentWhere, binaries, ended, firstAgent, requireBinaries } from "../real/house.js";
import type { Hub } from "../real/hub.js";
import { RunningProcess } from "../real/process.js";
import { until } from "../real/wait.js";

const INSTANCE_UID = "0192f0a0-b0c0-7d0e-8f00-112233445577";

/** A Collector that reports by itself, with the connect page's file merged over its own. */
function openExtension(hub: Hub, token: string): RunningProcess {
  const own = join(hub.dataDir, "collector.yaml");
  const opamp = join(hub.dataDir, "opamp.yaml");
  writeFileSync(own, PIPELINE);
  const file = { endpoint: hub.opamp("wss"), instanceUid: INSTANCE_UID, token: true };
  writeFileSync(opamp, extensionYaml({ ...file, caFile: authorityOf(hub) }));
  const collector = new RunningProcess(
    requireBinaries().collector,
    ["--config", own, "--config", opamp],
    { env: { ...process.env, FLEETHUB_TOKEN: token } },
  );
  ended({ remove: async () => void (await collector.end("SIGTERM")) });
  return collector;
}

describe.runIf(binaries)("the hub's own authority", () => {
  it("T-03 names who trusts another authority, and who came by a name that the certificate does not have", async () => {
    const hub = ended(await makeSecureHub({ env: { FLEETHUB_AGENTS_HOST: "0.0.0.0" } }));
    const other = ended(await makeSecureHub());
    await hub.start();
    const token = await enrolmentToken(hub, { name: "edge" });

    const distrusting = openSecureSupervisor(hub, token, { tls: { ca: authorityOf(other) } });
    const untrusted = await attempt(hub, "authority-not-trusted");
    expect(untrusted).toMatchObject({ step: "tls", remedy: expect.stringContaining("ca_file") });
    await until("it says so too", () => distrusting.output.includes("unknown authority"));
    await distrusting.stop();

    const misnamed = `wss://127.0.0.2:${hub.agentsPort}/v1/opamp`;
    const lost = openSecureSupervisor(hub, token, { endpoint: misnamed });
    const named = await attempt(hub, "wrong-host-name");
    expect(named.detail).toContain("127.0.0.2");
    expect(named.detail).toContain("hub.fleet.test");
    expect(named.remedy).toContain("certs renew --host");
    await lost.stop();
    expect(JSON.stringify([untrusted, named])).not.toContain(token.slice(-20));
    expect((await hub.must<{ total: number }>("GET", "/agents")).total).toBe(0);
  });

  it("S-12 who took a credential of its own verifies the hub as before, and says nothing to an impostor", async () => {
    const hub = ended(await makeSecureHub());
    const impostor = ended(await makeSecureHub());
    await hub.start();
    const supervisor = openSecureSupervisor(hub, await enrolmentToken(hub, { name: "edge" }));
    const { uid } = await firstAgent(hub, "enrolment:edge");
    await credentialsWhere(hub, uid, "has its own", comesWithItsOwn);

    await hub.stop();
    const folder = dirname(authorityOf(impostor));
    const [cert, key] = ["server.pem", "server-key.pem"].map((name) =>
      readFileSync(join(folder, name)),
    );
    const door = createServer({ cert, key });
    ended({ remove: async () => void door.close() });
    let heard = 0;
    for (const event of ["request", "upgrade"]) door.on(event, () => (heard += 1));
    door.listen(hub.agentsPort, "127.0.0.1");
    await until("it says why", () => supervisor.output.includes("unknown authority"), 60_000);
    expect(heard).toBe(0);
    await new Promise((closed) => door.close(closed));
    await hub.start();
    await agentWhere(hub, uid, "is back", ({ presence }) => presence === "connected", 60_000);
  });

  it("T-01 names who speaks plain text to a port where everybody must show a certificate", async () => {
    const env = { FLEETHUB_AGENTS_CLIENT_CERTIFICATES: "required" };
    const hub = ended(await makeSecureHub({ env }));
    await hub.start();
    const token = await enrolmentToken(hub, { name: "edge" });
    const plain = openSecureSupervisor(hub, token, { endpoint: hub.opamp("ws") });
    const seen = await attempt(hub, "plain-on-tls-port");
    expect(seen).toMatchObject({ step: "tls", remedy: expect.stringContaining("wss://") });
    await plain.stop();
    openSecureSupervisor(hub, token);
    expect((await attempt(hub, "client-certificate-missing")).step).toBe("tls");
    const { agents } = await hub.must<Certificates>("GET", "/certificates");
    expect(agents).toMatchObject({ source: "hub-ca", plainText: "nowhere" });
  });

  it("S-14 the opamp extension enrols over wss with the connect page's file, and goes on with its token", async () => {
    const hub = ended(await makeSecureHub());
    await hub.start();
    const token = await enrolmentToken(hub, { name: "extensions", usesMax: 1 });
    const collector = openExtension(hub, token);
    expect((await firstAgent(hub, "enrolment:extensions")).uid).toBe(INSTANCE_UID);
    const { comesWith, withheld } = await credentialsWhere(
      hub,
      INSTANCE_UID,
      "says why it has none of its own",
      ({ credentials }) => credentials.length === 0,
    );
    expect(comesWith).toBe("enrolment");
    expect(withheld).toContain("AcceptsOpAMPConnectionSettings");
    await collector.end("SIGTERM");
    openExtension(hub, token);
    await firstAgent(hub, "enrolment:extensions presence:connected");
  });
});

/** What the host runs already; the page's part is merged over it. */
const PIPELINE = `receivers:
  nop:
exporters:
  nop:
service:
  telemetry:
    metrics:
      level: none
  pipelines:
    traces:
      receivers: [nop]
      exporters: [nop]
`;
