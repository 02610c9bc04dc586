import { distinct, notNegative, positive } from "./limits.js";
import { type Problem, SECOND_NS, type Section } from "./section.js";
import { validates } from "./validation.js";

const BATCH_SIZE_DEFAULT = 8192;

function* batch(body: Section): Generator<Problem> {
  yield* notNegative(body, "timeout");
  yield* distinct(body, "metadata_keys");
  const most = body.whole("send_batch_max_size");
  const size = body.whole("send_batch_size", BATCH_SIZE_DEFAULT);
  if (most !== undefined && size !== undefined && most > 0 && most < size)
    yield body.problem(
      "send_batch_max_size",
      `is less than "send_batch_size" (${size})`,
      `Set it to ${size} or more, or send_batch_size to ${most} or less.`,
    );
}

function* memoryLimiter(body: Section): Generator<Problem> {
  // Whether anything is set at all is a rule of structure.
  if (body.at("check_interval").given) yield* positive(body, "check_interval", { duration: true });
  yield* garbageCollection(body);
  for (const name of ["limit_percentage", "spike_limit_percentage"]) {
    const value = body.whole(name);
    if (value !== undefined && value > 100)
      yield body.problem(name, "is more than 100 percent", "Set it to 100 or less.");
  }
  const limits = [body.whole("limit_mib"), body.whole("limit_percentage")];
  if (limits.every((each) => each === 0) && (body.has("limit_mib") || body.has("limit_percentage")))
    yield body.problem(
      body.has("limit_mib") ? "limit_mib" : "limit_percentage",
      "is 0, so that there is no limit",
      "Set it to something greater than 0.",
    );
  for (const unit of ["mib", "percentage"]) {
    const limit = body.whole(`limit_${unit}`);
    const spike = body.whole(`spike_limit_${unit}`);
    if (limit !== undefined && spike !== undefined && limit > 0 && limit <= spike)
      yield body.problem(
        `spike_limit_${unit}`,
        `is not less than "limit_${unit}" (${limit})`,
        `Set it to a fifth of limit_${unit}, say.`,
      );
  }
}

function* garbageCollection(body: Section): Generator<Problem> {
  const soft = body.duration("min_gc_interval_when_soft_limited", 10 * SECOND_NS);
  const hard = body.duration("min_gc_interval_when_hard_limited");
  if (soft !== undefined && hard !== undefined && soft < hard)
    yield body.problem(
      "min_gc_interval_when_hard_limited",
      'is longer than "min_gc_interval_when_soft_limited"',
      "Make it the shorter of the two.",
    );
}

/** Processors that group and bound what passes. */
export const BATCHING = [
  validates("processor", ["batch"], batch),
  validates("processor", ["memory_limiter"], memoryLimiter),
  validates("extension", ["memory_limiter"], memoryLimiter),
  validates("processor", ["interval"], (body) => positive(body, "interval", { duration: true })),
  validates("processor", ["deltatocumulative", "delta_to_cumulative"], function* (body) {
    yield* positive(body, "max_stale", { duration: true });
    yield* notNegative(body, "max_streams", false);
  }),
];
