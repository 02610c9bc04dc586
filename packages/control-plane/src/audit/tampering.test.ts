import { createHash } from "node:crypto";
import type { BodyDigest } from "@fleethub/fleet";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { sampleAudit } from "../contract/samples.js";
import { createMemoryStorage } from "../memory/index.js";
import type { AuditCheckpoint, ChainHead, StoredEntry } from "../model.js";
import type { AuditReader } from "../ports.js";
import { testSignatures } from "../testing/signatures.js";
import { chainHash, checkpointDigest, NO_HASH } from "./chain.js";
import { signedCheckpoint } from "./checkpoint.js";
import { ExportCheck } from "./export-check.js";
import { exportLines } from "./export-lines.js";
import { verifyStore } from "./verify-store.js";

const SEED = { seed: 20261123, numRuns: 600 };
const digest = {
  sha256: (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex") as BodyDigest,
};
const signer = testSignatures.signer(new Uint8Array(32).fill(7));
const other = testSignatures.signer(new Uint8Array(32).fill(8));
const deps = { digest, signatures: testSignatures, trustedKeys: null };
const now = () => 9;

/** Everything that a store keeps of its record. */
interface Rows {
  entries: StoredEntry[];
  checkpoints: AuditCheckpoint[];
  head: ChainHead;
}

let rows: Rows;
let lines: readonly string[];

/** Twelve entries, checkpoints after the fourth and the eighth, the first four cut with proof. */
beforeAll(async () => {
  const { store, audit } = createMemoryStorage();
  const sign = async () => {
    const last = await audit.lastCheckpoint();
    const head = await audit.head();
    const checkpoint = signedCheckpoint(digest, signer, last, head, 5);
    await store.commit({ writes: [{ kind: "add-checkpoint", checkpoint }] });
  };
  for (let n = 1; n <= 11; n += 1) {
    const entry = sampleAudit({ before: { n }, after: { text: "é ☃ \u0000" } });
    await store.commit({ writes: [{ kind: "add-audit", entry }] });
    if (n === 4 || n === 8) await sign();
  }
  const { sequence: through, hash } = (await audit.checkpoints(0, 1))[0] ?? fail();
  const entry = sampleAudit({ action: "cut-audit", after: { through, hash } });
  await store.commit({
    writes: [
      { kind: "cut-audit", checkpoint: 1 },
      { kind: "add-audit", entry },
    ],
  });
  rows = {
    entries: [...(await audit.walk(0, 100))],
    checkpoints: [...(await audit.checkpoints(0, 100))],
    head: await audit.head(),
  };
  const made: string[] = [];
  for await (const line of exportLines({ reader: audit, digest, signer, now: 9 })) made.push(line);
  lines = made;
});

const fail = (): never => {
  throw new Error("The record was not made.");
};

const readerOf = ({ entries, checkpoints, head }: Rows): AuditReader => ({
  ...createMemoryStorage().audit,
  head: async () => head,
  walk: async (after, limit) => entries.filter(({ sequence }) => sequence > after).slice(0, limit),
  checkpoints: async (after, limit, beyond = 0) =>
    checkpoints
      .filter(({ number, sequence }) => number > after && sequence > beyond)
      .slice(0, limit),
  lastCheckpoint: async () => checkpoints.at(-1) ?? null,
});

const verify = (changed: Rows) => verifyStore(readerOf(changed), deps, now);

/** The same rows with one byte of one field another; a number moves by one. */
function flipped(whole: Rows, at: number, flip: number): Rows {
  let left = at;
  const walk = (value: unknown): unknown => {
    if (typeof value === "number") {
      left -= 1;
      return left === -1 ? value + 1 : value;
    }
    if (typeof value === "string") {
      const bytes = Buffer.from(value);
      if (left >= 0 && left < bytes.length) bytes[left] = (bytes[left] ?? 0) ^ flip;
      left -= bytes.length;
      return bytes.toString();
    }
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one)]));
  };
  return walk(whole) as Rows;
}

function bytesIn(value: unknown): number {
  if (typeof value === "number") return 1;
  if (typeof value === "string") return Buffer.byteLength(value);
  return Object.values(value ?? {}).reduce((sum: number, one) => sum + bytesIn(one), 0);
}

