// Runs programs that Markdown shows: those that end by themselves, servers and agents.
import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../launch/free-port.mjs";

const EXAMPLE_LIMIT_MS = 60_000;
/** OpAMP's own port, which examples name and a test cannot rely on. */
const PORT = /\b4320\b/g;
const EXAMPLE = /(?:\bin (\d+) lines:\n\n)?^```js(.*)\n([\s\S]*?)^```$/gim;

/**
 * Every fenced `js` block of a page, with the words behind `js`: none for a program that ends by itself, `server` for one
 * that listens, `agent` for one that connects. Throws where the line above a block says "in N lines" and it has others,
 * blank ones aside.
 */
export function examplesOf(page) {
  return [...page.matchAll(EXAMPLE)].map(([, stated, words, code]) => {
    const lines = code.split("\n").filter((line) => line.trim() !== "").length;
    if (stated !== undefined && Number(stated) !== lines)
      throw new Error(`a program "in ${stated} lines" has ${lines}:\n${code}`);
    return { kind: words.trim().split(" ")[0] ?? "", words: words.trim().split(" "), code };
  });
}

/** Runs an example in a folder where its packages are installed. Throws with its output where it does not do its work. */
export async function runExample({ kind, words, code }, { home, name, node = process.execPath }) {
  const port = await freePort();
  const file = join(home, `${name}.mjs`);
  writeFileSync(file, code.replaceAll(PORT, String(port)));
  if (kind === "server") return serves(node, file, port, words, home);
  if (kind === "agent") return connects(node, file, port, home);
  try {
    execFileSync(node, [file], { cwd: home, stdio: "pipe", timeout: EXAMPLE_LIMIT_MS });
  } catch (error) {
    throw new Error(`${name} fails\n${error.stdout}\n${error.stderr}`, { cause: error });
  }
}

/**
 * Starts a server and lets an agent report to it by every transport that it has: `websocket` has no other. With `offers`
 * the agent stays until it was offered everything and had an answer to a custom message.
 */
async function serves(node, file, port, words, home) {
  const server = start(node, file, home);
  try {
    for (const scheme of words.includes("websocket") ? ["ws"] : ["ws", "http"]) {
      const args = [`${scheme}://127.0.0.1:${port}/v1/opamp`, ...words];
      await ends(node, AGENT, args, home, server);
    }
  } finally {
    server.child.kill("SIGKILL");
  }
}

/** Starts an agent beside a server that ends when it has a description from it. */
async function connects(node, file, port, home) {
  const server = start(node, program(home, "server", SERVER), home, [String(port)]);
  const agent = start(node, file, home);
  try {
    await ended(server, agent);
  } finally {
    agent.child.kill("SIGKILL");
    server.child.kill("SIGKILL");
  }
}

async function ends(node, code, args, home, beside) {
  const agent = start(node, program(home, "agent", code), home, args);
  try {
    await ended(agent, beside);
  } finally {
    agent.child.kill("SIGKILL");
  }
}

function program(home, role, code) {
  const file = join(home, `peer-${role}.mjs`);
  writeFileSync(file, code);
  return file;
}

function start(node, file, cwd, args = []) {
  const child = spawn(node, [file, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const running = { child, output: "", file };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (running.output += text));
  return running;
}

/** Resolves when the first has ended well; the other one must live until then. */
function ended(first, other) {
  return new Promise((resolve, reject) => {
    const fail = (what) =>
      reject(new Error(`${what}\n${first.file}: ${first.output}\n${other.file}: ${other.output}`));
    const timer = setTimeout(() => fail("not in time"), EXAMPLE_LIMIT_MS);
    const died = () => fail("ended too early");
    other.child.once("exit", died);
    first.child.once("exit", (code) => {
      clearTimeout(timer);
      other.child.off("exit", died);
      if (code === 0) resolve();
      else fail(`ended with ${code}`);
    });
  });
}

/** Reports until it is answered and has what it came for, then leaves. */
const AGENT = `
import {
  agentCapabilities, AgentDescriptionSchema, create, CustomCapabilitiesSchema, CustomMessageSchema, RemoteConfigStatusSchema,
} from "@fleethub/opamp";
import { connectAgent } from "@fleethub/opamp/node";
const [, , endpoint, ...words] = process.argv;
const capability = "com.example.echo/1";
const missing = new Set(words.includes("offers") ? ["metrics", "packages", "echo"] : []);
const agent = connectAgent({
  endpoint,
  capabilities: agentCapabilities(
    "ReportsStatus", "AcceptsRemoteConfig", "ReportsRemoteConfig", "ReportsHeartbeat", "ReportsOwnMetrics", "AcceptsPackages",
  ),
  description: create(AgentDescriptionSchema),
  state: {
    remoteConfigStatus: create(RemoteConfigStatusSchema),
    customCapabilities: create(CustomCapabilitiesSchema, { capabilities: [capability] }),
  },
  heartbeatIntervalMs: 1000,
  backoff: { initialMs: 50, maxMs: 200 },
  callbacks: {
    onRemoteConfig: (offer, status) => status.applied(),
    onOwnTelemetry: ({ metrics }) => void (metrics && missing.delete("metrics")),
    onPackages: () => void missing.delete("packages"),
    onCustomMessage: ({ data }) => void (String.fromCharCode(...data) === "hello" && missing.delete("echo")),
  },
});
agent.sendCustomMessage(create(CustomMessageSchema, { capability, type: "echo", data: Buffer.from("hello") }));
while (agent.messagesSent < 3 || missing.size > 0) await new Promise((resolve) => setTimeout(resolve, 20));
await agent.stop();
`;

/** Ends when an agent has described itself. */
const SERVER = `
import { createServer } from "node:http";
import { serverCapabilities } from "@fleethub/opamp";
import { attachOpamp } from "@fleethub/opamp/node";
import { admitEveryone } from "@fleethub/opamp/server";
const http = createServer();
attachOpamp(http, {
  admit: admitEveryone,
  capabilities: serverCapabilities(),
  handler: { onReport: (report) => void (report.has("agentDescription") && setImmediate(process.exit, 0)) },
});
http.listen(Number(process.argv[2]), "localhost");
`;
