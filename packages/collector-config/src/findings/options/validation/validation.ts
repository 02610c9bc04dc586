import type { ComponentClass } from "../../../parse/config.js";
import type { Problem, Section } from "./section.js";

/** What the own validation of a component refuses, restated from how it works in 0.149 to 0.159. */
export interface Validation {
  readonly class: ComponentClass;
  readonly types: readonly string[];
  /**
   * `used`: found only while pipelines are built, so for components that a pipeline uses. `start`: found only when
   * the Collector starts, so that `validate` takes it: a warning.
   */
  readonly when: "always" | "used" | "start";
  /** `signals`: of the pipelines that name the component. */
  readonly check: (body: Section, signals: ReadonlySet<string>) => Iterable<Problem>;
}

export function validates(
  kind: ComponentClass,
  types: readonly string[],
  check: Validation["check"],
  when: Validation["when"] = "always",
): Validation {
  return { class: kind, types, check, when };
}
