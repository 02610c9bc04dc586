import { expect, test } from "vitest";
import { createMemoryStorage } from "../memory/index.js";
import { openHub } from "../testing/open-hub.js";
import { ScriptedSupervisor } from "../testing/supervisor.js";
import type { CertificateAuthority } from "./authority.js";

const UID = "0190a6a0-0000-7000-8000-000000000001";
const EVERYTHING = { kind: "everything" } as const;
const bytes = (text: string) => new TextEncoder().encode(text);

/** An authority that signs anything; `before` is done meanwhile. */
function authorityThat(before: (issued: number) => Promise<void>): CertificateAuthority {
  let issued = 0;
  return {
    authorityPem: () => "AUTHORITY",
    endsAt: () => Number.POSITIVE_INFINITY,
    read: async () => ({
      isSignedByItsKey: true,
      key: { algorithm: "ec", bits: 256 },
      instanceUids: [],
      asksForAuthority: false,
    }),
    async issue(_request, { serial }) {
      issued += 1;
      await before(issued);
      return `CERTIFICATE ${serial}`;
    },
  };
}

/** Somebody else writes about the agent so often while its certificate is signed. */
async function asked(times: number) {
  const storage = createMemoryStorage();
  const certificateAuthority = authorityThat(async (issued) => {
    const record = issued > times ? null : await storage.agents.get(UID, EVERYTHING);
    if (record === null) return;
    const { id, version: expect } = record;
    await storage.store.commit({
      writes: [{ kind: "set-intent", id, expect, labels: { written: `${issued}` } }],
    });
  });
  const agentsAuthority = () => ({ pem: "AUTHORITY", digest: "d" });
  const hub = await openHub({ storage, certificateAuthority, agentsAuthority });
  const headers = { host: "hub:4320", "x-forwarded-proto": "https" };
  const supervisor = new ScriptedSupervisor(hub, UID, headers);
  await supervisor.hello();
  const opamp = { certificateRequest: { csr: bytes("REQUEST") } };
  await supervisor.send({ connectionSettingsRequest: { opamp } });
  await hub.time.pass(1_000);
  const certificates = supervisor.inbox.flatMap(
    ({ connectionSettings }) => connectionSettings?.opamp?.certificate ?? [],
  );
  const errors = supervisor.inbox.flatMap(({ errorResponse }) => errorResponse?.errorMessage ?? []);
  return { certificates, errors, agent: await storage.agents.get(UID, EVERYTHING) };
}

test("R-02 a certificate is issued also where somebody else writes about the agent meanwhile, and stands as it was given", async () => {
  const { certificates, errors, agent } = await asked(2);
  expect(errors).toEqual([]);
  const [credential, ...others] = agent?.access.credentials ?? [];
  expect(others).toEqual([]);
  expect(agent?.labels).toEqual({ written: "2" });
  const texts = certificates.map(({ cert }) => new TextDecoder().decode(cert));
  expect(texts).toEqual([`CERTIFICATE ${credential?.id}`]);
});

test("R-02 an agent that changes again and again gets none, and nothing stands for it", async () => {
  const { certificates, errors, agent } = await asked(9);
  expect(certificates).toEqual([]);
  expect(errors).toEqual([expect.stringContaining("Ask again")]);
  expect(agent?.access.credentials).toEqual([]);
});
