import type { ConfigHash } from "@fleethub/fleet";
import { describe, expect, it } from "vitest";
import type { Write } from "../ports.js";
import type { SecretRecord, SecretValue } from "../model.js";
import { sampleProvider } from "./account-samples.js";
import {
  SAMPLE_NOW,
  sampleAgent,
  sampleConfiguration,
  sampleHash,
  sampleId,
  sampleName,
  sampleRevision,
} from "./samples.js";
import type { Opened } from "./storage-under-test.js";

const sealed = (text: string) => new TextEncoder().encode(`sealed ${text}`);

function sample(over: Partial<SecretRecord> = {}): SecretRecord {
  return {
    name: sampleName(),
    description: "opens the backend",
    reach: "label.squad:edge",
    value: sampleId(),
    valueChangedAt: SAMPLE_NOW,
    version: 1,
    createdAt: SAMPLE_NOW,
    createdBy: "ada",
    changedAt: SAMPLE_NOW,
    ...over,
  };
}

const valueOf = ({ name, value }: SecretRecord, text = "first"): SecretValue => ({
  id: value,
  secret: name,
  sealed: sealed(text),
  createdAt: SAMPLE_NOW,
});

/** Secrets, their values and what they are sealed with. */
export function secretsContract(opened: Opened): void {
  const commit = (...writes: readonly Write[]) => opened().store.commit({ writes });
  const added = async (over: Partial<SecretRecord> = {}) => {
    const secret = sample(over);
    const result = await commit({ kind: "add-secret", secret, value: valueOf(secret) });
    expect(result.kind).toBe("committed");
    return secret;
  };
  const valuesOf = async (name: string) =>
    (await opened().secrets.values()).filter(({ secret }) => secret === name);

  describe("secrets", () => {
    it("are kept with their first value, and named once", async () => {
      const secret = await added();
      const everyone = await added({ reach: null });
      expect(await opened().secrets.get(secret.name)).toEqual(secret);
      expect(await opened().secrets.get(everyone.name)).toEqual(everyone);
      expect(await opened().secrets.get(sampleName())).toBeNull();
      expect(await valuesOf(secret.name)).toEqual([valueOf(secret)]);
      const again = { ...secret, value: sampleId() };
      expect(await commit({ kind: "add-secret", secret: again, value: valueOf(again) })).toEqual({
        kind: "conflict",
        write: "add-secret",
        id: secret.name,
        reason: "exists",
      });
      expect(await valuesOf(secret.name)).toHaveLength(1);
      const names = (await opened().secrets.list()).map(({ name }) => name);
      expect(names).toEqual([...names].sort());
      expect(names).toEqual(expect.arrayContaining([secret.name, everyone.name]));
    });

    it("change on the version that was read; values before stay", async () => {
      const before = await added();
      const next = { ...before, reach: null, value: sampleId(), createdBy: "somebody", version: 9 };
      const write = { kind: "set-secret", expect: 1, secret: next, value: valueOf(next) } as const;
      expect((await commit(write)).kind).toBe("committed");
      const changed = { ...next, createdBy: before.createdBy, version: 2 };
      expect(await opened().secrets.get(before.name)).toEqual(changed);
      expect((await valuesOf(before.name)).map(({ id }) => id).sort()).toEqual(
        [before.value, next.value].sort(),
      );
      expect(
        await commit({ ...write, value: valueOf({ ...next, value: sampleId() }) }),
      ).toMatchObject({ kind: "conflict", reason: "version" });
      const missing = sample();
      expect(await commit({ kind: "set-secret", expect: 1, secret: missing })).toMatchObject({
        kind: "conflict",
        reason: "missing",
      });
    });

    it("go with all their values, and stand in the change log by name alone", async () => {
      const after = await opened().feed.latest();
      const { name } = await added();
      const remove = { kind: "remove-secret", name } as const;
      expect(await commit({ ...remove, expect: 2 })).toMatchObject({ reason: "version" });
      expect((await commit({ ...remove, expect: 1 })).kind).toBe("committed");
      expect(await commit({ ...remove, expect: 1 })).toMatchObject({ reason: "missing" });
      expect(await opened().secrets.get(name)).toBeNull();
      expect(await valuesOf(name)).toEqual([]);
      const changes = (await opened().feed.read(after, 10)) ?? [];
      expect(changes.map(({ kind, id }) => [kind, id])).toEqual([
        ["secret.changed", name],
        ["secret.removed", name],
      ]);
    });

    it("are named by the hash of what was offered, also where its configuration is gone", async () => {
      const configuration = sampleConfiguration();
      const { name } = configuration;
      const hash = sampleHash();
      const secrets = { level: sampleId() };
      const rendering = { hash, configuration: name, revision: 1, content: "a: 1\n", secrets };
      await commit(
        { kind: "add-configuration", configuration },
        { kind: "add-revision", revision: sampleRevision(name, 1) },
        { kind: "add-rendering", rendering },
      );
      expect(await opened().configurations.rendering(hash)).toEqual(rendering);
      expect(await opened().secrets.namedBy(hash)).toEqual(secrets);
      expect(await opened().secrets.namedBy("ff" as ConfigHash)).toBeNull();
      await commit({ kind: "remove-configuration", name, expect: 2 });
      expect(await opened().secrets.namedBy(hash)).toEqual(secrets);
    });

    it("lose the values that are past their time and that nobody runs with", async () => {
      const first = await added();
      const second = { ...first, value: sampleId() };
      const third = { ...first, value: sampleId() };
      await commit(
        { kind: "set-secret", expect: 1, secret: second, value: valueOf(second) },
        { kind: "set-secret", expect: 2, secret: third, value: valueOf(third) },
      );
      const configuration = sampleConfiguration();
      const hash = sampleHash();
      const rendering = {
        hash,
        configuration: configuration.name,
        revision: 1,
        content: "a: 1\n",
        secrets: { [first.name]: second.value },
      };
      const agent = sampleAgent();
      await commit(
        { kind: "add-configuration", configuration },
        { kind: "add-revision", revision: sampleRevision(configuration.name, 1) },
        { kind: "add-rendering", rendering },
        { kind: "add-agent", agent: { ...agent, outcome: { ...agent.outcome, lastGood: hash } } },
      );
      await opened().retention.trimSecretValues(SAMPLE_NOW);
      expect(await valuesOf(first.name)).toHaveLength(3);
      await opened().retention.trimSecretValues(SAMPLE_NOW + 1);
      expect((await valuesOf(first.name)).map(({ id }) => id).sort()).toEqual(
        [second.value, third.value].sort(),
      );
    });

    it("keep a value for its time from when it was replaced, however old it is", async () => {
      const first = await added();
      const second = { ...first, value: sampleId() };
      const replacedAt = SAMPLE_NOW + 1_000_000;
      const value = { ...valueOf(second), createdAt: replacedAt };
      await commit({ kind: "set-secret", expect: 1, secret: second, value });
      await opened().retention.trimSecretValues(replacedAt);
      expect(await valuesOf(first.name)).toHaveLength(2);
      await opened().retention.trimSecretValues(replacedAt + 1);
      expect((await valuesOf(first.name)).map(({ id }) => id)).toEqual([second.value]);
    });
  });

  describe("what is sealed", () => {
    it("has one root, the first that came", async () => {
      const root = await opened().sealed.root(sealed("one"));
      expect(await opened().sealed.root(sealed("two"))).toEqual(root);
      expect(await opened().sealed.knownRoot()).toEqual(root);
    });

    it("is walked in order of place, and replaced where it is still what was read", async () => {
      const { name } = await added();
      const cells = [];
      for (let after: string | null = null; ; ) {
        const page = await opened().sealed.cells(after, 2);
        cells.push(...page);
        after = page.at(-1)?.place ?? null;
        if (page.length < 2 || after === null) break;
      }
      const places = cells.map(({ place }) => place);
      expect(places).toEqual([...new Set(places)].sort());
      const [value] = await valuesOf(name);
      const cell = cells.find(({ place }) => place.endsWith(value?.id ?? "none"));
      if (cell === undefined) throw new Error("The value is no cell.");
      const { place, sealed: from } = cell;
      expect(await opened().sealed.replace([{ place, from, to: sealed("again") }])).toBe(1);
      expect((await valuesOf(name))[0]?.sealed).toEqual(sealed("again"));
      expect(await opened().sealed.replace([{ place, from, to: sealed("late") }])).toBe(0);
      expect((await valuesOf(name))[0]?.sealed).toEqual(sealed("again"));
    });

    it("holds what providers are asked with too", async () => {
      const { store, providers, sealed: rows } = opened();
      const clientSecret = sealed("client");
      const provider = sampleProvider({ clientSecret });
      await store.commit({ writes: [{ kind: "add-provider", provider }] });
      const cells = await rows.cells(null, 10_000);
      const cell = cells.find(({ place }) => place.endsWith(provider.name));
      if (cell === undefined) throw new Error("The client secret is no cell.");
      const to = sealed("client again");
      expect(await rows.replace([{ place: cell.place, from: clientSecret, to }])).toBe(1);
      expect((await providers.get(provider.name))?.clientSecret).toEqual(to);
    });
  });
}
