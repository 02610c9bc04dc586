import type { AuditEntry } from "@fleethub/api";
import { describe, expect, it } from "vitest";
import { bulkOf, effectWords, resourceHref, resourceWords, verbWords } from "./audit-words";
import { fieldChanges } from "./field-changes";

const entry = (parts: Partial<AuditEntry>): AuditEntry => ({
  sequence: 1,
  id: "1",
  at: "2026-11-23T01:00:00.000Z",
  actor: { kind: "operator", id: "local", via: "console", requestId: "r" },
  action: "pin",
  resource: { kind: "agent", id: "u" },
  before: null,
  after: null,
  previous: "0".repeat(64),
  hash: "a".repeat(64),
  ...parts,
});

describe("what changed", () => {
  it("names each field by its path, with both values", () => {
    const before = { labels: { env: "prod", team: "a" }, name: "x" };
    const after = { labels: { env: "test", site: "b" }, name: "x" };
    expect(fieldChanges(before, after)).toEqual([
      { field: "labels.env", before: "prod", after: "test" },
      { field: "labels.site", before: null, after: "b" },
      { field: "labels.team", before: "a", after: null },
    ]);
  });

  it("tells a whole that comes or goes by its parts", () => {
    const pin = { kind: "revision", revision: 2 };
    expect(fieldChanges({ pin: null }, { pin }).map(({ field }) => field)).toEqual([
      "pin.kind",
      "pin.revision",
    ]);
    expect(fieldChanges({ pin }, { pin: null })).toContainEqual({
      field: "pin.revision",
      before: "2",
      after: null,
    });
    expect(fieldChanges({ a: "text" }, { a: { b: 1 } })).toEqual([
      { field: "a", before: "text", after: null },
      { field: "a.b", before: null, after: "1" },
    ]);
  });

  it("counts long lists, and finds nothing where nothing differs", () => {
    expect(fieldChanges(null, { agents: ["a", "b", "c", "d", "e"] })[0]?.after).toBe("5 in all");
    expect(fieldChanges({ a: [1] }, { a: [1] })).toEqual([]);
    expect(fieldChanges(null, null)).toEqual([]);
  });
});

