import { expect, test } from "vitest";
import { agentCapabilities } from "../capabilities.js";
import { create, EffectiveConfigSchema } from "../messages.js";
import { bytes, setUp } from "../testing/agent-set-up.js";
import { settle } from "../testing/settle.js";

const wrong = () => {
  throw new Error("a bug");
};

test("what a callback throws or rejects with is told, and the agent goes on", async () => {
  const { server, seen } = setUp({
    callbacks: {
      onConnect: wrong,
      onRestart: wrong,
      onDisconnect: wrong,
      onCustomMessage: async () => wrong(),
    },
  });
  server.open();
  server.push({ command: {} });
  server.push({ customMessage: { capability: "io.example.ping", type: "a" }, flags: 1n });
  await settle();
  expect(server.reports).toHaveLength(2);
  server.drop();
  expect(seen.problems).toEqual(Array.from({ length: 4 }, () => "callback-failed"));
});

test("an effective config that cannot be told is left out of the report", () => {
  const { server, seen } = setUp({ callbacks: { effectiveConfig: wrong } });
  server.open();
  expect(server.last.effectiveConfig).toBeUndefined();
  expect(server.last.agentDescription).toBeDefined();
  expect(seen.problems).toEqual(["callback-failed"]);
});

test("with a digest an unchanged effective config is not sent again, unless asked for", () => {
  let body = bytes("a: 1");
  const { agent, server } = setUp({
    digest: (data) => data,
    callbacks: {
      effectiveConfig: () =>
        create(EffectiveConfigSchema, { configMap: { configMap: { "": { body } } } }),
    },
  });
  server.open();
  agent.report({ effectiveConfig: true });
  expect(server.reports).toHaveLength(1);
  body = bytes("a: 2");
  agent.report({ effectiveConfig: true });
  expect(server.last.effectiveConfig).toBeDefined();
  server.push({ flags: 1n });
  expect(server.reports).toHaveLength(3);
  expect(server.last.effectiveConfig).toBeDefined();
});

test("P-12 no certificate is asked of a server that has said it issues none", () => {
  const { agent, server } = setUp({ capabilities: agentCapabilities("ReportsStatus") });
  server.open();
  expect(agent.requestCertificate(bytes("csr"))).toBe(true);
  expect(server.last.connectionSettingsRequest).toBeDefined();
  server.push({ capabilities: 1n });
  expect(agent.serverCapabilities).toBe(1n);
  expect(agent.requestCertificate(bytes("csr"))).toBe(false);
  server.push({ capabilities: 0x41n });
  expect(agent.requestCertificate(bytes("csr"))).toBe(true);
});
