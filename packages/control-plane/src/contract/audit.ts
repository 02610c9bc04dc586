import type { BodyDigest } from "@fleethub/fleet";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../canonical-json.js";
import { chainHash, indexOf, NO_HASH } from "../audit/chain.js";
import type { AuditEntry } from "../model.js";
import type { AuditFilter, AuditReader } from "../ports.js";
import { sha256 } from "../memory/sha256.js";
import { drainPages } from "./drain-pages.js";
import { SAMPLE_ACTOR, sampleAudit, sampleId } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

export function auditContract(opened: Opened): void {
  describe("audit", () => {
    it("keeps entries as they were written, newest commit first", async () => {
      const { store, audit } = opened();
      const resource = { kind: "agent", id: sampleId() };
      const entries = Array.from({ length: 5 }, (_, index) =>
        sampleAudit({ resource, at: 5000 - index, before: { pin: null }, after: { n: [index] } }),
      );
      for (const entry of entries) {
        await store.commit({ writes: [{ kind: "add-audit", entry }] });
      }
      const rows = await drainPages((page) => audit.list({ text: "", resource }, page), 2);
      expect(rows.map(unchained)).toEqual([...entries].reverse());
      const page = await audit.list({ text: "", resource }, { limit: 2, cursor: null });
      expect(page.total).toBe(5);
    });

    it("finds text in action, resource, actor and reason", async () => {
      const { store, audit } = opened();
      const word = sampleId().slice(-6);
      const entries = [
        sampleAudit({ action: `do-${word}` }),
        sampleAudit({ resource: { kind: "configuration", id: `edge-${word}` } }),
        sampleAudit({ actor: { ...SAMPLE_ACTOR, id: `ada-${word}` } }),
        sampleAudit({ actor: { ...SAMPLE_ACTOR, reason: `Because ${word.toUpperCase()}` } }),
        sampleAudit(),
      ];
      await store.commit({ writes: entries.map((entry) => ({ kind: "add-audit", entry })) });
      const found = await audit.list({ text: word }, { limit: 10, cursor: null });
      expect(found.items.map((entry) => entry.id).sort()).toEqual(
        entries
          .slice(0, 4)
          .map((entry) => entry.id)
          .sort(),
      );
      expect((await audit.list({ text: "%" }, { limit: 10, cursor: null })).total).toBe(0);
    });

    it("finds by who, what, kind, agent, time, hash and what it follows", async () => {
      const { store, audit } = opened();
      const [uid, first, ada, kind] = [
        sampleId(),
        sampleId(),
        sampleId(),
        `k${sampleId().slice(-8)}`,
      ];
      const entries = [
        sampleAudit({
          id: first,
          at: 1000,
          actor: { ...SAMPLE_ACTOR, id: `Ada-${ada}` },
          resource: { kind, id: uid },
        }),
        sampleAudit({ at: 2000, resource: { kind, id: "x" }, after: { agents: [uid] } }),
        sampleAudit({
          at: 3000,
          actor: { kind: "hub", id: "hub", via: "hub", requestId: "r" },
          action: "pin-applied",
          resource: { kind, id: "x" },
          follows: first,
        }),
      ];
      await store.commit({ writes: entries.map((entry) => ({ kind: "add-audit", entry })) });
      const found = async (filter: Partial<AuditFilter>) =>
        (
          await audit.list({ text: "", kinds: [kind], ...filter }, { limit: 10, cursor: null })
        ).items
          .map((entry) => entries.findIndex(({ id }) => id === entry.id))
          .sort();
      expect(await found({})).toEqual([0, 1, 2]);
      expect(await found({ who: ["nobody", `ada-${ada.slice(0, 13)}`] })).toEqual([0]);
      expect(await found({ actorKinds: ["hub"] })).toEqual([2]);
      expect(await found({ did: ["applied"] })).toEqual([2]);
      expect(await found({ agents: [uid] })).toEqual([0, 1]);
      expect(await found({ since: 2000, until: 3000 })).toEqual([1]);
      expect(await found({ follows: first })).toEqual([2]);
      expect(await found({ texts: ["pin", kind] })).toEqual([0, 1, 2]);
      const last = (await audit.list({ text: "", kinds: [kind] }, { limit: 1, cursor: null }))
        .items[0];
      expect(await found({ hash: last?.hash.slice(0, 12) ?? "" })).toEqual([2]);
      expect(await audit.byId(first)).toMatchObject({ id: first });
      expect(await audit.get(last?.sequence ?? 0)).toEqual(last);
      expect(await audit.byId(sampleId())).toBeNull();
    });

    it("makes one chain, whoever commits at once, and keeps what verifying looks at", async () => {
      const { store, another, audit } = opened();
      const start = (await audit.head()).sequence;
      const odd = { text: "\u0000 \uffff \ud800 é", number: 0.1 };
      const commits = Array.from({ length: 20 }, (_, index) => {
        const entries = Array.from({ length: 1 + (index % 3) }, () => sampleAudit({ before: odd }));
        const hub = index % 2 === 0 ? store : (another?.store ?? store);
        return hub.commit({ writes: entries.map((entry) => ({ kind: "add-audit", entry })) });
      });
      await Promise.all(commits);
      const head = await audit.head();
      expect(head.sequence - start).toBe(39);
      await expectChained(audit);
    });

    it("keeps checkpoints in their order, one of each number", async () => {
      const { store, audit } = opened();
      await store.commit({ writes: [{ kind: "add-audit", entry: sampleAudit() }] });
      const { sequence, hash } = await audit.head();
      const last = await audit.lastCheckpoint();
      const checkpoint = {
        number: (last?.number ?? 0) + 1,
        sequence,
        hash,
        at: 5,
        previous: NO_HASH,
        keyId: "k",
        publicKey: "p",
        signature: "s",
      };
      const add = () => store.commit({ writes: [{ kind: "add-checkpoint", checkpoint }] });
      expect((await add()).kind).toBe("committed");
      expect(await add()).toMatchObject({ kind: "conflict", reason: "exists" });
      expect(await audit.lastCheckpoint()).toEqual(checkpoint);
      expect(await audit.checkpoints(checkpoint.number - 1, 5)).toEqual([checkpoint]);
      expect(await audit.checkpoints(0, 1, sequence - 1)).toEqual([checkpoint]);
      expect(await audit.checkpoints(0, 1, sequence)).toEqual([]);
    });

    it("cuts at a checkpoint, and the chain goes on from it", async () => {
      const { store, audit } = opened();
      const cut = (checkpoint: number) =>
        store.commit({
          writes: [
            { kind: "cut-audit", checkpoint },
            { kind: "add-audit", entry: sampleAudit({ action: "cut-audit" }) },
          ],
        });
      const before = await audit.head();
      expect(await cut(1_000_000)).toMatchObject({ kind: "conflict", reason: "missing" });
      expect(await audit.head()).toEqual(before);
      const { number, sequence } = (await audit.lastCheckpoint()) ?? { number: 0, sequence: 0 };
      expect((await cut(number)).kind).toBe("committed");
      const head = await audit.head();
      expect(head).toMatchObject({ cutThrough: sequence, sequence: before.sequence + 1 });
      const [first] = await audit.walk(0, 1);
      expect(first?.sequence).toBe(sequence + 1);
      expect((await audit.get(sequence + 1))?.previous).toBe(
        (await audit.checkpoints(number - 1, 1))[0]?.hash,
      );
      await expectChained(audit);
    });
  });
}

