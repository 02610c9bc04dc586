import type { AgentComponents, AgentHealth, HealthNode } from "@fleethub/api";
import { componentsUsed, parseConfig, type ReportedComponents } from "@fleethub/collector-config";

/** A health tree with the time of each status where the agent named one. */
export interface HealthTree {
  readonly healthy: boolean;
  readonly status: string;
  readonly message: string;
  readonly since?: number | null;
  readonly children: Readonly<Record<string, HealthTree>>;
}

/** The tree from the root down; each node carries its whole path. */
export function presentHealthNode(tree: HealthTree, path: readonly string[] = []): HealthNode {
  return {
    path: [...path],
    status: tree.status,
    healthy: tree.healthy,
    message: tree.message,
    since:
      tree.since === null || tree.since === undefined ? null : new Date(tree.since).toISOString(),
    children: Object.entries(tree.children).map(([name, child]) =>
      presentHealthNode(child, [...path, name]),
    ),
  };
}

/** The tree, or the answer of an agent that never reported one. */
export function presentHealth(
  tree: HealthTree | null,
  state: AgentHealth["state"],
  reportedAt: string | null,
): AgentHealth {
  const root = presentHealthNode(tree ?? { healthy: false, status: "", message: "", children: {} });
  return { reported: tree !== null, state, reportedAt, ...root };
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
  effective: string | null,
): AgentComponents {
  const used = effective === null ? null : typesInUse(effective);
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

/** Null where the text cannot be read. */
function typesInUse(effective: string): ReadonlySet<string> | null {
  const { config } = parseConfig(effective);
  if (config === null) return null;
  return new Set(
    componentsUsed(config)
      .filter(({ inUse }) => inUse)
      .map((used) => `${SECTION_OF[used.class]}/${used.type}`),
  );
}
