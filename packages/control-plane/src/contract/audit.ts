import { describe, expect, it } from "vitest";
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
      expect(rows).toEqual([...entries].reverse());
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
  });
}
