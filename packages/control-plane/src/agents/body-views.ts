import { joinVolatile, type ReportedComponents } from "@fleethub/collector-config";
import type { Millis, ReportFacts } from "@fleethub/fleet";
import type { ConfigJudge } from "../ports.js";
import type { BodyKeeper } from "./body-keeper.js";
import { parseComponentList } from "./facts/components.js";
import { ownValues } from "./facts/effective.js";
import { countHealth, type StoredHealth } from "./facts/health.js";

/** One component of the health tree. */
export interface HealthNode {
  /** Names from below the root; the root has the empty path. */
  readonly path: readonly string[];
  readonly status: string;
  readonly healthy: boolean;
  readonly message: string;
  /** Null where the agent names no time, or is not connected to this hub. */
  readonly since: Millis | null;
  readonly children: readonly HealthNode[];
}

function nodeOf(
  health: StoredHealth,
  path: readonly string[],
  times: Iterator<Millis>,
): HealthNode {
  const { status, healthy, message } = health;
  const since: unknown = times.next().value;
  return {
    path,
    status,
    healthy,
    message,
    since: typeof since === "number" && since > 0 ? since : null,
    children: Object.entries(health.children).map(([name, child]) =>
      nodeOf(child, [...path, name], times),
    ),
  };
}

/**
 * The tree as reported; null where the agent reports no health, or its body is not stored yet.
 *
 * @param times of the components in tree order, as an agent that is connected here last stated them
 */
export async function healthTree(
  report: ReportFacts,
  times: readonly Millis[],
  keeper: BodyKeeper,
): Promise<HealthNode | null> {
  if (report.health === null) return null;
  const text = await keeper.shown(report.health.digest);
  if (text === null) return null;
  const tree: StoredHealth = JSON.parse(text);
  const known = countHealth(tree) === times.length ? times : [];
  return nodeOf(tree, [], known.values());
}

/** The components that the Collector was built with; null where their list is not known. */
export async function componentList(
  report: ReportFacts,
  keeper: BodyKeeper,
): Promise<ReportedComponents | null> {
  const listed = report.components?.listed ?? null;
  const text = listed === null ? null : await keeper.shown(listed);
  return text === null ? null : parseComponentList(text);
}

/** What the agent runs, redacted; null where it reports none. `volatile` are its own values as they are kept, where they are known. */
export async function effectiveText(
  report: ReportFacts,
  volatile: string,
  keeper: BodyKeeper,
  judge: ConfigJudge,
): Promise<string | null> {
  if (report.effective === null) return null;
  if (report.effective.empty) return "";
  const text = await keeper.shown(report.effective.digest);
  if (text === null || volatile === "") return text;
  // The agent's own values were set apart before anything was redacted.
  return judge.redact(joinVolatile(text, ownValues(volatile)));
}
