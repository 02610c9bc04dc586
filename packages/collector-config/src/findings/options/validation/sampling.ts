import { needed, oneOf } from "./limits.js";
import { regexes } from "./metrics.js";
import type { Problem, Section } from "./section.js";
import { validates } from "./validation.js";
import { encodeUtf8 } from "../../../text/utf8.js";

const SHARED_POLICIES = [
  "always_sample",
  "latency",
  "numeric_attribute",
  "probabilistic",
  "status_code",
  "string_attribute",
  "rate_limiting",
  "bytes_limiting",
  "span_count",
  "trace_state",
  "boolean_attribute",
  "ottl_condition",
  "trace_flags",
];
const POLICIES = [...SHARED_POLICIES, "and", "composite", "drop", "not"];
const STATUS_CODES = ["OK", "ERROR", "UNSET"];

function* tailSampling(body: Section): Generator<Problem> {
  const names = new Set<string>();
  for (const policy of body.items("policies")) {
    const name = policy.text("name", "");
    if (name !== undefined && names.has(name))
      yield policy.problem(
        "name",
        `("${name}") is taken by another policy`,
        "Give each policy a name of its own.",
      );
    if (name !== undefined) names.add(name);
    yield* policyOf(policy, POLICIES);
    for (const group of ["and", "composite", "drop"]) {
      for (const part of policy.at(group).items(`${group}_sub_policy`))
        yield* policyOf(part, POLICIES);
    }
  }
}

function* policyOf(policy: Section, known: readonly string[]): Generator<Problem> {
  if (policy.node?.kind !== "map") return;
  // A type of an extension has its own section, `extension`.
  if (!policy.has("extension")) yield* oneOf(policy, "type", known, { absent: "" });
  if (policy.text("type", "") === "status_code") {
    const status = policy.at("status_code");
    for (const code of status.texts("status_codes") ?? []) {
      if (!STATUS_CODES.includes(code))
        yield status.problem(
          "status_codes",
          `knows no "${code}"`,
          `Use ${STATUS_CODES.join(", ")}, in capitals.`,
        );
    }
  }
}

const SMALLEST_PERCENTAGE = 100 / 2 ** 56;

function* probabilistic(body: Section): Generator<Problem> {
  const percentage = body.number("sampling_percentage");
  if (percentage !== undefined && !Number.isFinite(percentage))
    yield body.problem("sampling_percentage", "is no finite number", "Set it to 0 to 100.");
  else if (percentage !== undefined && percentage < 0)
    yield body.problem("sampling_percentage", "is negative", "Set it to 0 to 100.");
  else if (percentage !== undefined && percentage > 0 && percentage < SMALLEST_PERCENTAGE)
    yield body.problem(
      "sampling_percentage",
      "is too small to be told from 0",
      "Set it to 0 or more.",
    );
  yield* oneOf(body, "attribute_source", ["traceID", "record", ""]);
  const precision = body.number("sampling_precision", 4);
  if (precision !== undefined && (precision < 1 || precision > 14))
    yield body.problem(
      "sampling_precision",
      "is not between 1 and 14",
      "Set it to 4, the default.",
    );
  yield* oneOf(body, "mode", ["", "hash_seed", "proportional", "equalizing"]);
}

function* redaction(body: Section): Generator<Problem> {
  yield* oneOf(body, "hash_function", ["", "sha1", "sha3", "md5", "hmac-sha256", "hmac-sha512"], {
    anyCase: true,
  });
  const name = body.text("hash_function", "")?.toLowerCase();
  const length = name === "hmac-sha256" ? 32 : name === "hmac-sha512" ? 64 : 0;
  if (length === 0) return;
  yield* needed(body, "hmac_key", "${env:REDACTION_KEY}");
  const key = body.text("hmac_key", "");
  if (key !== undefined && key !== "" && encodeUtf8(key).length < length)
    yield body.problem(
      "hmac_key",
      `has fewer than ${length} bytes`,
      `Use a key of ${length} bytes or more.`,
    );
}

const REDACTION_PATTERNS = [
  "allowed_values",
  "blocked_key_patterns",
  "blocked_values",
  "ignored_key_patterns",
];

function* redactedPatterns(body: Section): Generator<Problem> {
  for (const name of REDACTION_PATTERNS) yield* regexes(body, name);
}

/** Processors that keep a part, or hide a part. */
export const SAMPLING = [
  validates("processor", ["tail_sampling"], function* (body) {
    yield* oneOf(body, "sampling_strategy", ["trace-complete", "span-ingest"]);
  }),
  validates("processor", ["tail_sampling"], tailSampling, "start"),
  validates("processor", ["probabilistic_sampler"], probabilistic),
  validates("processor", ["redaction"], redaction),
  validates("processor", ["redaction"], redactedPatterns, "used"),
];
