import { readFileSync } from "node:fs";
import { newAgent, projectionOf, reduceAgent } from "@fleethub/fleet";
import { decide } from "@fleethub/fleet/access";
import { explain, parseQuery } from "@fleethub/fleet/query";
import { agentCapabilities } from "@fleethub/opamp";
import { expect, test } from "vitest";

/** What an example of the README prints, given what it imports. */
function printed(place: number, imported: Readonly<Record<string, unknown>>): readonly string[] {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = [...readme.matchAll(/```js\n([\s\S]*?)```/g)][place]?.[1] ?? "";
  const lines: string[] = [];
  const tell = (said: unknown) => (typeof said === "string" ? said : JSON.stringify(said));
  const names = {
    ...imported,
    console: { log: (...said: unknown[]) => lines.push(said.map(tell).join(" ")) },
  };
  const body = example.replaceAll(/^import .*\n/gm, "");
  new Function(...Object.keys(names), body)(...Object.values(names));
  return lines;
}

test("the first example of the README decides what to do about an agent", () => {
  const lines = printed(0, {
    newAgent,
    projectionOf,
    reduceAgent,
    explain,
    parseQuery,
    agentCapabilities,
  });
  expect(lines).toEqual([
    "Seen for the first time",
    'reply {"fullState":true}',
    "Offered edge revision 3",
    'reply {"offer":{"hash":"c0ffee","attempt":1}}',
    "offered",
    "agents whose operating system is “linux”, and whose label env is not “prod”",
  ]);
});

test("the example about access decides who may do what", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const place = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].findIndex(([, code]) =>
    code?.includes("fleet/access"),
  );
  expect(printed(place, { decide })).toEqual([
    "true",
    "You may not change groups there: your role operator reaches label.squad:edge.",
    "administrator",
  ]);
});
