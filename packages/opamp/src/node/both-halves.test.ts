import { expect, onTestFinished, test } from "vitest";
import { AgentDescriptionSchema, create } from "../messages.js";
import { startNodeServer } from "../testing/node-server.js";
import { connectAgent, nodeTransport } from "./index.js";

/** Our server half, with what the agent said in one line per report. */
async function server() {
  const said: string[] = [];
  const started = await startNodeServer({
    handler: {
      onReport(report, { transport }) {
        said.push(`${transport} ${report.sequenceNum} ${report.parts().join(" ")}`.trim());
        return undefined;
      },
    },
  });
  onTestFinished(() => started.stop());
  return { said, http: started.url, ws: started.url.replace("http", "ws") };
}

function connect(endpoint: string) {
  const agent = connectAgent({
    endpoint,
    description: create(AgentDescriptionSchema),
    capabilities: 1n,
  });
  onTestFinished(() => agent.stop());
  return agent;
}

test("an agent changes its transport at one server without leaving it", async () => {
  const { said, http, ws } = await server();
  const agent = connect(ws);
  await expect.poll(() => said).toHaveLength(1);
  expect(await agent.tryTransport(nodeTransport({ endpoint: http }))).toEqual({ ok: true });
  expect(await agent.tryTransport(nodeTransport({ endpoint: ws }))).toEqual({ ok: true });
  await agent.stop();
  expect(said).toEqual([
    "websocket 0 agentDescription",
    "http 1 agentDescription",
    "websocket 2 agentDescription",
    "websocket 3 agentDisconnect",
  ]);
});

test("D-01 an agent that changes its server says farewell to the one it leaves", async () => {
  const [here, there] = [await server(), await server()];
  const agent = connect(here.http);
  await expect.poll(() => here.said).toHaveLength(1);
  expect(await agent.tryTransport(nodeTransport({ endpoint: there.http }))).toEqual({ ok: true });
  await expect.poll(() => here.said.at(-1)).toBe("http 1 agentDisconnect");
  await agent.stop();
  expect(there.said).toEqual(["http 1 agentDescription", "http 2 agentDisconnect"]);
});
