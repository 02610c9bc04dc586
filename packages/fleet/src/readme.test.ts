import { readFileSync } from "node:fs";
import { newAgent, projectionOf, reduceAgent } from "@fleethub/fleet";
import { explain, parseQuery } from "@fleethub/fleet/query";
import { agentCapabilities } from "@fleethub/opamp";
import { expect, test } from "vitest";

test("the first example of the README decides what to do about an agent", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const lines: string[] = [];
  const tell = (said: unknown) => (typeof said === "string" ? said : JSON.stringify(said));
  const names = {
    newAgent,
    projectionOf,
    reduceAgent,
    explain,
    parseQuery,
    agentCapabilities,
    console: { log: (...said: unknown[]) => lines.push(said.map(tell).join(" ")) },
  };
  const body = example.replaceAll(/^import .*\n/gm, "");
  new Function(...Object.keys(names), body)(...Object.values(names));
  expect(lines).toEqual([
    "Seen for the first time",
    'reply {"fullState":true}',
    "Offered edge revision 3",
    'reply {"offer":{"hash":"c0ffee","attempt":1}}',
    "offered",
    "agents whose operating system is “linux”, and whose label env is not “prod”",
  ]);
});
