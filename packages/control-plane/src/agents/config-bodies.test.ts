import type { ConfigHash } from "@fleethub/fleet";
import { expect, it } from "vitest";
import { sampleConfiguration, sampleRevision } from "../contract/index.js";
import { createConfigJudge } from "../judge.js";
import { createMemoryStorage } from "../memory/index.js";
import { NO_HUB_KEY } from "../secrets/hub-key.js";
import { secretSet } from "../secrets/secret-board.js";
import { createSecretValues } from "../secrets/secret-values.js";
import { nodeDigest, SILENT } from "../testing/open-hub.js";
import { createConfigBodies } from "./config-bodies.js";
import { createHashConfig } from "./hash-config.js";
import { createRenderings } from "./renderings.js";

it("a rendering that the store does not have is committed before it is offered", async () => {
  const storage = createMemoryStorage();
  const hashConfig = createHashConfig(new Uint8Array(32), nodeDigest);
  const judge = createConfigJudge(nodeDigest);
  const renderings = createRenderings(judge, hashConfig);
  const handBackHash = "00" as ConfigHash;
  const values = createSecretValues(storage.secrets, NO_HUB_KEY, SILENT);
  const sizeBytesMax = 1024 * 1024;
  const deps = { storage, renderings, judge, values, handBackHash, sizeBytesMax };
  const bodies = createConfigBodies(deps);
  const holder = { labels: {}, enrolment: null, pin: null };
  const agent = { set: secretSet([]), holder };
  const configuration = sampleConfiguration();
  const revision = {
    ...sampleRevision(configuration.name, 1),
    content: "a: ${fleethub:X}\n",
    variables: [{ name: "X", type: "number", default: null } as const],
  };
  await storage.store.commit({
    writes: [
      { kind: "add-configuration", configuration },
      { kind: "add-revision", revision },
    ],
  });
  const { hash } = await renderings.of(revision, { X: 5 }, agent);
  expect(await storage.configurations.rendering(hash)).toBeNull();
  expect(await bodies.load(hash)).toMatchObject({ hash, text: "a: 5\n" });
  expect(await storage.configurations.rendering(hash)).toMatchObject({ content: "a: 5\n" });
  // A text that still takes values is nobody's offer.
  const missing = await renderings.of(revision, {}, agent);
  expect(missing.errors).toMatchObject([{ code: "missing-variable" }]);
  expect(missing.hash).toBe(revision.hash);
  expect(await bodies.load(missing.hash)).toBeNull();
  expect(await bodies.load("ff" as ConfigHash)).toBeNull();
});
