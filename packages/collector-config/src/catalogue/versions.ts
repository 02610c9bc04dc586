import type { ReportedComponents } from "../components/reported.js";
import { VERSIONS } from "./versions/index.js";

/** The Collector versions that have a catalogue, newest first. */
export const CATALOGUE_VERSIONS: readonly string[] = Object.keys(VERSIONS).toSorted(
  (a, b) => minorOf(b) - minorOf(a),
);

/** The version that a check supposes when nothing tells another. */
export const DEFAULT_COLLECTOR_VERSION = "0.159.0";

/**
 * The version whose catalogue serves for another one: the closest, and of two equally close the newer. What it says
 * about another version is advice. Takes `0.159.0` or `v0.159.0`; anything else gives the default.
 */
export function nearestCatalogueVersion(version: string): string {
  const wanted = minorOf(version);
  if (Number.isNaN(wanted)) return DEFAULT_COLLECTOR_VERSION;
  let nearest = DEFAULT_COLLECTOR_VERSION;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of CATALOGUE_VERSIONS) {
    const distance = Math.abs(minorOf(candidate) - wanted);
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

const COLLECTOR_MODULE =
  /^(go\.opentelemetry\.io\/collector|github\.com\/open-telemetry\/opentelemetry-collector-contrib)\//;

/**
 * The Collector version that an agent's own component list tells: what most of its core and contrib modules carry
 * (modules of 1.x and of other makers do not count), the newer of two equally frequent ones. Undefined when the list
 * holds no versions. The version need not have a catalogue.
 */
export function catalogueVersionOf(reported: ReportedComponents): string | undefined {
  const counts = new Map<string, number>();
  for (const section of Object.values<ReportedComponents["receivers"]>({ ...reported })) {
    for (const { module, version } of Object.values(section)) {
      const plain = /^v?(0\.\d+\.\d+)$/.exec(version ?? "")?.[1];
      if (plain === undefined || !COLLECTOR_MODULE.test(module ?? "")) continue;
      counts.set(plain, (counts.get(plain) ?? 0) + 1);
    }
  }
  const [first] = [...counts].toSorted(
    ([a, countA], [b, countB]) => countB - countA || minorOf(b) - minorOf(a),
  );
  return first?.[0];
}

function minorOf(version: string): number {
  return Number(/^v?0\.(\d+)\.\d+$/.exec(version)?.[1] ?? Number.NaN);
}
