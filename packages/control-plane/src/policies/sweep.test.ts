import { emptyReport } from "@fleethub/fleet";
import { expect, test } from "vitest";
import { sampleAgent, sampleDigest } from "../contract/samples.js";
import { createMemoryStorage } from "../memory/index.js";
import type { StoredBody } from "../model.js";
import type { Write } from "../ports.js";
import { FakeTime } from "../testing/fake-time.js";
import { CALL, openHub } from "../testing/open-hub.js";

const AGENTS = 5_000;
const CONFIGS = 50;

/** Every second one prints. */
const textOf = (index: number) => `receivers: {nop: {}}
exporters: {${index % 2 === 0 ? "debug" : "nop"}/${index}: {}}
service: {pipelines: {traces: {receivers: [nop], exporters: [${index % 2 === 0 ? "debug" : "nop"}/${index}]}}}
`;

test("a fleet of few configs costs as many evaluations as it has configs", async () => {
  const time = new FakeTime();
  const storage = createMemoryStorage({ clock: time });
  const bodies = Array.from({ length: CONFIGS }, (_, index): StoredBody => {
    return { digest: sampleDigest(), kind: "effective-config", text: textOf(index) };
  });
  const agents = Array.from({ length: AGENTS }, (_, index): Write => {
    const digest = bodies[index % CONFIGS]?.digest ?? sampleDigest();
    const effective = { digest, at: time.now(), empty: false, supervised: false };
    return { kind: "add-agent", agent: sampleAgent({ report: { ...emptyReport, effective } }) };
  });
  await storage.store.commit({
    writes: [{ kind: "add-bodies", at: time.now(), bodies }, ...agents],
  });
  const hub = await openHub({ storage, time });
  await hub.plane.run("create-policy", CALL, {
    name: "nothing-printed",
    title: "Nothing is printed",
    rule: { kind: "component-forbidden", components: ["exporter:debug"] },
  });
  const before = await storage.feed.latest();
  await time.pass(12_000);
  expect(hub.plane.statistics().policyEvaluations).toBe(CONFIGS);
  const policy = await hub.plane.policies.get("nothing-printed");
  if (policy === null) throw new Error("The policy is not there.");
  const { standing, causes } = await hub.plane.policyViews.evaluations(policy, CALL.scope, 1);
  expect(standing).toMatchObject({ agents: AGENTS, kept: AGENTS / 2, broken: AGENTS / 2 });
  expect(causes).toHaveLength(CONFIGS / 2);
  // Only who breaks it was written, each once.
  expect((await storage.feed.latest()) - before).toBe(AGENTS / 2);
  const again = await openHub({ storage, time, hubId: "hub-2" });
  const written = await storage.feed.latest();
  await time.pass(12_000);
  expect(await storage.feed.latest()).toBe(written);
  expect(again.plane.statistics().policyEvaluations).toBe(0);
});
