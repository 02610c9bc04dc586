import { descend } from "../../parse/tree.js";
import type { RuleContext } from "../rule.js";
import { type Problem, Section } from "./validation/section.js";

const TELEMETRY = ["service", "telemetry"] as const;
const RESOURCE_KEYS = [
  "attributes",
  "attributes_list",
  "detectors",
  "detection/development",
  "schema_url",
];

/** What the validation of `service.telemetry` refuses. */
export function* telemetryProblems({ config }: RuleContext): Generator<Problem> {
  const node = descend(config.root, TELEMETRY);
  if (node?.kind !== "map") return;
  const telemetry = new Section(node, TELEMETRY, node.place);
  const metrics = telemetry.at("metrics");
  const level = metrics.text("level", "normal")?.toLowerCase();
  if (metrics.node?.kind === "map") {
    if (
      metrics.at("readers").node?.kind === "list" &&
      metrics.count("readers") === 0 &&
      level !== "none"
    )
      yield metrics.problem(
        "readers",
        "is empty",
        "Remove it for the default reader, or set level: none.",
      );
    if (metrics.at("views").given && level !== undefined && level !== "detailed")
      yield metrics.problem(
        "views",
        'is taken only with "level: detailed"',
        "Set that level, or remove views.",
      );
  }
  const resource = telemetry.at("resource");
  if (resource.at("attributes_list").given)
    yield resource.problem("attributes_list", "is not taken yet", "Use attributes.");
  const plain = resource.members().filter(([name]) => !RESOURCE_KEYS.includes(name));
  if (resource.items("attributes").length > 0 && plain.length > 0)
    yield resource.problem(
      "attributes",
      "cannot be used together with plain attributes",
      "List all of them below attributes.",
    );
}
