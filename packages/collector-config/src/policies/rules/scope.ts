import type { GraphPath } from "../../graph/paths.js";
import { destinationsOf } from "../destinations/destinations-of.js";
import { matchesHosts } from "../patterns/host-pattern.js";
import type { PathScope } from "../policy.js";
import type { Judgement } from "../judgement.js";
import { pathsInScope, type PolicySubject, signalOf } from "../subject.js";

/** Paths that a rule speaks about, and whether each leaves the hosts that it excepts. */
export interface ScopedPath {
  readonly path: GraphPath;
  /** "unknown" where the host is known to the agent alone: then a broken rule cannot be told. */
  readonly inScope: true | "unknown";
}

export function scopedPaths(subject: PolicySubject, scope: PathScope): readonly ScopedPath[] {
  const { exceptHosts } = scope;
  const paths = pathsInScope(subject, scope);
  if (exceptHosts === undefined) return paths.map((path) => ({ path, inScope: true }));
  const known = new Map<string, boolean | "unknown">();
  return paths.flatMap((path): ScopedPath[] => {
    const key = `${signalOf(path)} ${path.exit}`;
    const leaves = known.get(key) ?? leavesHosts(subject, path, exceptHosts);
    known.set(key, leaves);
    return leaves === false ? [] : [{ path, inScope: leaves }];
  });
}

/** What stays on the machine leaves no host. */
function leavesHosts(
  subject: PolicySubject,
  path: GraphPath,
  hosts: readonly string[],
): boolean | "unknown" {
  const exporter = subject.component("exporter", path.exit);
  if (exporter === undefined) return true;
  const { kind, destinations } = destinationsOf(exporter, signalOf(path));
  if (kind === "local" || kind === "listens") return false;
  const outside = destinations.some(
    ({ host }) => host !== null && host !== "unknown" && !matchesHosts(host, hosts),
  );
  if (outside) return true;
  return kind === "unknown" || destinations.some(({ host }) => host === "unknown")
    ? "unknown"
    : false;
}

/** A judgement of a path that may stay inside: what would be broken cannot be told. */
export function unlessInside(judgement: Judgement, inScope: ScopedPath["inScope"]): Judgement {
  if (judgement.verdict !== "broken" || inScope === true) return judgement;
  const message = `${judgement.message}, if the host of its exporter is outside`;
  return { ...judgement, verdict: "cannot-tell", message };
}
