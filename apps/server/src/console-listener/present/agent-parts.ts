import type { AgentComponents, AgentHealth, HealthNode } from "@fleethub/api";
import type { HealthNode as StatedHealth } from "@fleethub/control-plane";
import type { ExplainedConfig, ReportedComponents } from "@fleethub/collector-config";
import { timeOrNull } from "./time.js";

/** One component and those below it, with RFC 3339 times. */
function presentNode(node: StatedHealth): HealthNode {
  const { path, status, healthy, message, since, children } = node;
  return {
    path: [...path],
    status,
    healthy,
    message,
    since: timeOrNull(since),
    children: children.map(presentNode),
  };
}

const UNREPORTED: StatedHealth = {
  path: [],
  status: "",
  healthy: false,
  message: "",
  since: null,
  children: [],
};

/** The tree, or the answer of an agent that never reported one. */
export function presentHealth(
  tree: StatedHealth | null,
  state: AgentHealth["state"],
  reportedAt: string | null,
): AgentHealth {
  return { reported: tree !== null, state, reportedAt, ...presentNode(tree ?? UNREPORTED) };
}

const SECTION_OF = {
  receiver: "receivers",
  processor: "processors",
  exporter: "exporters",
  extension: "extensions",
  connector: "connectors",
} as const;

/** What the Collector was built with, and which of it the effective config uses. */
export function presentComponents(
  list: ReportedComponents | null,
  hash: string | null,
  inUse: ExplainedConfig["used"],
): AgentComponents {
  const used =
    inUse === null ? null : new Set(inUse.map((one) => `${SECTION_OF[one.class]}/${one.type}`));
  const components = Object.entries(list ?? {}).map(([section, types]) => {
    const rows = Object.entries<{ readonly module?: string; readonly version?: string }>(types);
    return [
      section,
      Object.fromEntries(
        rows.map(([type, { module, version }]) => [
          type,
          {
            module: module ?? null,
            version: version ?? null,
            inUse: used === null ? null : used.has(`${section}/${type}`),
          },
        ]),
      ),
    ] as const;
  });
  return { reported: list !== null, hash, components: Object.fromEntries(components) };
}
