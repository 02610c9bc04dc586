import { createHash } from "node:crypto";
import {
  checkConfig,
  contains,
  fingerprint,
  parseConfig,
  redact,
} from "@fleethub/collector-config";
import type { ConfigJudge } from "@fleethub/control-plane";
import { describeDifference } from "./describe-difference.js";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Judgements by `@fleethub/collector-config`, in the thread that asks. */
export const configJudge: ConfigJudge = {
  async check(content, components) {
    return checkConfig(content, components === null ? {} : { components }).findings;
  },
  async contains(desired, effective) {
    const { verdict, differences, reason } = contains(desired, effective);
    return { verdict, difference: describeDifference(differences[0]) || (reason ?? "") };
  },
  async redact(text) {
    return redact(text).text;
  },
  async fingerprint(content) {
    const { config } = parseConfig(content);
    // What cannot be read means only itself.
    if (config === null) return `text:${sha256(new TextEncoder().encode(content))}`;
    return fingerprint(config, sha256);
  },
};
