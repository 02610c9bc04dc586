import { expect, it } from "vitest";
import { sampleAudit } from "../contract/samples.js";
import { createMemoryStorage } from "../memory/index.js";
import type { HubKey } from "../secrets/hub-key.js";
import { FakeTime } from "../testing/fake-time.js";
import { nodeDigest, SILENT } from "../testing/open-hub.js";
import { testSignatures } from "../testing/signatures.js";
import { createAuditDesk } from "./desk.js";

const HELD: HubKey = {
  kind: "held",
  id: "k",
  seal: {
    seal: (_purpose, bytes) => bytes,
    open: (_purpose, bytes) => bytes,
    isUnderOtherKey: () => false,
  },
  derive: () => new Uint8Array(32).fill(3),
};

function openDesk(over: Partial<Parameters<typeof createAuditDesk>[0]> = {}) {
  const [storage, time] = [createMemoryStorage(), new FakeTime()];
  const anchored: string[] = [];
  let ids = 0;
  const desk = createAuditDesk({
    storage,
    hubKey: HELD,
    signatures: testSignatures,
    anchor: { place: "here", write: async (line) => void anchored.push(line) },
    digest: nodeDigest,
    desiredHash: async () => null,
    clock: time,
    schedule: time,
    ids: { uuidv7: () => `01990000-0000-7000-8000-${(ids += 1).toString().padStart(12, "0")}` },
    logger: SILENT,
    ...over,
  });
  const add = () => storage.store.commit({ writes: [{ kind: "add-audit", entry: sampleAudit() }] });
  const rounds = async (count: number) => {
    for (let round = 0; round < count; round += 1) {
      await time.pass(60_000);
      await desk.verify();
    }
  };
  return { storage, time, desk, anchored, add, rounds };
}

it("signs what came, anchors it, and tells how far the chain verifies", async () => {
  const { desk, anchored, add, rounds } = openDesk();
  desk.start();
  await add();
  await rounds(1);
  expect(await desk.chain()).toMatchObject({
    entries: 1,
    first: 1,
    last: 1,
    checkpoint: { number: 1, sequence: 1 },
    unsigned: null,
    anchor: "here",
    verification: { verdict: "intact", signedThrough: 1 },
  });
  expect(anchored).toHaveLength(1);
  await add();
  await desk.stop();
  expect((await desk.chain()).checkpoint).toMatchObject({ number: 2, sequence: 2 });
});

it("without a key it chains and says why nothing is signed", async () => {
  const hubKey: HubKey = { kind: "none", code: "no-hub-key", detail: "Give it a key." };
  const { desk, add } = openDesk({ hubKey });
  await add();
  await desk.stop();
  expect(await desk.chain()).toMatchObject({ checkpoint: null, unsigned: "Give it a key." });
  expect(await desk.verify()).toMatchObject({ verdict: "intact", signedThrough: 0, keyId: null });
});

it("counts refusals into one entry a minute for each address and each known subject", async () => {
  const { desk, storage } = openDesk({ settings: { refusalKeysMax: 2 } });
  const note = (address: string, reason = "unknown-token") =>
    desk.refusals.note({ door: "agents", address, reason });
  for (let knock = 0; knock < 5; knock += 1) note("10.0.0.1");
  note("10.0.0.1", "expired");
  const actor = { kind: "operator", id: "ada", via: "api" } as const;
  desk.refusals.note({ door: "console", address: "10.0.0.2", reason: "not-allowed", actor });
  note("10.0.0.3");
  note("10.0.0.4");
  await desk.stop();
  const { items } = await storage.audit.list({ text: "" }, { limit: 10, cursor: null });
  expect(
    items.map(({ actor: { id }, action, resource, after }) => [id, action, resource.id, after]),
  ).toMatchObject([
    ["hub", "refuse-attempts", "other addresses", { attempts: 2 }],
    ["ada", "refused", "10.0.0.2", { attempts: 1 }],
    [
      "hub",
      "refuse-attempts",
      "10.0.0.1",
      { attempts: 6, reasons: { "unknown-token": 5, expired: 1 } },
    ],
  ]);
});

it("drops what is past its time up to a checkpoint, with an entry that says so, and goes on verifying", async () => {
  const { desk, add, rounds } = openDesk({ settings: { keepMs: 5 * 60_000 } });
  desk.start();
  await add();
  await add();
  await rounds(1);
  await add();
  await rounds(6);
  const chain = await desk.chain();
  expect(chain).toMatchObject({ first: 3, cutThrough: 2, last: 4 });
  expect(await desk.verify()).toMatchObject({ verdict: "intact", first: 3, entries: 2 });
});

it("drops a long past in several rounds, so that none keeps others from committing for long", async () => {
  const all = { checkpointEntries: 1 };
  const { desk: before, storage, time, add, rounds } = openDesk({ settings: all });
  before.start();
  for (let past = 0; past < 3; past += 1) {
    await add();
    await rounds(1);
  }
  await before.stop();
  const settings = { keepMs: 60_000, cutEntries: 1 };
  const { desk } = openDesk({ storage, clock: time, schedule: time, settings });
  desk.start();
  const through: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    await rounds(1);
    through.push((await desk.chain()).cutThrough);
  }
  expect(through).toEqual([1, 2, 3, 3]);
  expect(await desk.verify()).toMatchObject({ verdict: "intact", first: 4 });
});

it("signs what came although what became of acts cannot be told", async () => {
  const { storage, time, ...made } = openDesk();
  const list = async () => {
    throw new Error("Not now.");
  };
  const audit = { ...storage.audit, list };
  const { desk } = openDesk({ storage: { ...storage, audit }, clock: time, schedule: time });
  desk.start();
  await made.add();
  await time.pass(60_000);
  await desk.verify();
  expect((await desk.chain()).checkpoint).toMatchObject({ sequence: 1 });
});
