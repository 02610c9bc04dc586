import type { OptionNode } from "../catalogue/catalogue.js";
import type { ComponentClass } from "../parse/config.js";
import { HOST_METRICS_SCRAPERS } from "./host-metrics.js";
import { anyOf, INTEGER, section, words } from "./option-nodes.js";
import { PROMETHEUS_CONFIG } from "./prometheus.js";
import { CONDITIONS, STATEMENTS } from "./statements.js";

/** Options that no schema describes: components decode them by rules of their own. */
interface OwnOptions {
  readonly class: ComponentClass;
  readonly types: readonly string[];
  readonly path: readonly string[];
  readonly node: OptionNode;
}

const OWN_OPTIONS: readonly OwnOptions[] = [
  {
    class: "receiver",
    types: ["hostmetrics", "host_metrics"],
    path: ["scrapers"],
    // A scraper that does not exist is told by the receiver's validation.
    node: { ...section(HOST_METRICS_SCRAPERS), open: true },
  },
  { class: "receiver", types: ["prometheus"], path: ["config"], node: PROMETHEUS_CONFIG },
  {
    class: "exporter",
    types: ["kafka"],
    path: ["producer", "required_acks"],
    node: anyOf(words("all"), INTEGER),
  },
  ...["trace_statements", "metric_statements", "log_statements", "profile_statements"].map(
    (name): OwnOptions => ({
      class: "processor",
      types: ["transform"],
      path: [name],
      node: STATEMENTS,
    }),
  ),
  ...["trace_conditions", "metric_conditions", "log_conditions", "profile_conditions"].map(
    (name): OwnOptions => ({
      class: "processor",
      types: ["filter"],
      path: [name],
      node: CONDITIONS,
    }),
  ),
];

/** Components that pass over options of their body that they do not know. */
const FORGIVING: Partial<Record<ComponentClass, readonly string[]>> = {
  receiver: ["hostmetrics", "host_metrics"],
};

/** Components without any option. */
const BARE: Partial<Record<ComponentClass, readonly string[]>> = {
  receiver: ["nop"],
  exporter: ["nop"],
  connector: ["forward"],
};

/** A component's options with what no schema tells filled in. */
export function withOwnOptions(
  kind: ComponentClass,
  type: string,
  options: OptionNode | null,
): OptionNode | null {
  if (options === null) return BARE[kind]?.includes(type) === true ? section({}) : null;
  const own = OWN_OPTIONS.filter((each) => each.class === kind && each.types.includes(type));
  const filled = own.reduce((node, { path, node: inner }) => put(node, path, inner), options);
  return FORGIVING[kind]?.includes(type) === true ? { ...filled, open: true } : filled;
}

function put(node: OptionNode, path: readonly string[], inner: OptionNode): OptionNode {
  const [name, ...rest] = path;
  if (name === undefined) return inner;
  const below = node.options?.[name] ?? { kind: "any" };
  return { ...node, options: { ...node.options, [name]: put(below, rest, inner) } };
}
