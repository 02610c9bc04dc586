import { INSTANCE_UID_RANDOM_SIZE_BYTES, type InstanceUid, makeInstanceUid } from "@fleethub/opamp";
import type { Fault } from "../agent/faults.js";
import type { Distribution } from "../collector/catalogue.js";
import type { LocalConfigName } from "../collector/local-configs.js";
import type { ResolvedOptions } from "../options.js";
import { createRandom, type Random } from "../random.js";
import {
  ARCHETYPES,
  ENVIRONMENTS,
  type Os,
  OS_DESCRIPTIONS,
  REGIONS,
  VERSIONS,
} from "./archetypes.js";

/** Everything that chance decides about one agent, before it starts. */
export interface AgentPlan {
  readonly index: number;
  readonly name: string;
  readonly instanceUid: InstanceUid;
  readonly kind: "supervisor" | "extension";
  readonly transport: "websocket" | "http";
  readonly distribution: Distribution;
  readonly version: string;
  readonly os: Os;
  /** Non-identifying attributes of the description, sorted by key. */
  readonly attributes: readonly (readonly [string, string])[];
  readonly localConfig: LocalConfigName;
  /** Process id of the supervisor; those of its Collectors follow. */
  readonly pid: number;
  /** Local port between supervisor and Collector. */
  readonly port: number;
  readonly connectDelayMs: number;
  readonly firstHeartbeatMs: number;
  /** Seed of what happens to this agent later. */
  readonly seed: number;
  readonly faults: readonly Fault[];
}

/** UIDs carry a time; theirs is fixed, so that the same seed gives the same UIDs. */
const UID_TIME_MS = Date.UTC(2026, 0, 1);

/** The whole fleet. Depends on the options alone; a larger fleet begins with the smaller one. */
export function planFleet(options: ResolvedOptions): readonly AgentPlan[] {
  const counts = new Map<string, number>();
  return Array.from({ length: options.agents }, (_, index) => {
    const random = createRandom(options.seed, index);
    const archetype = random.pick(ARCHETYPES);
    const count = counts.get(archetype.id) ?? 0;
    counts.set(archetype.id, count + 1);
    const region = random.pick(REGIONS);
    const place = archetype.place(count, region, random);
    const [os, arch] = random.pick(archetype.machines);
    const attributes = {
      ...place.attributes,
      "deployment.environment": random.pick(ENVIRONMENTS),
      "host.arch": arch,
      "host.name": place.name,
      "os.description": random.pick(OS_DESCRIPTIONS[os]),
      "os.type": os,
      region: region.id,
    };
    const spread = random.next();
    return {
      index,
      name: place.name,
      instanceUid: makeInstanceUid(
        UID_TIME_MS + index,
        random.bytes(INSTANCE_UID_RANDOM_SIZE_BYTES),
      ),
      distribution: random.pick(archetype.distributions),
      version: random.pick(VERSIONS),
      os,
      attributes: Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1)),
      localConfig: archetype.localConfig,
      pid: random.integer(1_000, 60_000),
      port: random.integer(32_768, 60_999),
      connectDelayMs: Math.round(spread * options.connectSpreadMs),
      firstHeartbeatMs: Math.round(random.next() * options.heartbeatSeconds * 1000),
      seed: random.integer(0, 2 ** 31),
      transport: random.chance(options.http) ? "http" : "websocket",
      kind: random.chance(options.readOnly) ? "extension" : "supervisor",
      faults: planFaults(options, random),
    };
  });
}

/** Draws one number for every share, so that one option does not move another's agents. */
function planFaults(options: ResolvedOptions, random: Random): readonly Fault[] {
  const faults: (Fault | false)[] = [
    random.chance(options.validate) && { kind: "validates-config" },
    random.chance(options.rollBack) && { kind: "rolls-back" },
    random.chance(options.applyFalsely) && { kind: "applies-falsely" },
    random.chance(options.hideConfigStatus) && { kind: "hides-config-status" },
    random.chance(options.unhealthyExporter) && { kind: "unhealthy-exporter" },
    random.chance(options.silent) && { kind: "silent" },
  ];
  return faults.filter((fault) => fault !== false);
}
