import { readFileSync } from "node:fs";
import { ConnectionSettingsStatuses } from "@fleethub/opamp";
import { describe, expect, it } from "vitest";
import { until } from "../real/wait.js";
import { Certificates } from "./peers/certificates.js";
import { opampGo } from "./peers/go-program.js";
import { GoServer } from "./peers/go-server.js";
import { LibraryAgent } from "./peers/library-agent.js";
import { ended } from "./peers/opened.js";

const text = new TextEncoder();

/** opamp-go's server behind TLS; with `mutual` it wants a certificate of the CA. */
const serve = async (certificates: Certificates, mutual = false) =>
  ended(
    await new GoServer({
      tls: {
        certificate: certificates.certificate("server"),
        key: certificates.key("server"),
        ...(mutual && { ca: certificates.certificate("ca") }),
      },
    }).start(),
  );

describe.runIf(opampGo).each(["ws", "http"] as const)("our agent over %ss", (scheme) => {
  it("reports to a server whose certificate a private CA signed, and to no other", async () => {
    const certificates = ended(new Certificates());
    const server = await serve(certificates);
    const endpoint = server.endpoint(scheme);
    const agent = ended(new LibraryAgent({ endpoint, tls: certificates.forClient() }));
    await server.report(agent.uid, "something", () => true);
    const wary = ended(new LibraryAgent({ endpoint }));
    await until("the refusal", () => wary.closed.length > 0);
    expect(wary.closed[0]?.message).toMatch(/certificate/);
    const ca = readFileSync(certificates.certificate("other-ca"), "utf8");
    const misled = ended(new LibraryAgent({ endpoint, tls: { ca } }));
    await until("the refusal", () => misled.closed.length > 0);
    expect(server.reports(wary.uid)).toEqual([]);
    expect(server.reports(misled.uid)).toEqual([]);
  });

  it("shows its client certificate to a server that wants one, and is refused without", async () => {
    const certificates = ended(new Certificates());
    const server = await serve(certificates, true);
    const endpoint = server.endpoint(scheme);
    const agent = ended(new LibraryAgent({ endpoint, tls: certificates.forClient("agent") }));
    await server.report(agent.uid, "something", () => true);
    expect(server.lastRequest()).toMatchObject({ certificate: "agent" });
    for (const holder of [undefined, "stranger"] as const) {
      const refused = ended(new LibraryAgent({ endpoint, tls: certificates.forClient(holder) }));
      await until("the refusal", () => refused.closed.length > 0);
      expect(server.reports(refused.uid)).toEqual([]);
    }
  });

  it("S-05 S-06 S-11 moves to the server, CA and client certificate that it is offered, once it has tried them", async () => {
    const certificates = ended(new Certificates());
    const [here, there] = [ended(await new GoServer().start()), await serve(certificates, true)];
    const endpoint = here.endpoint(scheme);
    const agent = ended(new LibraryAgent({ endpoint, triesSettings: true }));
    await here.report(agent.uid, "something", () => true);
    const hash = text.encode("elsewhere");
    here.send(agent.uid, {
      connectionSettings: {
        hash,
        opamp: {
          destinationEndpoint: there.endpoint(scheme),
          headers: { headers: [{ key: "authorization", value: "Bearer there" }] },
          heartbeatIntervalSeconds: 1n,
          tls: { caPemContents: readFileSync(certificates.certificate("ca"), "utf8") },
          certificate: {
            cert: readFileSync(certificates.certificate("agent")),
            privateKey: readFileSync(certificates.key("agent")),
          },
        },
      },
    });
    const full = await there.report(agent.uid, "something", () => true);
    expect(full.agentDescription).toBeDefined();
    expect(there.lastRequest()).toMatchObject({
      certificate: "agent",
      headers: { Authorization: ["Bearer there"] },
    });
    const { connectionSettingsStatus } = await there.report(
      agent.uid,
      "settings APPLIED",
      (one) => one.connectionSettingsStatus?.status === ConnectionSettingsStatuses.APPLIED,
    );
    expect(connectionSettingsStatus?.lastConnectionSettingsHash).toEqual(hash);
    await here.report(agent.uid, "its farewell", (one) => Boolean(one.agentDisconnect));
  });

  it("S-07 S-10 stays where it is when nobody it trusts answers at the offered place, and says why", async () => {
    const certificates = ended(new Certificates());
    const [here, there] = [ended(await new GoServer().start()), await serve(certificates)];
    const agent = ended(new LibraryAgent({ endpoint: here.endpoint(scheme), triesSettings: true }));
    await here.report(agent.uid, "something", () => true);
    const hash = text.encode("untrusted");
    const destinationEndpoint = there.endpoint(scheme);
    here.send(agent.uid, {
      connectionSettings: { hash, opamp: { destinationEndpoint, heartbeatIntervalSeconds: 1n } },
    });
    const { connectionSettingsStatus, sequenceNum } = await here.report(
      agent.uid,
      "settings FAILED",
      (one) => one.connectionSettingsStatus?.status === ConnectionSettingsStatuses.FAILED,
    );
    expect(connectionSettingsStatus?.lastConnectionSettingsHash).toEqual(hash);
    expect(connectionSettingsStatus?.errorMessage).toMatch(/certificate/);
    await here.report(agent.uid, "on", (one) => one.sequenceNum > sequenceNum);
    expect(there.reports(agent.uid)).toEqual([]);
  });
});
