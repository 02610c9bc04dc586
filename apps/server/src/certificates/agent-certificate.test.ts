import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPrivateKey, webcrypto } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { AgentDescriptionSchema, agentCapabilities, type InstanceUid } from "@fleethub/opamp";
import { connectAgent } from "@fleethub/opamp/node";
import { afterEach, describe, expect, test, vi } from "vitest";
import { startTestHub, type TestHub } from "../testing/test-hub.js";
import { EC_P256, ECDSA_SHA256 } from "./keys.js";
import { initTlsFolder, readAuthority, tlsFolderOf } from "./tls-folder.js";
import { x509 } from "./x509.js";

const UID = "0192f1c8-7a3b-7c4d-8e5f-001122334455" as InstanceUid;
const OTHER = "0192f1c8-7a3b-7c4d-8e5f-aabbccddeeff";
const CAPABLE = agentCapabilities(
  "ReportsStatus",
  "AcceptsOpAMPConnectionSettings",
  "ReportsConnectionSettingsStatus",
  "ReportsHeartbeat",
);

const opened: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

interface Certified {
  readonly hub: TestHub;
  readonly ca: string;
  readonly endpoint: string;
}

async function openHub(admission: "open" | "await-approval" = "open"): Promise<Certified> {
  const dataDir = mkdtempSync(join(tmpdir(), "fleethub-csr-"));
  opened.push(() => rmSync(dataDir, { recursive: true, force: true }));
  await initTlsFolder(tlsFolderOf(dataDir), ["localhost"], Date.now());
  const ca = readAuthority(tlsFolderOf(dataDir))?.certPem ?? "";
  const hub = await startTestHub({ dataDir, admission });
  opened.push(() => hub.stop());
  const { port } = new URL(hub.hub.agentsUrl);
  return { hub, ca, endpoint: `wss://localhost:${port}/v1/opamp` };
}

async function requestFor(uid: string) {
  const keys = await webcrypto.subtle.generateKey(EC_P256, true, ["sign", "verify"]);
  const signingAlgorithm = { ...EC_P256, ...ECDSA_SHA256 };
  const csr = await x509.Pkcs10CertificateRequestGenerator.create({
    name: `CN=${uid}`,
    keys,
    signingAlgorithm,
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey));
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return {
    csr: new TextEncoder().encode(csr.toString("pem")),
    keyPem: key.export({ format: "pem", type: "pkcs8" }).toString(),
  };
}

interface Offered {
  readonly cert: string;
  readonly privateKey: string;
  readonly caCert: string;
  readonly endpoint: string;
  readonly heartbeat: bigint;
}

/** An agent that keeps what it is offered, and takes nothing. */
function agentOf({ ca, endpoint }: Certified, tls: object = {}) {
  const offers: Offered[] = [];
  const errors: string[] = [];
  const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();
  const agent = connectAgent({
    endpoint,
    instanceUid: UID,
    capabilities: CAPABLE,
    description: create(AgentDescriptionSchema),
    tls: { ca, ...tls },
    callbacks: {
      onOpampConnection(settings) {
        offers.push({
          cert: text(settings.certificate?.cert),
          privateKey: text(settings.certificate?.privateKey),
          caCert: text(settings.certificate?.caCert),
          endpoint: settings.destinationEndpoint,
          heartbeat: settings.heartbeatIntervalSeconds,
        });
        throw new Error("Kept for the test.");
      },
      onServerError: ({ message }) => void errors.push(message),
    },
  });
  opened.push(() => agent.stop());
  return { agent, offers, errors };
}

const ask = (agent: ReturnType<typeof agentOf>["agent"], csr: Uint8Array) =>
  vi.waitFor(() => {
    // Only once the hub has said that it takes requests.
    if (agent.serverCapabilities === 0n || !agent.requestCertificate(csr))
      throw new Error("not yet");
  });

const credentialsOf = async ({ hub }: Certified) => {
  const answer = await hub.client.getCredentials({ params: { uid: UID } });
  if (!answer.ok) throw new Error(answer.problem.detail);
  return answer.data;
};

describe("an agent that asks for a certificate", () => {
  test("R-02 R-06 is offered one with everything that it has to keep, and comes back with it", async () => {
    const certified = await openHub();
    const { csr, keyPem } = await requestFor(UID);
    const first = agentOf(certified);
    await ask(first.agent, csr);
    await vi.waitFor(() => expect(first.offers).toHaveLength(1));
    const [offer] = first.offers;
    expect(offer?.cert).toContain("BEGIN CERTIFICATE");
    expect(offer?.privateKey).toBe("");
    expect(offer?.caCert).toBe(certified.ca);
    expect(offer?.endpoint).toBe(certified.endpoint);
    expect(offer?.heartbeat).toBe(30n);
    expect((await credentialsOf(certified)).credentials).toMatchObject([
      { kind: "certificate", state: "offered" },
    ]);
    await first.agent.stop();
    agentOf(certified, { cert: offer?.cert, key: keyPem });
    await vi.waitFor(async () => {
      const { comesWith, credentials } = await credentialsOf(certified);
      expect({ comesWith, credentials }).toMatchObject({
        comesWith: "certificate",
        credentials: [{ kind: "certificate", state: "in-use" }],
      });
    });
  });

  test("R-03 R-04 is told why where the request is another agent's", async () => {
    const certified = await openHub();
    const { agent, offers, errors } = agentOf(certified);
    await ask(agent, (await requestFor(OTHER)).csr);
    await vi.waitFor(() => expect(errors.join()).toContain(OTHER));
    expect(offers).toEqual([]);
  });

  test("R-07 waits while it awaits approval, and is offered one with that", async () => {
    const certified = await openHub("await-approval");
    const { agent, offers, errors } = agentOf(certified);
    await ask(agent, (await requestFor(UID)).csr);
    await vi.waitFor(async () => expect((await credentialsOf(certified)).credentials).toEqual([]));
    const approved = await certified.hub.client.approveAgent({ params: { uid: UID } });
    expect(approved.ok).toBe(true);
    await vi.waitFor(() => expect(offers).toHaveLength(1), 5_000);
    expect(errors).toEqual([]);
  });

  test.each(["revoked-agent", "revoked-credential"])(
    "a certificate lets its agent in no more once that, or it alone, was revoked: %s",
    async (cause) => {
      const certified = await openHub();
      const { csr, keyPem } = await requestFor(UID);
      const first = agentOf(certified);
      await ask(first.agent, csr);
      await vi.waitFor(() => expect(first.offers).toHaveLength(1));
      await first.agent.stop();
      const { client } = certified.hub;
      const [{ id = "" } = {}] = (await credentialsOf(certified)).credentials;
      const body = { reason: "lost" };
      const revoked =
        cause === "revoked-agent"
          ? await client.revokeAgent({ params: { uid: UID }, body })
          : await client.revokeCredential({ params: { uid: UID, id }, body });
      expect(revoked.ok).toBe(true);
      agentOf(certified, { cert: first.offers[0]?.cert, key: keyPem });
      await vi.waitFor(async () => {
        const answer = await client.listHandshakes();
        const causes = answer.ok ? answer.data.items.map((one) => one.cause) : [];
        expect(causes).toContain(cause);
      });
    },
  );

  test("R-03 is told to come over TLS where it came without", async () => {
    const certified = await openHub();
    const plain = { ...certified, endpoint: certified.hub.hub.agentsUrl };
    const { agent, errors } = agentOf(plain);
    await ask(agent, (await requestFor(UID)).csr);
    await vi.waitFor(() => expect(errors.join()).toContain("over TLS alone"));
  });
});
