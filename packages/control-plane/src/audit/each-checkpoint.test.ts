import { createHash, randomBytes } from "node:crypto";
import type { BodyDigest } from "@fleethub/fleet";
import { beforeAll, expect, it } from "vitest";
import { sampleAudit } from "../contract/samples.js";
import { createMemoryStorage } from "../memory/index.js";
import type { AuditReader } from "../ports.js";
import { signedCheckpoint } from "./checkpoint.js";
import { ExportCheck } from "./export-check.js";
import { exportLines } from "./export-lines.js";
import { verifyStore } from "./verify-store.js";

const digest = {
  sha256: (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex") as BodyDigest,
};
const publicKey = randomBytes(32).toString("hex");
const signer = { publicKey, sign: (bytes: Uint8Array) => digest.sha256(bytes) };
const signatures = {
  verify: (_key: string, bytes: Uint8Array, signature: string) =>
    signature === digest.sha256(bytes),
};
const deps = { digest, signatures, trustedKeys: null };

const CHECKPOINTS = 1100;

let reader: AuditReader;
let most: number;

/** Every entry has its checkpoint; a reader that notes how many were read at once. */
beforeAll(async () => {
  const { store, audit } = createMemoryStorage();
  for (let n = 1; n <= CHECKPOINTS; n += 1) {
    await store.commit({ writes: [{ kind: "add-audit", entry: sampleAudit() }] });
    const [last, head] = [await audit.lastCheckpoint(), await audit.head()];
    const checkpoint = signedCheckpoint(digest, signer, last, head, n);
    await store.commit({ writes: [{ kind: "add-checkpoint", checkpoint }] });
  }
  reader = {
    ...audit,
    async checkpoints(...asked) {
      const found = await audit.checkpoints(...asked);
      most = Math.max(most, found.length);
      return found;
    },
  };
});

it("verifies a record whose checkpoints do not fit into one page, page by page", async () => {
  most = 0;
  const found = await verifyStore(reader, deps, () => 1);
  expect(found).toMatchObject({
    verdict: "intact",
    entries: CHECKPOINTS,
    checkpoints: CHECKPOINTS,
    signedThrough: CHECKPOINTS,
  });
  expect(most).toBeLessThan(CHECKPOINTS);
});

it.each([
  [undefined, CHECKPOINTS],
  [700, 1],
  [1, 1],
])("exports them with their entries (around %s)", async (around, checkpoints) => {
  most = 0;
  const check = new ExportCheck(deps);
  for await (const line of exportLines({ reader, digest, signer, now: 9 }, around)) {
    check.line(line);
  }
  expect(check.end(9)).toMatchObject({ verdict: "intact", entries: checkpoints, checkpoints });
  expect(most).toBeLessThan(CHECKPOINTS);
});

it("begins anew where retention cuts what it begins with, and ends without its end where it cuts what is to come", async () => {
  const { store, audit } = createMemoryStorage();
  const add = async (entries: number) => {
    const writes = Array.from({ length: entries }, () => sampleAudit());
    await store.commit({ writes: writes.map((entry) => ({ kind: "add-audit", entry })) });
    const [last, head] = [await audit.lastCheckpoint(), await audit.head()];
    const checkpoint = signedCheckpoint(digest, signer, last, head, 1);
    await store.commit({ writes: [{ kind: "add-checkpoint", checkpoint }] });
  };
  for (const entries of [3, 600, 3]) await add(entries);
  /** Cuts at this checkpoint before the call of that number. */
  const cutting = (at: number, checkpoint: number): AuditReader => {
    let calls = 0;
    return {
      ...audit,
      async walk(...asked) {
        calls += 1;
        if (calls === at) {
          const { sequence: through, hash } = (await audit.checkpoints(checkpoint - 1, 1))[0] ?? {};
          const entry = sampleAudit({ action: "cut-audit", after: { through, hash } });
          await store.commit({
            writes: [
              { kind: "cut-audit", checkpoint },
              { kind: "add-audit", entry },
            ],
          });
        }
        return audit.walk(...asked);
      },
    };
  };
  const exported = async (from: AuditReader) => {
    const check = new ExportCheck(deps);
    for await (const line of exportLines({ reader: from, digest, signer, now: 9 }))
      check.line(line);
    return check.end(9);
  };
  expect(await exported(cutting(1, 1))).toMatchObject({ verdict: "intact", first: 4 });
  expect(await exported(cutting(2, 2))).toMatchObject({ broken: { fault: "cut-short" } });
  expect(await exported(audit)).toMatchObject({ verdict: "intact", first: 604 });
});
