import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterEach, expect, test } from "vitest";
import { readSettings } from "../settings/index.js";
import { AUTHORITY_EXPIRING_MS } from "./authority-end.js";
import { openCertificates } from "./open-certificates.js";
import { initTlsFolder, readAuthority, tlsFolderOf } from "./tls-folder.js";
import { factsOf, readCertificates } from "./certificate-facts.js";

const DAY_MS = 86_400_000;
const MADE_AT = Date.UTC(2026, 10, 23);

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A hub whose authority ends after so long, with a clock that stands. */
async function opened(leftMs: number) {
  const dataDir = mkdtempSync(`${tmpdir()}/fleethub-authority-`);
  ends.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const folder = tlsFolderOf(dataDir);
  await initTlsFolder(folder, ["hub.example.com"], MADE_AT);
  const [authority] = readCertificates(readAuthority(folder)?.certPem ?? "").map(factsOf);
  const endsAt = authority?.notAfter ?? 0;
  const warnings: string[] = [];
  const note = (_facts: object, text: string) => warnings.push(text);
  const logger = { debug() {}, info() {}, warn: note, error: note };
  const settings = readSettings({ FLEETHUB_DATA_DIR: dataDir }, {});
  const certificates = await openCertificates(settings, () => endsAt - leftMs, logger);
  ends.push(() => certificates.stop());
  return { certificates, warnings, endsAt };
}

test("an authority with years to go is valid, and is not warned of", async () => {
  const { certificates, warnings } = await opened(AUTHORITY_EXPIRING_MS + DAY_MS);
  await certificates.look();
  expect(certificates.describe()).toMatchObject({
    authority: { state: "valid" },
    authorityProblem: null,
  });
  expect(warnings).toEqual([]);
});

test("an authority that ends soon is said once with what to do, and nothing that it signs outlives it", async () => {
  const { certificates, warnings, endsAt } = await opened(30 * DAY_MS);
  await certificates.look();
  const { agents, authority, authorityProblem } = certificates.describe();
  expect(authority?.state).toBe("expiring");
  expect(authorityProblem).toContain("fleethub certs init --dir");
  expect(agents.certificate?.notAfter).toBe(new Date(endsAt).toISOString());
  const { serial } = agents.certificate ?? {};
  await certificates.look();
  // Another one would be good for no longer.
  expect(certificates.describe().agents.certificate?.serial).toBe(serial);
  expect(warnings).toEqual([authorityProblem]);
});

test("an authority that has ended signs nothing, and that is said", async () => {
  const { certificates, warnings } = await opened(-DAY_MS);
  await certificates.look();
  expect(certificates.describe().authority?.state).toBe("expired");
  expect(warnings).toEqual([expect.stringContaining("ended on 2036-")]);
});
