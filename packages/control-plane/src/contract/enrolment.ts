import { NO_ACCESS } from "@fleethub/fleet";
import { describe, expect, it } from "vitest";
import { GIVEN_UIDS_MAX } from "../limits.js";
import type { EnrolmentTokenRecord } from "../model.js";
import { SAMPLE_NOW, sampleAgent, sampleId, sampleName } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

/** A token that lets anybody in, under a name of its own. */
function sampleToken(over: Partial<EnrolmentTokenRecord> = {}): EnrolmentTokenRecord {
  return {
    name: sampleName(),
    keyId: sampleId(),
    secretHash: "ab",
    description: "é\u0000",
    labels: { env: "prod" },
    group: null,
    admission: "admitted",
    expiresAt: null,
    usesMax: null,
    uses: 0,
    lastUsedAt: null,
    lastAddress: null,
    revokedAt: null,
    revokedBy: null,
    reason: null,
    version: 1,
    createdAt: SAMPLE_NOW,
    createdBy: "ada",
    ...over,
  };
}

export function enrolmentContract(opened: Opened): void {
  const added = async (over: Partial<EnrolmentTokenRecord> = {}) => {
    const token = sampleToken(over);
    const done = await opened().store.commit({ writes: [{ kind: "add-enrolment-token", token }] });
    expect(done.kind).toBe("committed");
    return token;
  };
  const use = (name: string, over: { agents?: number; beyond?: boolean; at?: number } = {}) =>
    opened().store.commit({
      writes: [
        {
          kind: "use-enrolment-token",
          name,
          agents: 1,
          beyond: false,
          at: SAMPLE_NOW,
          remoteAddress: "10.0.0.1",
          ...over,
        },
      ],
    });

  describe("enrolment tokens", () => {
    it("are kept as they were written; name and id are theirs alone", async () => {
      const { store, enrolment } = opened();
      const token = await added({
        group: "edge",
        admission: "awaiting-approval",
        expiresAt: SAMPLE_NOW + 1,
        usesMax: 3,
      });
      expect(await enrolment.get(token.name)).toEqual(token);
      expect(await enrolment.list()).toContainEqual(token);
      for (const taken of [
        sampleToken({ name: token.name }),
        sampleToken({ keyId: token.keyId }),
      ]) {
        const writes = [{ kind: "add-enrolment-token", token: taken } as const];
        expect(await store.commit({ writes })).toMatchObject({ reason: "exists" });
      }
    });

    it("are used as often as they may be, by commits that do not know of each other", async () => {
      const { enrolment, feed } = opened();
      const { name } = await added({ usesMax: 3 });
      const before = await feed.latest();
      const results = await Promise.all(Array.from({ length: 6 }, () => use(name)));
      expect(results.filter(({ kind }) => kind === "committed").length).toBe(3);
      expect(results.find(({ kind }) => kind === "conflict")).toEqual({
        kind: "conflict",
        write: "use-enrolment-token",
        id: name,
        reason: "version",
      });
      expect(await use(name, { beyond: true })).toMatchObject({ kind: "committed" });
      expect(await enrolment.get(name)).toMatchObject({ uses: 4, version: 1 });
      expect(await feed.read(before, 10)).toContainEqual(
        expect.objectContaining({ kind: "enrolment.changed", id: name }),
      );
    });

    it("are not used past their time, not in part, and not once they are revoked", async () => {
      const { store, enrolment } = opened();
      const { name } = await added({ usesMax: 5, expiresAt: SAMPLE_NOW + 10 });
      expect(await use(name, { at: SAMPLE_NOW + 10 })).toMatchObject({ kind: "conflict" });
      expect(await use(name, { agents: 6 })).toMatchObject({ kind: "conflict" });
      expect(await use(name, { agents: 2, at: SAMPLE_NOW + 9 })).toMatchObject({
        kind: "committed",
      });
      const revoke = (expected: number) =>
        store.commit({
          writes: [
            {
              kind: "revoke-enrolment-token",
              name,
              expect: expected,
              at: SAMPLE_NOW + 9,
              by: "ada",
              reason: "leaked",
            },
          ],
        });
      expect(await revoke(7)).toMatchObject({ reason: "version" });
      expect(await revoke(1)).toMatchObject({ kind: "committed" });
      expect(await use(name)).toMatchObject({ kind: "conflict" });
      expect(await use(sampleName())).toMatchObject({ reason: "missing" });
      expect(await enrolment.get(name)).toMatchObject({
        uses: 2,
        revokedAt: SAMPLE_NOW + 9,
        revokedBy: "ada",
        reason: "leaked",
        version: 2,
      });
    });

    it("let agents in for longer", async () => {
      const { store, enrolment } = opened();
      const { name } = await added({ expiresAt: SAMPLE_NOW + 10 });
      const renew = (token: string, expected: number) => {
        const renewal = { name: token, expect: expected, expiresAt: SAMPLE_NOW + 20 };
        return store.commit({ writes: [{ kind: "renew-enrolment-token", ...renewal }] });
      };
      expect(await renew(sampleName(), 1)).toMatchObject({ reason: "missing" });
      expect(await renew(name, 7)).toMatchObject({ reason: "version" });
      expect(await renew(name, 1)).toMatchObject({ kind: "committed" });
      expect(await enrolment.get(name)).toMatchObject({ expiresAt: SAMPLE_NOW + 20, version: 2 });
      expect(await use(name, { at: SAMPLE_NOW + 19 })).toMatchObject({ kind: "committed" });
    });

    it("tell when they were used last, and by whom", async () => {
      const { store, enrolment } = opened();
      const { name } = await added();
      const touch = (at: number, remoteAddress: string) =>
        store.commit({ writes: [{ kind: "touch-enrolment-token", name, at, remoteAddress }] });
      await touch(SAMPLE_NOW + 5, "10.0.0.2");
      await touch(SAMPLE_NOW, "10.0.0.3");
      expect(await enrolment.get(name)).toMatchObject({
        lastUsedAt: SAMPLE_NOW + 5,
        lastAddress: "10.0.0.2",
      });
    });

    it("are used in the commit that adds the agent, or the agent is not added", async () => {
      const { store, enrolment, agents } = opened();
      const { name } = await added({ usesMax: 1 });
      const writes = (agent: ReturnType<typeof sampleAgent>) => [
        {
          kind: "use-enrolment-token" as const,
          name,
          agents: 1,
          beyond: false,
          at: SAMPLE_NOW,
          remoteAddress: "",
        },
        { kind: "add-agent" as const, agent },
      ];
      const first = sampleAgent({ enrolment: name });
      const second = sampleAgent({ enrolment: name });
      expect(await store.commit({ writes: writes(first) })).toMatchObject({ kind: "committed" });
      expect(await store.commit({ writes: writes(second) })).toMatchObject({ kind: "conflict" });
      expect(await agents.get(second.instanceUid, { kind: "everything" })).toBeNull();
      expect((await enrolment.counts()).find(({ token }) => token === name)).toEqual({
        token: name,
        agents: 1,
      });
    });
  });

  describe("who knocks", () => {
    it("is told apart by what an agent has and had, and by what a hub gave", async () => {
      const { store, enrolment } = opened();
      const access = { ...NO_ACCESS, comesWith: "bearer" as const, enrolledAt: SAMPLE_NOW };
      const former = sampleId();
      const agent = sampleAgent({ enrolment: "edge", access, formerUids: [former] });
      const [given, kept] = [sampleId(), sampleId()];
      await store.commit({
        writes: [
          { kind: "add-agent", agent },
          { kind: "give-uid", uid: given, id: agent.id, keeps: false },
          { kind: "give-uid", uid: kept, id: agent.id, keeps: true },
          { kind: "give-uid", uid: given, id: agent.id, keeps: true },
          { kind: "give-uid", uid: former, id: agent.id, keeps: false },
        ],
      });
      const { id, admission } = agent;
      const standing = { id, admission, enrolment: "edge", access };
      const uids = [agent.instanceUid, sampleId(), given, former, kept];
      expect(await enrolment.holders(uids)).toEqual([
        { known: standing, given: null },
        { known: null, given: null },
        { known: null, given: { by: standing, keeps: false } },
        { known: standing, given: null },
        { known: null, given: { by: standing, keeps: true } },
      ]);
      const gone = sampleAgent();
      expect(await enrolment.standings([gone.id, id])).toEqual([null, standing]);
      await store.commit({ writes: [{ kind: "forget-agent", id, expect: agent.version }] });
      expect(await enrolment.holders([given])).toEqual([{ known: null, given: null }]);
    });

    it("was given a UID until an agent has it: forgotten, it comes as nobody", async () => {
      const { store, enrolment } = opened();
      const agent = sampleAgent();
      const double = sampleAgent();
      const { id, version, instanceUid: uid } = double;
      const give = { kind: "give-uid", uid, id: agent.id, keeps: false } as const;
      await store.commit({ writes: [{ kind: "add-agent", agent }, give] });
      await store.commit({ writes: [{ kind: "add-agent", agent: double }] });
      await store.commit({ writes: [{ kind: "forget-agent", id, expect: version }] });
      expect(await enrolment.holders([uid])).toEqual([{ known: null, given: null }]);
    });

    it("is given the newest UIDs in the name of one agent, and as many as are kept", async () => {
      const { store, enrolment } = opened();
      const agent = sampleAgent();
      const uids = Array.from({ length: GIVEN_UIDS_MAX + 2 }, () => sampleId()).sort();
      const given = uids.map((uid, at) => {
        return { kind: "give-uid", uid, id: agent.id, keeps: at === 0 } as const;
      });
      await store.commit({ writes: [{ kind: "add-agent", agent }, ...given] });
      const holders = await enrolment.holders(uids);
      expect(holders.flatMap(({ given }, at) => (given === null ? [at] : []))).toEqual([1, 2]);
    });
  });
}
