import type { CollectorConfig } from "../parse/config.js";
import type { ConfigNode } from "../parse/tree.js";
import { encodeUtf8 } from "../text/utf8.js";

/** Names how the canonical bytes are made; a change of the rules needs another one. */
export const FINGERPRINT_PREFIX = "f1:";

/**
 * The canonical bytes of a configuration's meaning: equal for texts that differ only in comments, key order, quoting
 * style, anchors, merge keys, `a::b` keys or number notation. Order of lists, `${…}` and the types of values count;
 * no value is read as a duration, since what a text means is the component's affair.
 */
export function canonicalBytes(config: CollectorConfig): Uint8Array {
  const parts: string[] = [];
  write(config.root, parts);
  return encodeUtf8(parts.join(""));
}

/**
 * `f1:` and the digest of the canonical bytes. The digest (SHA-256 as hex, say) is passed in, because platforms
 * differ; where it is asynchronous, so is the answer.
 */
export function fingerprint(config: CollectorConfig, digest: (bytes: Uint8Array) => string): string;
export function fingerprint(
  config: CollectorConfig,
  digest: (bytes: Uint8Array) => Promise<string>,
): Promise<string>;
export function fingerprint(
  config: CollectorConfig,
  digest: (bytes: Uint8Array) => string | Promise<string>,
): string | Promise<string> {
  const made = digest(canonicalBytes(config));
  return typeof made === "string"
    ? FINGERPRINT_PREFIX + made
    : made.then((text) => FINGERPRINT_PREFIX + text);
}

/** Values are tagged and texts quoted, so that no two meanings write the same. */
function write(node: ConfigNode, parts: string[]): void {
  if (node.kind === "map") {
    const keys = [...node.entries.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    parts.push("{");
    for (const key of keys) {
      const value = node.entries.get(key)?.value;
      if (value === undefined) continue;
      parts.push(JSON.stringify(key), ":");
      write(value, parts);
      parts.push(",");
    }
    parts.push("}");
  } else if (node.kind === "list") {
    parts.push("[");
    for (const item of node.items) {
      write(item, parts);
      parts.push(",");
    }
    parts.push("]");
  } else if (node.type === "text") parts.push(JSON.stringify(node.source));
  else if (node.type === "time") parts.push("t", JSON.stringify(node.source));
  else if (node.type === "float")
    parts.push("d", Object.is(node.value, -0) ? "-0" : String(node.value));
  else if (node.type === "int") parts.push("i", String(node.value));
  else parts.push(String(node.value));
}
