import type { CollectorConfig } from "../parse/config.js";
import { encodeUtf8 } from "../text/utf8.js";
import { canonicalTree } from "./canonical.js";
import { normalForm } from "./normal-form.js";

/** Names how the canonical bytes are made; a change of the rules needs another one. */
const FINGERPRINT_PREFIX = "f1:";

/**
 * The canonical bytes of a configuration's meaning: equal for texts that differ only in comments, key order, quoting
 * style, anchors, merge keys, `a::b` keys, number notation, blanks in ids, empty sections and bodies, or in the units
 * of a duration or size (where the option is known to be one). Order of lists, `${…}` and the types of other values
 * count.
 */
export function canonicalBytes(config: CollectorConfig): Uint8Array {
  return encodeUtf8(canonicalTree(normalForm(config)));
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
