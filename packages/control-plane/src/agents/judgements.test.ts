import type { BodyDigest, ConfigHash } from "@fleethub/fleet";
import { expect, it } from "vitest";
import { createConfigJudge } from "../judge.js";
import { createMemoryStorage } from "../memory/index.js";
import { GOOD } from "../testing/configs.js";
import { FakeTime } from "../testing/fake-time.js";
import { nodeDigest } from "../testing/open-hub.js";
import { createBodyKeeper } from "./body-keeper.js";
import { createConfigBodies } from "./config-bodies.js";
import { createCounters } from "./counters.js";
import { createJudgements } from "./judgements.js";
import { createRenderings } from "./renderings.js";
import { CONTROL_PLANE_SETTINGS } from "./settings.js";

const HASH = "1f" as ConfigHash;
const LISTED = "c0".repeat(32) as BodyDigest;
const NOTHING = { receivers: {}, processors: {}, exporters: {}, extensions: {}, connectors: {} };

it("a list of components is read once for all texts, and asked for again while it is not there", async () => {
  const storage = createMemoryStorage();
  const judge = createConfigJudge(nodeDigest);
  let reads = 0;
  const store = {
    ...storage.store,
    body(digest: BodyDigest) {
      reads += 1;
      return storage.store.body(digest);
    },
  };
  const counters = createCounters();
  const handBackHash = "00" as ConfigHash;
  const renderings = createRenderings(judge, () => HASH);
  const judgements = createJudgements({
    judge,
    counters,
    keeper: createBodyKeeper({
      store,
      judge,
      counters,
      clock: new FakeTime(),
      logger: { debug() {}, info() {}, warn() {}, error() {} },
      settings: CONTROL_PLANE_SETTINGS,
    }),
    bodies: createConfigBodies({
      storage,
      renderings,
      judge,
      values: { of: async () => null },
      handBackHash,
      sizeBytesMax: 1_000_000,
    }),
  });
  const ask = (hash = HASH) => judgements.cannotRun(hash, GOOD, LISTED);

  expect(await ask()).toBeNull();
  expect(await ask()).toBeNull();
  expect(reads).toBe(2);

  const body = { digest: LISTED, kind: "components", text: JSON.stringify(NOTHING) } as const;
  await storage.store.commit({ writes: [{ kind: "add-bodies", at: 0, bodies: [body] }] });
  const findings = await ask();
  expect(findings?.length).toBeGreaterThan(0);
  for (let agent = 0; agent < 20; agent += 1) expect(await ask()).toEqual(findings);
  expect(await ask("2f" as ConfigHash)).toEqual(findings);
  expect(reads).toBe(3);
});
