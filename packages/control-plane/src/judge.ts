import {
  checkConfig,
  type ConfigDifference,
  contains,
  difference,
  fingerprint,
  parseConfig,
  redact,
  type ReportedComponents,
} from "@fleethub/collector-config";
import type { ConfigJudge, Digest } from "./ports.js";

/**
 * Judges in this thread. Parsing takes milliseconds for a config of 500 lines: where many agents share a process,
 * put it into a worker behind the same port.
 */
export function createConfigJudge(digest: Digest): ConfigJudge {
  return {
    check: async (content: string, components: ReportedComponents | null) =>
      checkConfig(content, components === null ? {} : { components }).findings,
    async contains(desired, effective) {
      const { verdict, differences, reason } = contains(desired, effective);
      const [first] = differences;
      return { verdict, difference: first === undefined ? (reason ?? "") : describe(first) };
    },
    redact: async (text) => redact(text).text,
    difference: async (before, after) => difference(before, after),
    async fingerprint(content) {
      const { config } = parseConfig(content);
      const encoded = new TextEncoder().encode(content);
      // A text that cannot be read means nothing but itself.
      if (config === null) return `text:${digest.sha256(encoded)}`;
      return fingerprint(config, (bytes: Uint8Array): string => digest.sha256(bytes));
    },
  };
}

/** One line; values go through redaction under the name they stand for. */
function describe({ path, desired, effective, kind }: ConfigDifference): string {
  const place = path.join(".");
  const shown = (value: string | undefined) => {
    const [line = ""] = redact(`${path.at(-1) ?? "value"}: ${value ?? ""}`).text.split("\n");
    return line.slice(line.indexOf(":") + 1).trim();
  };
  if (kind === "missing") return `${place} is not there`;
  if (kind === "extra") return `${place} runs, and nobody asked for it`;
  return `${place} is ${shown(effective)}, not ${shown(desired)}`;
}
