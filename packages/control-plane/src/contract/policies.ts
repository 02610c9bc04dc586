import { describe, expect, it } from "vitest";
import {
  sampleConfiguration,
  sampleDigest,
  sampleId,
  sampleName,
  samplePolicy,
  sampleRule,
  SAMPLE_NOW,
} from "./samples.js";
import type { Opened } from "./storage-under-test.js";

export function policiesContract(opened: Opened): void {
  const added = async (over: Parameters<typeof samplePolicy>[0] = {}) => {
    const policy = samplePolicy(over);
    await opened().store.commit({ writes: [{ kind: "add-policy", policy }] });
    return policy;
  };
  const refusal = (write: string, id: string, reason: string) => ({
    kind: "conflict",
    write,
    id,
    reason,
  });

  describe("policies", () => {
    it("are kept as they were written, and their name is theirs alone", async () => {
      const { store, policies } = opened();
      const rule = {
        kind: "path-passes",
        signals: ["traces"],
        to: { not: ["é\u0000", ""] },
        more: [1, 0.5, null, true, { a: [] }],
      };
      const exception = {
        id: sampleId(),
        query: "label.env:dev",
        reason: "until the mask is out",
        until: SAMPLE_NOW + 1,
        createdAt: SAMPLE_NOW,
        createdBy: "ada",
      };
      const policy = await added({
        rule,
        description: "why\n",
        scope: "os:linux -label.env:*",
        severity: "warn",
        enabled: false,
        exceptions: [exception],
      });
      expect(await policies.get(policy.name)).toEqual(policy);
      expect(await policies.get(sampleName())).toBeNull();
      const again = samplePolicy({ name: policy.name });
      expect(await store.commit({ writes: [{ kind: "add-policy", policy: again }] })).toEqual(
        refusal("add-policy", policy.name, "exists"),
      );
    });

    it("are listed by name", async () => {
      const names = [(await added()).name, (await added()).name, (await added()).name];
      const all = (await opened().policies.list()).map(({ name }) => name);
      expect(all).toEqual([...all].sort());
      expect(all).toEqual(expect.arrayContaining(names));
    });

    it("change on the version that was read; who made them stays", async () => {
      const { store, policies } = opened();
      const before = await added();
      const next = samplePolicy({
        name: before.name,
        title: "another",
        severity: "warn",
        createdBy: "somebody",
        createdAt: 1,
        changedAt: SAMPLE_NOW + 5,
        version: 99,
      });
      const write = { kind: "set-policy", expect: 1, policy: next } as const;
      expect((await store.commit({ writes: [write] })).kind).toBe("committed");
      const { createdAt, createdBy } = before;
      expect(await policies.get(before.name)).toEqual({
        ...next,
        createdAt,
        createdBy,
        version: 2,
      });
      expect(await store.commit({ writes: [write] })).toEqual(
        refusal("set-policy", before.name, "version"),
      );
      const missing = samplePolicy();
      expect(await store.commit({ writes: [{ ...write, policy: missing }] })).toEqual(
        refusal("set-policy", missing.name, "missing"),
      );
    });

    it("are removed on the version that was read, with their days", async () => {
      const { store, policies } = opened();
      const { name } = await added();
      const day = { kind: "set-compliance", policy: name, day: "2026-11-23" } as const;
      await store.commit({ writes: [{ ...day, judged: 2, kept: 1 }] });
      const remove = { kind: "remove-policy", name } as const;
      expect(await store.commit({ writes: [{ ...remove, expect: 2 }] })).toEqual(
        refusal("remove-policy", name, "version"),
      );
      expect((await store.commit({ writes: [{ ...remove, expect: 1 }] })).kind).toBe("committed");
      expect(await policies.get(name)).toBeNull();
      expect(await policies.compliance(name, "")).toEqual([]);
      expect(await store.commit({ writes: [{ ...remove, expect: 1 }] })).toEqual(
        refusal("remove-policy", name, "missing"),
      );
      await added({ name });
      expect(await policies.compliance(name, "")).toEqual([]);
    });

    it("stand in the change log; verdicts and days do not", async () => {
      const { store, feed } = opened();
      const after = await feed.latest();
      const policy = await added();
      const { name } = policy;
      await store.commit({ writes: [{ kind: "set-policy", expect: 1, policy }] });
      const verdicts = [
        { rule: policy.digest, body: sampleDigest(), verdict: { verdict: "kept" } },
      ] as const;
      await store.commit({
        writes: [
          { kind: "add-verdicts", verdicts },
          { kind: "set-compliance", policy: name, day: "2026-11-23", judged: 1, kept: 1 },
        ],
      });
      await store.commit({ writes: [{ kind: "remove-policy", name, expect: 2 }] });
      const changes = (await feed.read(after, 10)) ?? [];
      expect(changes.map(({ kind, id, version }) => [kind, id, version])).toEqual([
        ["policy.changed", name, 1],
        ["policy.changed", name, 2],
        ["policy.removed", name, 2],
      ]);
    });

    it("land whole with the rest of a change set, or not at all", async () => {
      const { store, policies, feed } = opened();
      const kept = await added();
      const fresh = samplePolicy();
      const body = sampleDigest();
      const day = { policy: kept.name, day: "2026-11-23", judged: 1, kept: 1 };
      const { name } = sampleConfiguration();
      const after = await feed.latest();
      const result = await store.commit({
        writes: [
          { kind: "add-policy", policy: fresh },
          { kind: "set-policy", expect: 1, policy: { ...kept, title: "lost" } },
          {
            kind: "add-verdicts",
            verdicts: [{ rule: kept.digest, body, verdict: { verdict: "broken" } }],
          },
          { kind: "set-compliance", ...day },
          { kind: "set-configuration", name, expect: 1 },
        ],
      });
      expect(result).toMatchObject({ kind: "conflict", write: "set-configuration" });
      expect(await policies.get(fresh.name)).toBeNull();
      expect(await policies.get(kept.name)).toEqual(kept);
      expect(await policies.verdicts(kept.digest, [body])).toEqual([]);
      expect(await policies.compliance(kept.name, "")).toEqual([]);
      expect(await feed.latest()).toBe(after);
    });
  });

  describe("verdicts", () => {
    it("are kept once by rule and body, evidence included", async () => {
      const { store, policies } = opened();
      const [rule, other] = [sampleRule(), sampleRule()];
      const [first, second, unknown] = [sampleDigest(), sampleDigest(), sampleDigest()];
      const verdict = { verdict: "broken", evidence: [{ path: ["otlp"], line: 3 }] } as const;
      await store.commit({
        writes: [
          { kind: "add-verdicts", verdicts: [] },
          {
            kind: "add-verdicts",
            verdicts: [
              { rule, body: first, verdict },
              { rule, body: first, verdict: { verdict: "kept" } },
              { rule: other, body: first, verdict: { verdict: "cannot-tell" } },
            ],
          },
          { kind: "add-verdicts", verdicts: [{ rule, body: second, verdict }] },
        ],
      });
      await store.commit({
        writes: [
          {
            kind: "add-verdicts",
            verdicts: [{ rule, body: second, verdict: { verdict: "kept" } }],
          },
        ],
      });
      const found = await policies.verdicts(rule, [second, unknown, first, first]);
      expect([...found].sort((a, b) => (a.body < b.body ? -1 : 1))).toEqual([
        { rule, body: first, verdict },
        { rule, body: second, verdict },
      ]);
      expect(await policies.verdicts(other, [first])).toEqual([
        { rule: other, body: first, verdict: { verdict: "cannot-tell" } },
      ]);
      expect(await policies.verdicts(rule, [])).toEqual([]);
    });
  });

  describe("compliance", () => {
    it("keeps a day's last values and its worst, oldest day first", async () => {
      const { store, policies } = opened();
      const { name: policy } = await added();
      const say = (day: string, judged: number, kept: number) =>
        store.commit({ writes: [{ kind: "set-compliance", policy, day, judged, kept }] });
      await say("2026-11-23", 10, 10);
      await say("2026-11-23", 11, 7);
      await say("2026-11-23", 12, 9);
      await say("2026-11-22", 3, 0);
      await say("2026-11-20", 1, 1);
      expect(await policies.compliance(policy, "2026-11-21")).toEqual([
        { policy, day: "2026-11-22", judged: 3, kept: 0, worst: 0 },
        { policy, day: "2026-11-23", judged: 12, kept: 9, worst: 7 },
      ]);
      const gone = sampleName();
      const late = { kind: "set-compliance", policy: gone, day: "2026-11-23" } as const;
      const result = await store.commit({ writes: [{ ...late, judged: 1, kept: 1 }] });
      expect(result.kind).toBe("committed");
      expect(await policies.compliance(gone, "")).toEqual([]);
    });
  });
}
