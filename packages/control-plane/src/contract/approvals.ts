import { describe, expect, it } from "vitest";
import type { ApprovalOutcome, ApprovalRecord } from "../approval-model.js";
import type { ApprovalFilter } from "../ports.js";
import { sampleApproval, sampleParty, samplePreview } from "./approval-samples.js";
import { drainPages } from "./drain-pages.js";
import { SAMPLE_NOW, sampleName } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

export function approvalsContract(opened: Opened): void {
  const added = async (over: Partial<ApprovalRecord> = {}) => {
    const { store, approvals } = opened();
    const number = (await approvals.lastNumber()) + 1;
    const approval = sampleApproval({ number, ...over });
    const result = await store.commit({ writes: [{ kind: "add-approval", approval }] });
    expect(result.kind).toBe("committed");
    return approval;
  };
  const refusal = (write: string, id: string, reason: string) => ({
    kind: "conflict",
    write,
    id,
    reason,
  });
  const ended = (kind: ApprovalOutcome["kind"]): ApprovalOutcome => ({
    kind,
    by: sampleParty("grace"),
    at: SAMPLE_NOW + 5,
    text: "seen\n\u0000",
    result: { kind: "rollout", id: "r1" },
    acknowledged: null,
  });

  describe("approval requests", () => {
    it("are kept as they were written, by id and by number", async () => {
      const { approvals } = opened();
      const approval = await added({
        message: "why\n\u0000é",
        detail: {
          ...sampleApproval().detail,
          input: { group: "edge", plan: { waves: [{ kind: "count", count: 1 }] } },
          preview: { ...samplePreview(), summary: ["a \u0000 b"] },
        },
      });
      expect(await approvals.get(approval.id)).toEqual(approval);
      expect(await approvals.withNumber(approval.number)).toEqual(approval);
      expect(await approvals.get(sampleName())).toBeNull();
      expect(await approvals.withNumber(999_999)).toBeNull();
      expect(await approvals.lastNumber()).toBe(approval.number);
    });

    it("keep a sealed value until it is dropped, sealed anew meanwhile or not", async () => {
      const { store, approvals, sealed, retention } = opened();
      const bytes = (text: string) => new TextEncoder().encode(text);
      const sealedValue = bytes("sealed");
      const approval = await added({ sealedValue });
      expect(await approvals.get(approval.id)).toEqual(approval);
      const cells = await sealed.cells(null, 10_000);
      const cell = cells.find(({ place }) => place.endsWith(approval.id));
      expect(cell?.sealed).toEqual(sealedValue);
      const { place = "" } = cell ?? {};
      const to = bytes("sealed anew");
      expect(await sealed.replace([{ place, from: sealedValue, to }])).toBe(1);
      const set = (expect: number, over: Partial<ApprovalRecord>) =>
        store.commit({
          writes: [{ kind: "set-approval", expect, approval: { ...approval, ...over } }],
        });
      await set(1, { changedAt: SAMPLE_NOW });
      expect((await approvals.get(approval.id))?.sealedValue).toEqual(to);
      await set(2, { sealedValue: null });
      expect((await approvals.get(approval.id))?.sealedValue).toBeNull();
      const late = await added({ sealedValue });
      await retention.trimApprovals(late.expiresAt - 1, null);
      expect((await approvals.get(late.id))?.sealedValue).toEqual(sealedValue);
      expect(await retention.trimApprovals(late.expiresAt, null)).toBeGreaterThan(0);
      expect(await approvals.get(late.id)).toEqual({ ...late, sealedValue: null });
    });

    it("are dropped once they ended long ago: none that is open, that nobody looked at, nor the last number", async () => {
      const { approvals, retention } = opened();
      const at = SAMPLE_NOW + 10_000_000;
      const expiresAt = at + 1_000;
      const outcome = (kind: ApprovalOutcome["kind"], seen = false, late = 0) => ({
        expiresAt,
        outcome: {
          ...ended(kind),
          at: at + late,
          acknowledged: seen ? { by: sampleParty("grace"), at } : null,
        },
      });
      const dropped = [
        await added(outcome("approved")),
        await added(outcome("break-glass", true)),
        await added({ expiresAt: at }),
      ];
      const kept = [
        await added({ expiresAt }),
        await added(outcome("break-glass")),
        await added(outcome("rejected", false, 1)),
        await added(outcome("withdrawn")),
      ];
      await retention.trimApprovals(at, null);
      expect(await approvals.get(dropped[0]?.id ?? "")).not.toBeNull();
      expect(await retention.trimApprovals(at + 1, at + 1)).toBeGreaterThanOrEqual(dropped.length);
      for (const { id } of dropped) expect(await approvals.get(id)).toBeNull();
      for (const { id } of kept) expect(await approvals.get(id)).not.toBeNull();
      expect(await approvals.lastNumber()).toBe(kept.at(-1)?.number);
    });

    it("have an id and a number of their own", async () => {
      const { store } = opened();
      const { id, number } = await added();
      const again = sampleApproval({ id, number: number + 1 });
      expect(await store.commit({ writes: [{ kind: "add-approval", approval: again }] })).toEqual(
        refusal("add-approval", id, "exists"),
      );
      const taken = sampleApproval({ number });
      expect(await store.commit({ writes: [{ kind: "add-approval", approval: taken }] })).toEqual(
        refusal("add-approval", taken.id, "exists"),
      );
    });

    it("change on the version that was read, so that one answer is the last", async () => {
      const { store, approvals, feed } = opened();
      const before = await added();
      const after = await feed.latest();
      const next = { ...before, outcome: ended("approved"), version: 77 };
      const write = { kind: "set-approval", expect: 1, approval: next } as const;
      expect((await store.commit({ writes: [write] })).kind).toBe("committed");
      expect(await approvals.get(before.id)).toEqual({ ...next, version: 2 });
      expect(await store.commit({ writes: [write] })).toEqual(
        refusal("set-approval", before.id, "version"),
      );
      const missing = sampleApproval();
      expect(await store.commit({ writes: [{ ...write, approval: missing }] })).toEqual(
        refusal("set-approval", missing.id, "missing"),
      );
      expect(await feed.read(after, 10)).toEqual([
        { sequence: after + 1, kind: "approval.changed", id: before.id, version: 2 },
      ]);
    });

    it("are listed newest first, by state as of a moment, without what only their own page shows", async () => {
      const { approvals } = opened();
      const group = sampleName();
      const groups = [sampleName(), group];
      const waiting = await added({ groups });
      const changed = await added({ groups, changedAt: SAMPLE_NOW });
      const rejected = await added({ groups, outcome: ended("rejected") });
      const glass = await added({ groups, outcome: ended("break-glass") });
      const seen = { by: sampleParty("grace"), at: SAMPLE_NOW };
      const looked = await added({
        groups,
        outcome: { ...ended("break-glass"), acknowledged: seen },
      });
      await added();
      const numbers = async (filter: Partial<ApprovalFilter>, now = SAMPLE_NOW) => {
        const found = await drainPages(
          (page) => approvals.list({ group, now, ...filter }, page),
          2,
        );
        return found.map(({ number }) => number);
      };
      const all = [looked, glass, rejected, changed, waiting].map(({ number }) => number);
      expect(await numbers({})).toEqual(all);
      expect(await numbers({ state: "open" })).toEqual([changed.number, waiting.number]);
      expect(await numbers({ state: "waiting" })).toEqual([waiting.number]);
      expect(await numbers({ state: "changed" })).toEqual([changed.number]);
      expect(await numbers({ state: "rejected" })).toEqual([rejected.number]);
      expect(await numbers({ unacknowledged: true })).toEqual([glass.number]);
      const late = waiting.expiresAt;
      expect(await numbers({ state: "open" }, late)).toEqual([]);
      expect(await numbers({ state: "expired" }, late)).toEqual([changed.number, waiting.number]);
      const { items, total } = await approvals.list(
        { group, state: "waiting", now: SAMPLE_NOW },
        { limit: 1, cursor: null },
      );
      const { detail: _, sealedValue: _value, ...summary } = waiting;
      expect({ items, total }).toEqual({ items: [summary], total: 1 });
      const lost = { limit: 5, cursor: "nonsense" };
      expect((await approvals.list({ now: SAMPLE_NOW }, lost)).items).toEqual([]);
    });

    it("are listed for who is limited to some groups: those of these alone, and his own", async () => {
      const { approvals } = opened();
      const [group, other] = [sampleName(), sampleName()];
      const asks = (requestedBy: ApprovalRecord["requestedBy"], ...groups: readonly string[]) =>
        added({ groups, requestedBy });
      const [ada, bob] = [sampleParty(sampleName()), sampleParty(sampleName())];
      const token = { kind: "token", id: sampleName(), name: "ci", person: ada.person } as const;
      const stray = { ...token, id: sampleName(), person: null };
      const within = await asks(bob, group);
      await asks(bob, group, other);
      await asks(bob);
      const own = await asks(ada, other);
      const byToken = await asks(token, other);
      const ofNobody = await asks(stray, other);
      const seenBy = async (party: ApprovalRecord["requestedBy"], ...groups: readonly string[]) =>
        (
          await approvals.list(
            { now: SAMPLE_NOW, visibleTo: { groups, party } },
            { limit: 20, cursor: null },
          )
        ).items.map(({ number }) => number);
      expect(await seenBy(ada, group)).toEqual([byToken.number, own.number, within.number]);
      expect(await seenBy(stray)).toEqual([ofNobody.number]);
      expect(await seenBy(sampleParty(sampleName()))).toEqual([]);
    });
  });
}
