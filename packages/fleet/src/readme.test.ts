import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type AgentId,
  type BodyDigest,
  type ConfigHash,
  newAgent,
  projectionOf,
  reduceAgent,
  type ReportEvent,
} from "@fleethub/fleet";
import { explain, parseQuery } from "@fleethub/fleet/query";
import { agentCapabilities, type InstanceUid } from "@fleethub/opamp";
import { expect, test } from "vitest";

const lines: string[] = [];
const console = { log: (...said: unknown[]) => lines.push(said.map(tell).join(" ")) };

function tell(said: unknown): string {
  return typeof said === "string" ? said : JSON.stringify(said);
}

function example() {
  // example
  const uid = "0192f0a0-b0c0-7d0e-8f00-112233445566" as InstanceUid;
  const fresh = "0192f0a0-b0c0-7d0e-8f00-112233445577" as InstanceUid;
  const hash = "c0ffee" as ConfigHash;
  const agent = newAgent("agent-1" as AgentId, uid, {
    admission: "admitted",
    handBackHash: "1dea" as ConfigHash,
    desired: {
      kind: "revision",
      source: "pin",
      configuration: "edge",
      revision: 3,
      hash,
      forced: false,
    },
  });

  const report: ReportEvent = {
    kind: "report",
    connectionId: "socket-1",
    transport: "websocket",
    instanceUid: uid,
    seq: 0n,
    capabilities: agentCapabilities("ReportsStatus", "AcceptsRemoteConfig", "ReportsRemoteConfig"),
    flags: 0n,
    digest: "digest of the bytes" as BodyDigest,
    remoteConfig: { hash: null, status: "unset", error: "", at: 1_000 },
  };
  let state = agent;
  for (const seq of [0n, 1n]) {
    const now = 1_000 + Number(seq);
    const next = reduceAgent(state, { ...report, seq }, now, fresh);
    state = next.state;
    for (const effect of next.effects) {
      if (effect.kind === "timeline") console.log(effect.entry.summary);
      if (effect.kind === "reply") console.log("reply", effect.content);
    }
  }
  console.log(projectionOf(state, 2_000).sync);

  const { query, problem } = parseQuery("os:linux -label.env:prod");
  console.log(query ? explain(query) : problem.message);
  // end of example
}

test("the first example of the README decides what to do about an agent", () => {
  example();
  expect(lines).toMatchInlineSnapshot(`
    [
      "Seen for the first time",
      "reply {"fullState":true}",
      "Offered edge revision 3",
      "reply {"offer":{"hash":"c0ffee","attempt":1}}",
      "offered",
      "agents whose operating system is “linux”, and whose label env is not “prod”",
    ]
  `);
});

test("the README shows the code that was just run", () => {
  const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");
  const own = read("readme.test.ts");
  const body = own.slice(own.indexOf("// example\n") + 11, own.indexOf("  // end of example"));
  const [, block = ""] = read("../README.md").split(/```(?:ts)?\n/);
  expect(block).toContain(body.replaceAll(/^ {2}/gm, ""));
});
