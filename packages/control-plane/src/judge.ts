import {
  type ConfigDifference,
  contains,
  difference,
  evaluatePolicy,
  type ExpressionEvaluator,
  fingerprint,
  maskDifference,
  mergeConfig,
  parseConfig,
  type PolicySubject,
  policySubject,
  putSecrets,
  redact,
  renderVariables,
  type Template,
  templateOf,
} from "@fleethub/collector-config";
import { BoundedCache } from "./agents/bounded-cache.js";
import { checkForAgent, checkForAll } from "./check-content.js";
import type { ConfigJudge, Digest } from "./ports.js";

/** Characters of texts that are kept read, to be rendered for many agents in a row. */
const TEMPLATES_LENGTH_MAX = 4 * 1024 * 1024;

/** Characters of texts that are kept read, to be judged by many rules in a row. */
const SUBJECTS_LENGTH_MAX = 1024 * 1024;

/**
 * Judges in this thread. Parsing takes milliseconds for a config of 500 lines: where many agents share a process,
 * put it into a worker behind the same port. Without an evaluator, rules that are expressions cannot be told.
 */
export function createConfigJudge(digest: Digest, expressions?: ExpressionEvaluator): ConfigJudge {
  const templates = new BoundedCache<string, Template>(TEMPLATES_LENGTH_MAX);
  const subjects = new BoundedCache<string, PolicySubject>(SUBJECTS_LENGTH_MAX);
  const subjectOf = (content: string): PolicySubject | string => {
    const known = subjects.get(content);
    if (known !== undefined) return known;
    const { config } = parseConfig(content);
    if (config === null) return content;
    const subject = policySubject(config);
    subjects.set(content, subject, content.length);
    return subject;
  };
  return {
    check: (content, components) =>
      components === null ? checkForAll(content) : checkForAgent(content, components),
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
    merge: async (base, layers) => mergeConfig(base, layers),
    async render(content, declarations, values) {
      const template = templates.get(content) ?? templateOf(content);
      templates.set(content, template, content.length);
      return renderVariables(template, declarations, values);
    },
    putSecrets: async (content, values) => putSecrets(content, values),
    policy: async (rule, content) =>
      evaluatePolicy(rule, subjectOf(content), expressions === undefined ? {} : { expressions }),
  };
}

/** One line, secrets masked. */
function describe(found: ConfigDifference): string {
  const { path, desired, effective, kind } = maskDifference(found);
  const place = path.join(".");
  if (kind === "missing") return `${place} is not there`;
  if (kind === "extra") return `${place} runs, and nobody asked for it`;
  return `${place} is ${effective}, not ${desired}`;
}
