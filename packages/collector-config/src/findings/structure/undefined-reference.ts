import { type Finding, finding, replace } from "../../finding.js";
import {
  type CollectorConfig,
  type ComponentClass,
  type Mention,
  ROLES,
  type Role,
  SECTIONS,
} from "../../parse/config.js";
import { child, isSymbolic } from "../../parse/tree.js";
import { listed, nearest } from "../nearest.js";
import type { Rule } from "../rule.js";

const CLASSES: Record<Role, readonly ComponentClass[]> = {
  receivers: ["receiver", "connector"],
  processors: ["processor"],
  exporters: ["exporter", "connector"],
};

/** `undefined-reference`: pipelines and `service.extensions` may name only what is defined. */
export const undefinedReference: Rule = ({ config }) => [
  ...config.pipelines.flatMap((pipeline) =>
    ROLES.flatMap((role) =>
      check(
        config,
        pipeline[role],
        CLASSES[role],
        role.slice(0, -1),
        `the pipeline "${pipeline.id}"`,
      ),
    ),
  ),
  ...check(config, config.extensions, ["extension"], "extension", "service.extensions"),
];

function check(
  config: CollectorConfig,
  mentions: readonly Mention[],
  classes: readonly ComponentClass[],
  word: string,
  where: string,
): Finding[] {
  if (classes.some((kind) => isSymbolic(child(config.root, SECTIONS[kind])))) return [];
  const defined = config.components.filter((each) => classes.includes(each.class));
  const ids = new Set(defined.map((each) => each.id));
  return mentions
    .filter((mention) => !ids.has(mention.id))
    .map((mention) => {
      const elsewhere = config.components.find((each) => each.id === mention.id);
      const near = elsewhere === undefined ? nearest(mention.id, ids) : undefined;
      const sections = classes.map((kind) => SECTIONS[kind]).join(" or ");
      return finding({
        code: "undefined-reference",
        place: mention.place,
        path: mention.path,
        message:
          `${where[0]?.toUpperCase()}${where.slice(1)} names the ${word} "${mention.id}", which is not defined in ${sections}` +
          (elsewhere === undefined
            ? "."
            : `; line ${elsewhere.place.line} defines ${article(elsewhere.class)} of that name.`),
        remedy:
          near === undefined
            ? `Define it, or name one of those defined: ${listed([...ids])}.`
            : `Name "${near}", or define "${mention.id}".`,
        edit: near === undefined ? undefined : replace(mention.place, near),
      });
    });
}

function article(kind: ComponentClass): string {
  return kind === "exporter" || kind === "extension" ? `an ${kind}` : `a ${kind}`;
}
