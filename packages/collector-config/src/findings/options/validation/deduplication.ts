import { needed, positive } from "./limits.js";
import type { Problem, Section } from "./section.js";
import { validates } from "./validation.js";

/** Where fields of a log record stand. */
const ROOTS = ["body", "attributes"];

function* logDeduplication(body: Section): Generator<Problem> {
  yield* positive(body, "interval", { duration: true });
  if (body.has("log_count_attribute")) yield* needed(body, "log_count_attribute", "log_count");
  for (const name of ["exclude_fields", "include_fields"]) {
    const elsewhere = body.texts(name)?.find((field) => !ROOTS.includes(field.split(".")[0] ?? ""));
    if (elsewhere !== undefined)
      yield body.problem(
        name,
        `has "${elsewhere}", which begins with neither body nor attributes`,
        `Write body.${elsewhere}, or attributes.${elsewhere}.`,
      );
  }
  if (body.texts("exclude_fields")?.includes("body") === true)
    yield body.problem("exclude_fields", "leaves out the whole body", "Name fields of the body.");
}

/** The processor that counts equal log records. */
export const DEDUPLICATION = [validates("processor", ["logdedup", "log_dedup"], logDeduplication)];