/** The entry alone. */
function unchained(entry: AuditEntry & { sequence?: number; previous?: string; hash?: string }) {
  const { sequence: _, previous: _previous, hash: _hash, ...rest } = entry;
  return rest;
}

const DIGEST = { sha256: (bytes: Uint8Array) => sha256(bytes) as BodyDigest };

/** Every entry is numbered and chained, from what was cut off to the head. */
async function expectChained(audit: AuditReader): Promise<void> {
  const head = await audit.head();
  const cut = (await audit.checkpoints(0, 1000)).find(
    ({ sequence }) => sequence === head.cutThrough,
  );
  let [sequence, hash] = [head.cutThrough, cut?.hash ?? NO_HASH];
  for (;;) {
    const rows = await audit.walk(sequence, 7);
    for (const row of rows) {
      expect(row.sequence).toBe(sequence + 1);
      expect(row.hash).toBe(chainHash(DIGEST, row.sequence, hash, row.canonical));
      const entry: AuditEntry = JSON.parse(row.canonical);
      expect(canonicalJson(entry)).toBe(row.canonical);
      expect(row.index).toEqual(indexOf(entry));
      [sequence, hash] = [row.sequence, row.hash];
    }
    if (rows.length === 0) break;
  }
  expect({ sequence, hash }).toEqual({ sequence: head.sequence, hash: head.hash });
}
