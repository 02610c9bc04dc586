// The messages of the bench, in the sizes that real agents send, written to a file that generator and servers read.
import { writeFileSync } from "node:fs";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { AGENT_CAPABILITY, AgentToServerSchema, agentCapabilities } from "@fleethub/opamp";
import { componentsPart, descriptionPart, effectivePart, healthPart } from "./messages.mjs";
import { effectiveYaml, offeredYaml } from "./configs.mjs";

/** Stand in the template where each agent puts its own value; none occurs elsewhere. */
export const PLACEHOLDERS = {
  uid: "0f0f0f0f-1e1e-7d2d-8c3c-4b4b4b4b4b4b",
  ppid: "71357",
  port: "38635",
  host: "54321",
  now: 0x1122334455667788n,
};

const CAPABILITIES = agentCapabilities(
  "ReportsStatus",
  "AcceptsRemoteConfig",
  "ReportsEffectiveConfig",
  "ReportsHealth",
  "ReportsRemoteConfig",
  "ReportsHeartbeat",
  "ReportsAvailableComponents",
);

/** JSON has no whole numbers of 64 bits; these are far smaller. */
const inJson = (bits) => Number(bits);

/** Writes the fixtures; gives back the sizes in bytes of what is in a full report. */
export function writeFixtures(path) {
  const parts = {
    agentDescription: descriptionPart(PLACEHOLDERS),
    health: healthPart(PLACEHOLDERS),
    effectiveConfig: effectivePart(effectiveYaml(PLACEHOLDERS)),
    availableComponents: componentsPart(),
  };
  const sizeOf = (part) => toBinary(AgentToServerSchema, create(AgentToServerSchema, part)).length;
  const tail = toBinary(AgentToServerSchema, create(AgentToServerSchema, parts));
  const fixtures = {
    capabilities: inJson(CAPABILITIES),
    probeCapabilities: inJson(CAPABILITIES & ~AGENT_CAPABILITY.AcceptsRemoteConfig),
    reportTail: Buffer.from(tail).toString("base64"),
    patches: patchesOf(Buffer.from(tail)),
    offer: Buffer.from(offeredYaml()).toString("base64"),
  };
  writeFileSync(path, JSON.stringify(fixtures));
  const sizes = Object.entries(parts).map(([name, part]) => [name, sizeOf({ [name]: part })]);
  return { ...Object.fromEntries(sizes), offer: offeredYaml().length };
}

function patchesOf(tail) {
  const now = Buffer.alloc(8);
  now.writeBigUInt64LE(PLACEHOLDERS.now);
  const { uid, ppid, port, host } = PLACEHOLDERS;
  return Object.entries({ uid, ppid, port, host, now }).flatMap(([kind, value]) => {
    const patches = [];
    for (let at = tail.indexOf(value); at >= 0; at = tail.indexOf(value, at + 1))
      patches.push({ offset: at, kind });
    if (patches.length === 0) throw new Error(`The report has no place for ${kind}.`);
    return patches;
  });
}

/**
 * Throws where a message of the generator is not what protobuf-es writes for it. Fields may stand in any order,
 * and the generator puts the capabilities first; so equal is the message, and its bytes after the head.
 */
export function checkSamples(samples) {
  for (const [name, base64] of Object.entries(samples)) {
    const bytes = Buffer.from(base64, "base64");
    const message = fromBinary(AgentToServerSchema, bytes.subarray(1));
    const again = Buffer.from(toBinary(AgentToServerSchema, message));
    const same =
      again.length === bytes.length - 1 && sorted(again).equals(sorted(bytes.subarray(1)));
    if (!same || bytes[0] !== 0 || message.$unknown?.length > 0)
      throw new Error(`The generator's ${name} does not survive protobuf-es.`);
  }
}

const sorted = (bytes) => Buffer.from(bytes).sort();
