import { type Finding, finding, replace } from "../../finding.js";
import {
  type CollectorConfig,
  type Component,
  type ComponentClass,
  type Mention,
  ROLES,
  type Role,
  SECTIONS,
} from "../../parse/config.js";
import { child, isSymbolic } from "../../parse/tree.js";
import { listed, type nearest, nearestWithin } from "../nearest.js";
import type { Rule, RulePage } from "../rule.js";

const CLASSES: Record<Role, readonly ComponentClass[]> = {
  receivers: ["receiver", "connector"],
  processors: ["processor"],
  exporters: ["exporter", "connector"],
};

/** `undefined-reference`: pipelines and `service.extensions` may name only what is defined. */
export const undefinedReference: Rule = {
  code: "undefined-reference",
  level: "structure",
  severity: "error",
  check: ({ config }) => {
    const suggest = nearestWithin();
    const names = {
      receivers: namesOf(config, CLASSES.receivers),
      processors: namesOf(config, CLASSES.processors),
      exporters: namesOf(config, CLASSES.exporters),
    };
    const pipelines = config.pipelines.flatMap((pipeline) =>
      ROLES.flatMap((role) =>
        check(pipeline[role], names[role], {
          word: role.slice(0, -1),
          where: `The pipeline "${pipeline.id}"`,
          suggest,
        }),
      ),
    );
    const extensions = check(config.extensions, namesOf(config, ["extension"]), {
      word: "extension",
      where: '"service.extensions"',
      suggest,
    });
    return [...pipelines, ...extensions];
  },
};

/** What lists of one kind may name. */
interface Names {
  readonly ids: ReadonlySet<string>;
  readonly sections: string;
  /** Every component of the configuration by id, to tell what else has the name. */
  readonly all: ReadonlyMap<string, Component>;
  /** False where a section comes from a `${…}`, so that only the agent knows what is defined. */
  readonly known: boolean;
}

function namesOf(config: CollectorConfig, classes: readonly ComponentClass[]): Names {
  return {
    ids: new Set(
      config.components.filter((each) => classes.includes(each.class)).map((each) => each.id),
    ),
    sections: classes.map((kind) => SECTIONS[kind]).join(" or "),
    all: new Map(config.components.toReversed().map((each) => [each.id, each])),
    known: !classes.some((kind) => isSymbolic(child(config.root, SECTIONS[kind]))),
  };
}

interface Where {
  readonly word: string;
  readonly where: string;
  readonly suggest: typeof nearest;
}

function check(
  mentions: readonly Mention[],
  { ids, sections, all, known }: Names,
  { word, where, suggest }: Where,
): Finding[] {
  if (!known) return [];
  return mentions
    .filter((mention) => !ids.has(mention.id))
    .map((mention) => {
      const elsewhere = all.get(mention.id);
      const near = elsewhere === undefined ? suggest(mention.id, ids) : undefined;
      return finding({
        code: "undefined-reference",
        place: mention.place,
        path: mention.path,
        message:
          `${where} names the ${word} "${mention.id}", which is not defined in ${sections}` +
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

/** Its page. */
export const undefinedReferencePage: RulePage = {
  summary: "A pipeline, or `service.extensions`, names a component that is not defined.",
  why: "Every id in a pipeline must be a key of the matching section (connectors count as receivers and exporters), letter by letter, name after the slash included.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otpl], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
  },
};
