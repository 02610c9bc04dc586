import type { OptionNode } from "../../catalogue/catalogue.js";
import { type Finding, finding } from "../../finding.js";
import { type Component, ROLES_OF } from "../../parse/config.js";
import type { ConfigNode } from "../../parse/tree.js";
import type { Rule, RulePage, RuleContext } from "../rule.js";
import { judgedFaults } from "./judged.js";
import { knownOptions } from "./known-options.js";
import { telemetryProblems } from "./telemetry-value.js";
import { VALIDATIONS } from "./validation/index.js";
import { type Problem, Section } from "./validation/section.js";
import { SHARED_SECTIONS } from "./validation/shared.js";
import { optionAt } from "./walk.js";
import { inside } from "./words.js";

/** `option-value`: values that fit their options and that the component refuses nevertheless. */
export const optionValue: Rule = {
  code: "option-value",
  level: "options",
  severity: "error",
  check: (context) => {
    const used = new Set(
      context.graph.components
        .filter((each) => each.inUse)
        .map((each) => `${each.class} ${each.id}`),
    );
    const severity = context.current ? "error" : "warning";
    // Of another type, or a word unknown to the catalogue: told once.
    const known = new Set(
      judgedFaults(context).flatMap(({ fault }) =>
        fault.kind === "unknown" || fault.kind === "deprecated" ? [] : [fault.path.join("\0")],
      ),
    );
    const found = [
      ...context.config.components.flatMap((component) => [
        ...ownValidation(context, component, used),
        ...sharedValidation(context, component),
      ]),
      ...[...telemetryProblems(context)].map((problem) =>
        told(problem, "telemetry of the Collector itself", 2, severity),
      ),
    ];
    return found.filter(({ path }) => !known.has(path.join("\0")));
  },
};

function ownValidation(
  context: RuleContext,
  component: Component,
  used: ReadonlySet<string>,
): Finding[] {
  const { current } = context;
  const body = sectionOf(component);
  const signals = signalsOf(context, component);
  return VALIDATIONS.filter(
    (each) =>
      each.class === component.class &&
      each.types.includes(component.type) &&
      (each.when === "always" || used.has(`${component.class} ${component.id}`)),
  ).flatMap((each) => {
    const severity = current && each.when !== "start" ? "error" : "warning";
    return [...each.check(body, signals)].map((problem) =>
      told(problem, ownerOf(component), component.path.length, severity),
    );
  });
}

function signalsOf({ config }: RuleContext, { class: kind, id }: Component): Set<string> {
  const naming = config.pipelines.filter((pipeline) =>
    ROLES_OF[kind].some((role) => pipeline[role].some((mention) => mention.id === id)),
  );
  return new Set(naming.map(({ signal }) => signal));
}

/** TLS, retries, queues and clients stand in many components: the catalogue tells where. */
function sharedValidation(context: RuleContext, component: Component): Finding[] {
  const { current } = context;
  const known = knownOptions(context, component);
  if (known === undefined) return [];
  const found: Finding[] = [];
  const done = new Set<ConfigNode>();
  const visit = (section: Section, option: OptionNode): void => {
    const { node } = section;
    if (node === undefined || done.has(node)) return;
    done.add(node);
    for (const each of option.alternatives ?? [])
      visit(new Section(node, section.path, section.place), each);
    if (node.kind === "list" && option.items !== undefined) {
      const { items } = option;
      node.items.forEach((item, index) => {
        visit(new Section(item, [...section.path, `${index}`], item.place), items);
      });
    }
    if (node.kind !== "map") return;
    for (const shared of SHARED_SECTIONS) {
      if (!shared.takes.every((name) => Object.hasOwn(option.options ?? {}, name))) continue;
      for (const problem of shared.check(section, option))
        found.push(
          told(problem, ownerOf(component), component.path.length, current ? "error" : "warning"),
        );
    }
    for (const name of node.entries.keys()) {
      const inner = optionAt(option, name);
      if (inner !== undefined) visit(section.at(name), inner);
    }
  };
  visit(sectionOf(component), known.options);
  return found;
}

function sectionOf({ body, path, place }: Component): Section {
  return new Section(body, path, place);
}

function ownerOf(component: Component): string {
  return `${component.class} "${component.id}"`;
}

function told(
  problem: Problem,
  owner: string,
  depth: number,
  severity: "error" | "warning",
): Finding {
  const where = inside(problem.path, depth);
  const subject = where === "" ? `The ${owner}` : `"${where}" of the ${owner}`;
  return finding({
    severity,
    code: "option-value",
    place: problem.place,
    path: problem.path,
    message: `${subject} ${problem.message}.`,
    remedy: problem.remedy,
  });
}

/** Its page. */
export const optionValuePage: RulePage = {
  summary: "A value, or values together, that their component refuses.",
  why: "Beyond names and types, components validate what they are given: limits, words, addresses, options that exclude each other or need each other. A warning for what only stops the Collector at its start.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch: {send_batch_size: 8192, send_batch_max_size: 1000}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch: {send_batch_size: 1000, send_batch_max_size: 1000}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch], exporters: [debug]}
`,
  },
};
