import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { agentCapabilityNames, serverCapabilities } from "@fleethub/opamp";
import { HTTP_SERVER_OPTIONS, attachOpamp } from "@fleethub/opamp/node";
import { admitEveryone } from "@fleethub/opamp/server";
import { expect, test } from "vitest";
import { fromHex, toHex } from "./testing/hex.js";

const lines: string[] = [];
const console = { log: (line: string) => lines.push(line) };

async function example() {
  // example
  const http = createServer(HTTP_SERVER_OPTIONS);
  const opamp = await attachOpamp(http, {
    admit: admitEveryone,
    capabilities: serverCapabilities("AcceptsEffectiveConfig"),
    handler: {
      onReport(report, connection) {
        const can = agentCapabilityNames(report.capabilities).join(", ");
        console.log(`${report.instanceUid} over ${connection.transport}: ${can}`);
        return undefined; // a plain acknowledgement
      },
    },
  });
  http.on("request", (request, response) => {
    if (!opamp.handleRequest(request, response)) response.writeHead(404).end();
  });
  // end of example
  return http;
}

test("the first example of the README serves an agent", async () => {
  const http = await example();
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const response = await fetch(`http://127.0.0.1:${address.port}/v1/opamp`, {
    method: "POST",
    headers: { "content-type": "application/x-protobuf" },
    body: fromHex("0a100192f0a0b0c07d0e8f0011223344556620c550"),
  });
  expect(toHex(new Uint8Array(await response.arrayBuffer()))).toContain("0192f0a0b0c0");
  expect(lines).toEqual([
    "0192f0a0-b0c0-7d0e-8f00-112233445566 over http: ReportsStatus, ReportsEffectiveConfig, " +
      "ReportsOwnMetrics, ReportsHealth, ReportsHeartbeat",
  ]);
  http.closeAllConnections();
  http.close();
});

test("the README shows the code that was just run", () => {
  const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");
  const own = read("readme.test.ts");
  const body = own.slice(own.indexOf("// example\n") + 11, own.indexOf("  // end of example"));
  const [, block = ""] = read("../README.md").split(/```(?:ts)?\n/);
  expect(block).toContain(body.replaceAll(/^ {2}/gm, ""));
  const imports = own.match(/^import .*(?:@fleethub|node:http).*$/gm) ?? [];
  for (const line of imports) expect(block).toContain(line);
});
