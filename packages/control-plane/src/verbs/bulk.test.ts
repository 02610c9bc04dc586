import { expect, it } from "vitest";
import { sampleAgent } from "../contract/index.js";
import { createMemoryStorage } from "../memory/index.js";
import { GOOD } from "../testing/configs.js";
import { CALL, openHub } from "../testing/open-hub.js";

const AGENTS = 300;

it("pins many agents with one look at the revision, one commit and one audit entry", async () => {
  const memory = createMemoryStorage();
  const reads: string[] = [];
  const noted =
    <A extends readonly unknown[], R>(name: string, read: (...args: A) => R) =>
    (...args: A): R => {
      reads.push(name);
      return read(...args);
    };
  const { configurations } = memory;
  const hub = await openHub({
    storage: {
      ...memory,
      configurations: {
        ...configurations,
        get: noted("get", configurations.get),
        revision: noted("revision", configurations.revision),
      },
    },
  });
  const agents = Array.from({ length: AGENTS }, () => sampleAgent());
  const capabilities = 0xffffn;
  await memory.store.commit({
    writes: agents.map((agent) => ({
      kind: "add-agent",
      agent: { ...agent, report: { ...agent.report, capabilities } },
    })),
  });
  await hub.plane.run("create-configuration", CALL, { name: "edge" });
  await hub.plane.run("create-revision", CALL, { name: "edge", content: GOOD });
  const before = await memory.audit.list({ text: "" }, { limit: 1, cursor: null });
  reads.length = 0;
  const input = { configuration: "edge", revision: 1 };
  const done = await hub.plane.run("bulk", CALL, {
    verb: "pin",
    query: "",
    input,
    expectedAgents: AGENTS,
  });
  expect(done).toMatchObject({ kind: "done", value: { agents: AGENTS, done: AGENTS } });
  expect(reads.sort()).toEqual(["get", "revision"]);
  const after = await memory.audit.list({ text: "" }, { limit: 1, cursor: null });
  expect(after.total).toBe(before.total + 1);
});
