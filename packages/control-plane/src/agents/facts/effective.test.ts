import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { joinVolatile } from "@fleethub/collector-config";
import { create, EffectiveConfigSchema, scanAgentToServer } from "@fleethub/opamp";
import { expect, test } from "vitest";
import { nodeDigest } from "../../testing/open-hub.js";
import { ownValues, type ReadEffective, readEffective } from "./effective.js";
import { SharedFacts } from "./shared-facts.js";

const FRAMES = join(import.meta.dirname, "../../../../opamp/testdata/frames");

interface Reported {
  readonly name: string;
  readonly text: string;
  readonly read: ReadEffective;
}

/** Every effective config that a real agent sent as one text. */
function reported(): Reported[] {
  const shared = new SharedFacts();
  return ["extension", "hand-back", "supervisor"].flatMap((source) =>
    readdirSync(join(FRAMES, source))
      .filter((file) => file.endsWith("-in.bin"))
      .sort()
      .flatMap((file) => {
        const scanned = scanAgentToServer(readFileSync(join(FRAMES, source, file)));
        const decoded = scanned.ok ? scanned.value.decode("effectiveConfig") : scanned;
        if (!decoded.ok) throw new Error(`${file} cannot be read.`);
        const body = decoded.value?.configMap?.configMap[""]?.body;
        if (decoded.value === undefined || body === undefined) return [];
        const read = readEffective(decoded.value, 0, nodeDigest, shared);
        return [{ name: `${source}/${file}`, text: new TextDecoder().decode(body), read }];
      }),
  );
}

/** Such a text of another agent: other process, port and instance UID. */
const elsewhere = (text: string): string =>
  text
    .replace(/^( +ppid): \d+$/m, "$1: 999999")
    .replace(/(ws:\/\/127\.0\.0\.1):\d+\/v1\/opamp/g, "$1:61000/v1/opamp")
    .replace(/^( +instance_uid): .*$/m, "$1: 01990000-0000-7000-8000-000000000000")
    .replace(/^( +service\.instance\.id): .*$/m, "$1: 01990000-0000-7000-8000-000000000000")
    .replace(/^( +host\.name): .*$/m, '$1: "other: # host"');

const readText = (text: string): ReadEffective => {
  const configMap = { configMap: { "": { body: new TextEncoder().encode(text) } } };
  const message = create(EffectiveConfigSchema, { configMap });
  return readEffective(message, 0, nodeDigest, new SharedFacts());
};

test("every effective config that was recorded comes back from its body and the agent's own values", () => {
  const all = reported().filter(({ text }) => text !== "");
  expect(all.length).toBeGreaterThan(20);
  for (const { name, text, read } of all) {
    expect(joinVolatile(read.body?.text ?? "", ownValues(read.volatile)), name).toBe(text);
    expect(ownValues(read.volatile), name).toHaveProperty(["extensions.opamp.ppid"]);
    expect(read.fact.supervised, name).toBe(!name.startsWith("extension/"));
  }
});

test("the same config on another agent is the same body, and any other config another one", () => {
  const texts = new Map<string, string>();
  for (const { text, read } of reported()) {
    if (text === "") continue;
    expect(readText(elsewhere(text)).fact.digest).toBe(read.fact.digest);
    const other = readText(text.replace("service:\n", "service:\n    more: 1\n"));
    expect(other.fact.digest).not.toBe(read.fact.digest);
    const stable = read.body?.text ?? "";
    expect(texts.get(read.fact.digest) ?? stable).toBe(stable);
    texts.set(read.fact.digest, stable);
  }
  expect(texts.size).toBeGreaterThan(3);
});

test("an empty config has no body and no own values", () => {
  const empty = reported().filter(({ text }) => text === "");
  expect(empty.length).toBeGreaterThan(0);
  for (const { read } of empty) expect(read).toMatchObject({ body: null, volatile: "" });
});
