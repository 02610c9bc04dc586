import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../../testing/cli.js";

const elsewhere: IncomingMessage[] = [];
const another = createServer((request, response) => {
  elsewhere.push(request);
  response.end("{}");
});
const hub = createServer((request, response) => {
  request.resume();
  const location = `http://127.0.0.1:${portOf(another)}${request.url ?? ""}`;
  response.writeHead(307, { location }).end();
});
const portOf = (server: typeof hub) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  for (const server of [hub, another]) {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  }
});
afterAll(() => {
  for (const server of [hub, another]) server.close();
});

test.each([
  ["a command with a body", ["people", "add", "bob"]],
  ["an export", ["audit", "export"]],
])(
  "%s goes nowhere but to the hub that was named, and says where it was sent on",
  async (_name, args) => {
    const server = `http://127.0.0.1:${portOf(hub)}`;
    const variables = { FLEETHUB_TOKEN: "fha_marker" };
    const run = await runCli([...args, "--server", server], tmpdir(), "", variables);
    expect([run.code, run.err]).toEqual([
      3,
      expect.stringContaining(`sends on to http://127.0.0.1:${portOf(another)}/api/v1/`),
    ]);
    expect(elsewhere).toEqual([]);
  },
  60_000,
);