describe("a database", () => {
  it("verifies as it was written, and says how far it is signed", async () => {
    expect(await verify(rows)).toMatchObject({
      verdict: "intact",
      first: 5,
      last: 12,
      entries: 8,
      checkpoints: 2,
      signedThrough: 8,
      broken: null,
    });
  });

  it("with any byte of any field another is found", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytesIn(rows) - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          expect((await verify(flipped(rows, at, flip))).verdict).toBe("broken");
        },
      ),
      SEED,
    );
  });

  it("names the first entry that does not verify, whatever else is broken behind it", async () => {
    for (const index of rows.entries.keys()) {
      const entries = rows.entries.map((row, place) =>
        place < index ? row : { ...row, canonical: row.canonical.replace("pin", "pan") },
      );
      const found = await verify({ ...rows, entries });
      if (entries[index]?.canonical === rows.entries[index]?.canonical) continue;
      expect(found.broken?.sequence).toBe(rows.entries[index]?.sequence);
    }
  });

  it("with an entry removed, doubled or in another place is found", async () => {
    for (const index of rows.entries.keys()) {
      const removed = rows.entries.toSpliced(index, 1);
      expect((await verify({ ...rows, entries: removed })).verdict).toBe("broken");
      const doubled = rows.entries.toSpliced(index, 0, ...rows.entries.slice(index, index + 1));
      expect((await verify({ ...rows, entries: doubled })).verdict).toBe("broken");
      for (const place of rows.entries.keys()) {
        if (place === index) continue;
        const moved = removed.toSpliced(place, 0, ...rows.entries.slice(index, index + 1));
        expect((await verify({ ...rows, entries: moved })).verdict).toBe("broken");
      }
    }
  });

  it("written anew behind a checkpoint, hashes and head included, is found", async () => {
    let hash = rows.checkpoints[0]?.hash ?? NO_HASH;
    const entries = rows.entries.map((row) => {
      const canonical = row.canonical.replace("pin", "pan");
      hash = chainHash(digest, row.sequence, hash, canonical);
      return { ...row, canonical, hash, index: { ...row.index, action: "pan" } };
    });
    const head = { ...rows.head, hash };
    expect((await verify({ ...rows, entries, head })).broken).not.toBeNull();
  });

  it("with checkpoints removed or signed by somebody else is found", async () => {
    const [first = fail(), second = fail()] = rows.checkpoints;
    const without = async (checkpoints: AuditCheckpoint[]) => verify({ ...rows, checkpoints });
    expect((await without([])).broken?.fault).toBe("checkpoint-missing");
    expect((await without([second])).broken?.fault).toBe("checkpoint-missing");
    expect((await without([first])).verdict).toBe("intact");
    const forged = signedCheckpoint(digest, other, first, second, 5);
    expect(checkpointDigest(digest, first)).toBe(forged.previous);
    expect((await without([first, forged])).broken?.fault).toBe("other-key");
    const trusted = { ...deps, trustedKeys: ["0123456789abcdef"] };
    const found = await verifyStore(readerOf(rows), trusted, now);
    expect(found.broken?.fault).toBe("other-key");
  });

  it("cut without an entry that says so is found; cut behind the last checkpoint is not", async () => {
    const entries = rows.entries.slice(0, -1);
    const last = entries.at(-1) ?? fail();
    const head = { ...rows.head, sequence: last.sequence, hash: last.hash };
    expect((await verify({ ...rows, entries, head })).broken?.fault).toBe("cut-without-proof");
    const whole = await verify({ ...rows, entries: rows.entries.slice(0, 6) });
    expect(whole.broken).toMatchObject({ fault: "missing-entries", sequence: 11 });
  });
});

describe("an export", () => {
  const check = (changed: readonly string[]) => {
    const one = new ExportCheck(deps);
    for (const line of changed) one.line(line);
    return one.end(9);
  };

  it("verifies as it was written, to its very end", () => {
    expect(check(lines)).toMatchObject({ verdict: "intact", entries: 8, signedThrough: 12 });
  });

  it("with any byte another is found", () => {
    const whole = Buffer.from(lines.join("\n"));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        expect(check(bytes.toString().split("\n")).verdict).toBe("broken");
      }),
      SEED,
    );
  });

  it("with any line removed, doubled or moved is found", () => {
    for (const index of lines.keys()) {
      const removed = lines.toSpliced(index, 1);
      expect(check(removed).verdict).toBe("broken");
      expect(check(lines.toSpliced(index, 0, ...lines.slice(index, index + 1))).verdict).toBe(
        "broken",
      );
      for (const place of lines.keys()) {
        if (place === index) continue;
        expect(check(removed.toSpliced(place, 0, lines[index] ?? "")).verdict).toBe("broken");
      }
    }
  });
});