describe("words of an entry", () => {
  it("reads an act on many as its verb and how many it reached", () => {
    const bulk = entry({
      action: "bulk",
      resource: { kind: "agents", id: "name:edge*" },
      after: { verb: "restart", agents: ["a", "b"] },
    });
    expect(verbWords(bulk)).toBe("asked for a restart of");
    expect(effectWords(bulk)).toBe("2 agents");
    expect(bulkOf(bulk)?.uids).toEqual(["a", "b"]);
    expect(resourceHref(bulk)).toBe("/agents?q=name%3Aedge*");
    expect(resourceHref({ ...bulk, resource: { kind: "agents", id: "3 by UID" } })).toBeNull();
  });

  it("says where a pin leads", () => {
    const pin = { kind: "revision", configuration: "edge", revision: 3, forced: false };
    expect(effectWords(entry({ before: { pin: null }, after: { pin } }))).toBe("to edge r3");
    expect(effectWords(entry({ before: { pin }, after: { pin: { kind: "local" } } }))).toBe(
      "to its own files",
    );
    expect(effectWords(entry({ action: "unpin", before: { pin }, after: { pin: null } }))).toBe(
      "no pin",
    );
  });

  it("reads acts on policies: the promise, why it was accepted and until when", () => {
    const on = (action: string, before: unknown, after: unknown) =>
      entry({ action, before, after, resource: { kind: "policy", id: "tls" } });
    const policy = { title: "TLS to every exporter", severity: "block" };
    const made = on("create-policy", null, policy);
    expect(`${verbWords(made)}: ${effectWords(made)}`).toBe("put in force: TLS to every exporter");
    expect(resourceHref(made)).toBe("/policies?name=tls");
    expect(effectWords(on("remove-policy", policy, null))).toBe("TLS to every exporter");
    expect(effectWords(on("change-policy", policy, { ...policy, severity: "warn" }))).toBe(
      "severity warn",
    );
    const until = new Date(2026, 11, 1, 12).getTime();
    const exception = { id: "1", query: "name:a", reason: "feed is moved", until };
    expect(effectWords(on("except-policy", null, exception))).toBe(
      "feed is moved, until 1 Dec 2026",
    );
    expect(effectWords(on("lift-exception", exception, null))).toContain("feed is moved");
  });

  it("tells variables from labels, and on how many layers a revision stands", () => {
    const before = { labels: { env: "prod" }, name: null, variables: {} };
    const after = { ...before, variables: { REGION: "eu" } };
    const set = entry({ action: "label", before, after });
    expect(`${verbWords(set)} ${effectWords(set)}`).toBe("changed variables of REGION eu");
    const layers = [{ configuration: "base", revision: 2 }];
    const made = entry({ action: "create-revision", after: { message: "tidy", layers } });
    expect(effectWords(made)).toBe("tidy, on 1 layer");
  });

  it("shortens a hash as elsewhere", () => {
    const returned = entry({ action: "return", after: { hash: "d0d27f93".repeat(8), by: "hub" } });
    expect(effectWords(returned)).toBe("hash d0d2 7f93, 1 more");
  });

  it("links a revision to its page, and reads an unknown verb as it is written", () => {
    const made = entry({ action: "seal-it", resource: { kind: "revision", id: "edge/3" } });
    expect(resourceHref(made)).toBe("/configurations/one?name=edge&rev=3");
    expect(verbWords(made)).toBe("seal it");
  });

  it("calls a rollout by its number, and counts what an outcome counts", () => {
    const resource = { kind: "rollout", id: "01990000-0000-7000-8000-000000000001" };
    const after = { number: 121, title: "gpu r12 to r13" };
    const started = entry({ action: "start-rollout", resource, after, agents: 1904 });
    expect(`${verbWords(started)} ${resourceWords(started)}`).toBe(
      "started rollout 121, gpu r12 to r13",
    );
    expect(effectWords(started)).toBe("1,904 agents");
    expect(resourceHref(started)).toContain("/rollouts/one?id=0199");
    const outcome = { applied: 3, failed: 1, other: 0, waiting: 0, error: "no" };
    expect(effectWords(entry({ action: "not-applied", after: outcome }))).toBe(
      "3 applied, 1 refused",
    );
    expect(effectWords(entry({ action: "refuse-attempts", after: { attempts: 12 } }))).toBe(
      "12 attempts",
    );
  });

  it("calls a request by its number, and leads to its page", () => {
    const resource = { kind: "approval", id: "01990000-0000-7000-8000-000000000002" };
    const after = { number: 2, title: "Release edge r2 to stores", groups: ["stores"] };
    const broken = entry({ action: "break-glass", resource, after });
    expect(`${verbWords(broken)} ${resourceWords(broken)}`).toBe(
      "acted without approval, request 2, Release edge r2 to stores",
    );
    expect(effectWords(broken)).toBe("");
    expect(resourceHref(broken)).toBe(`/approvals/one?id=${resource.id}`);
  });

  it("calls an API token by its name, also once it is revoked", () => {
    const resource = { kind: "api-token", id: "01990000-0000-7000-8000-000000000003" };
    const token = { name: "ada/ci", grants: [] };
    expect(resourceWords(entry({ action: "create-api-token", resource, after: token }))).toBe(
      "ada/ci",
    );
    expect(resourceWords(entry({ action: "revoke-api-token", resource, before: token }))).toBe(
      "ada/ci",
    );
  });

  it("says what an account or a token may do, and from where somebody signed in", () => {
    const grants = [
      { role: "operator", reach: "label.env:prod" },
      { role: "viewer", reach: null },
    ];
    const after = { name: "ada/ci", grants, expiresAt: null };
    const words = "operator within label.env:prod, viewer";
    expect(effectWords(entry({ action: "create-api-token", after }))).toBe(words);
    const person = { displayName: "", grants, disabled: false };
    expect(effectWords(entry({ action: "create-person", after: person }))).toBe(words);
    expect(fieldChanges(null, { grants })).toEqual([
      { field: "grants", before: null, after: words },
    ]);
    const session = { session: "s", provider: null, address: "10.0.0.9", userAgent: "x" };
    expect(effectWords(entry({ action: "sign-in", after: session }))).toBe("from 10.0.0.9");
  });
});
