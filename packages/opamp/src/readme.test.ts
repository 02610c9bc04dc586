import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import * as opamp from "@fleethub/opamp";
import { HTTP_SERVER_OPTIONS, attachOpamp, connectAgent } from "@fleethub/opamp/node";
import { admitEveryone } from "@fleethub/opamp/server";
import { expect, test } from "vitest";
import { DEFAULT_SERVER_LIMITS } from "./server/index.js";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
const blocks = [...readme.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code);

const lines: string[] = [];
const console = { log: (line: string) => lines.push(line) };

function portOf(http: ReturnType<typeof createServer>): number {
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function example() {
  // The server.
  const http = createServer(HTTP_SERVER_OPTIONS);
  const attached = attachOpamp(http, {
    admit: admitEveryone,
    capabilities: opamp.serverCapabilities("AcceptsEffectiveConfig"),
    handler: {
      onReport(report, { transport }) {
        console.log(`${report.instanceUid} over ${transport} sent ${report.parts().join(", ")}`);
        return undefined; // a plain acknowledgement
      },
    },
  });
  http.on("request", (request, response) => {
    if (!attached.handleRequest(request, response)) response.writeHead(404).end();
  });
  await once(http.listen(0), "listening"); // 0 is any free port; OpAMP's own is 4320

  // The agent.
  const agent = connectAgent({
    endpoint: `ws://localhost:${portOf(http)}${opamp.OPAMP_PATH}`,
    capabilities: opamp.agentCapabilities("ReportsStatus"),
    description: opamp.create(opamp.AgentDescriptionSchema, {
      identifyingAttributes: opamp.makeAttributes([["service.name", "my-agent"]]),
    }),
    callbacks: { onConnect: () => setImmediate(leave) },
  });
  async function leave() {
    await agent.stop(); // says farewell
    http.close();
  }
  // end of example
  await once(http, "close");
}

test("the first example of the README runs a server and an agent", async () => {
  await example();
  expect(lines.map((line) => line.slice(36))).toEqual([
    " over websocket sent agentDescription",
    " over websocket sent agentDisconnect",
  ]);
  for (const line of lines) expect(readme).toContain(line.slice(36));
});

test("the README shows the code that was just run", () => {
  const own = readFileSync(join(import.meta.dirname, "readme.test.ts"), "utf8");
  const body = own.slice(own.indexOf("  // The server."), own.indexOf("  // end of example"));
  const shown = body.replaceAll(/^ {2}/gm, "").replace("portOf(http)", "http.address().port");
  expect(blocks[0]).toContain(shown);
  const imports = own.match(/^import .*(?:@fleethub|node:http|node:events).*$/gm) ?? [];
  for (const line of imports) expect(blocks[0]).toContain(line);
});

test("the second example says what it prints", () => {
  const hex = /from\("([0-9a-f]+)", "hex"\)/.exec(blocks[1] ?? "")?.[1] ?? "";
  const report = opamp.scanAgentToServer(Buffer.from(hex, "hex"));
  if (!report.ok) throw new Error(report.problem.message);
  const health = report.value.decode("health");
  expect(health.ok && health.value?.lastError).toBe("x");
  expect(report.value.has("effectiveConfig")).toBe(false);
});

/** How a page may write a limit. */
function written(limit: number): string[] {
  const units = { " MiB": 1024 * 1024, " s": 1000, " min": 60_000 };
  const whole = Object.entries(units).filter(([, size]) => limit % size === 0);
  return [
    limit.toLocaleString("en-US"),
    ...whole.map(([unit, size]) => `${(limit / size).toLocaleString("en-US")}${unit}`),
  ];
}

test("the README names every limit with its default", () => {
  const rows = readme.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  for (const [name, limit] of Object.entries(DEFAULT_SERVER_LIMITS)) {
    const [, names = "", defaults = ""] = rows.find((row) => row[1]?.includes(`\`${name}\``)) ?? [];
    const stated = defaults.replace(" each", "").split(/, (?=\d)/);
    const place = [...names.matchAll(/`(\w+)`/g)].findIndex(([, word]) => word === name);
    expect(written(limit), name).toContain(stated[place] ?? stated[0]);
  }
});

test.each([
  ["agent/callbacks.ts", "AgentCallbacks"],
  ["server/handler.ts", "OpampHandler"],
])("the page on embedding says of every member of %s when it is called", (file, name) => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/embedding.md"), "utf8");
  const source = readFileSync(join(import.meta.dirname, file), "utf8");
  const body = source.slice(source.indexOf(`export interface ${name}`)).split("\n}\n")[0] ?? "";
  const members = [...body.matchAll(/^ {2}(\w+)\??\(/gm)].map(([, member = ""]) => member);
  expect(members.length).toBeGreaterThan(5);
  const told = page.split("\n").map((line) => line.split("|")[1] ?? "");
  expect(members.filter((member) => !told.join().includes(`\`${member}\``))).toEqual([]);
});
