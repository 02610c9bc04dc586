import type { BodyDigest, DescriptionFact } from "@fleethub/fleet";
import { type AgentDescription, attributeText, readAttributes } from "@fleethub/opamp";
import { cutText } from "./cut-text.js";
import type { SharedFacts } from "./shared-facts.js";

/** Attributes kept per agent; those beyond are left out. */
const ATTRIBUTES_MAX = 256;

/** Characters kept of one attribute. */
const ATTRIBUTE_LENGTH_MAX = 1024;

/**
 * What rows and queries need of an AgentDescription. A key that is in both lists has its identifying value. The
 * name is the host's, since every Collector of a fleet is built under the same service name.
 */
export function readDescription(
  description: AgentDescription,
  digest: BodyDigest,
  shared: SharedFacts,
): DescriptionFact {
  const entries = new Map<string, string>();
  for (const list of [description.identifyingAttributes, description.nonIdentifyingAttributes]) {
    for (const [key, value] of readAttributes(list)) {
      if (entries.has(key) || entries.size >= ATTRIBUTES_MAX) continue;
      const text = cutText(attributeText(value), ATTRIBUTE_LENGTH_MAX);
      entries.set(key, shared.attribute(key, text));
    }
  }
  const of = (key: string) => entries.get(key) ?? "";
  const type = of("service.name");
  const host = of("host.name");
  return {
    digest,
    name: host === "" ? type : host,
    host,
    os: of("os.type"),
    arch: of("host.arch"),
    type,
    version: of("service.version"),
    attributes: Object.fromEntries(entries),
  };
}
