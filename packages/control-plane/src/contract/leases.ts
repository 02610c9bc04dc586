import { describe, expect, it } from "vitest";
import { SAMPLE_NOW, sampleAgent, sampleId } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

/** Longer than any run of the suite. */
const LEASE_MS = 600_000;
const ALL = 10_000;

export function leasesContract(opened: Opened): void {
  const hub = () => `hub-${sampleId()}`;

  describe("leases of hubs", () => {
    it("says whether an earlier lease still held", async () => {
      const { leases } = opened();
      const name = hub();
      expect(await leases.renew(name, LEASE_MS)).toBe(false);
      expect(await leases.renew(name, LEASE_MS)).toBe(true);
      expect(await leases.renew(name, 0)).toBe(true);
      expect(await leases.renew(name, LEASE_MS)).toBe(false);
      await leases.release(name);
      expect(await leases.renew(name, LEASE_MS)).toBe(false);
    });

    it("hands over what counts as connected to a hub that has none", async () => {
      const { store, leases } = opened();
      const [alive, dead, released, heir] = [hub(), hub(), hub(), hub()];
      await leases.renew(alive, LEASE_MS);
      await leases.renew(dead, 0);
      await leases.renew(released, LEASE_MS);
      await leases.release(released);
      await leases.renew(heir, LEASE_MS);
      const held = [alive, dead, released, heir].map((owner) => sampleAgent({ owner, epoch: 4 }));
      const report = { ...sampleAgent().report, disconnectedAt: SAMPLE_NOW };
      const gone = sampleAgent({ owner: dead, report });
      const neverSeen = sampleAgent({ report: { ...report, connectedAt: null } });
      const all = [...held, gone, neverSeen];
      await store.commit({ writes: all.map((agent) => ({ kind: "add-agent", agent })) });
      const inherited = await leases.inherit(heir, ALL);
      const ids = new Set(all.map(({ id }) => id));
      const ours = inherited.filter(({ id }) => ids.has(id));
      expect(ours.map(({ id }) => id).sort()).toEqual([held[1]?.id, held[2]?.id].sort());
      for (const record of ours) {
        expect(record).toMatchObject({ owner: heir, epoch: 5 });
        expect(await store.agentById(record.id)).toEqual(record);
      }
      expect(await leases.inherit(heir, ALL)).toEqual([]);
    });

    it("hands over no more at once than was asked for", async () => {
      const { store, leases } = opened();
      const owner = hub();
      const writes = [1, 2, 3].map(
        () => ({ kind: "add-agent", agent: sampleAgent({ owner }) }) as const,
      );
      await store.commit({ writes });
      const heir = hub();
      const first = await leases.inherit(heir, 2);
      expect(first).toHaveLength(2);
      expect((await leases.inherit(heir, ALL)).length).toBeGreaterThanOrEqual(1);
    });
  });
}
