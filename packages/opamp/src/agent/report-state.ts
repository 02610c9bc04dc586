import { toBinary } from "@bufbuild/protobuf";
import { type AgentCapability, hasCapability } from "../capabilities.js";
import {
  type AgentToServer,
  type AvailableComponents,
  AvailableComponentsSchema,
  create,
  type EffectiveConfig,
  EffectiveConfigSchema,
} from "../messages.js";
import { sameBytes } from "../same-bytes.js";
import type { EffectiveConfigSource } from "./effective-config.js";
import type { AgentParts } from "./parts.js";
import { samePart } from "./same-part.js";

/** Parts that may be absent from a report, meaning "unchanged". */
const PARTS = [
  "description",
  "health",
  "effectiveConfig",
  "remoteConfigStatus",
  "packageStatuses",
  "customCapabilities",
  "availableComponents",
  "connectionSettingsStatus",
] as const;
export type ReportPart = (typeof PARTS)[number];

/**
 * What the agent would say in full, and which parts of it the server has not heard yet
 * (specification, Agent Status Compression). Knows nothing of connections or numbers.
 */
export class ReportState {
  #parts: AgentParts;
  #capabilities: bigint;
  readonly #effectiveConfig: EffectiveConfigSource | undefined;
  /** Of the effective config said last. */
  #effectiveDigest: Uint8Array | undefined;
  readonly #owed = new Set<ReportPart>();
  #componentsInFull = false;
  #capabilitiesChanged = false;

  constructor(
    parts: AgentParts,
    capabilities: bigint,
    effectiveConfig: EffectiveConfigSource | undefined,
  ) {
    this.#parts = parts;
    this.#capabilities = capabilities;
    this.#effectiveConfig = effectiveConfig;
    this.oweAll();
  }

  get capabilities(): bigint {
    return this.#capabilities;
  }

  get parts(): AgentParts {
    return this.#parts;
  }

  /** True when a report is due for its content alone. */
  get owes(): boolean {
    return this.#capabilitiesChanged || this.#owed.size > 0;
  }

  /** Takes over changed parts. What equals the former value is not owed again. */
  change(parts: AgentParts): void {
    const { capabilities, effectiveConfig, ...rest } = parts;
    if (capabilities !== undefined && capabilities !== this.#capabilities) {
      this.#capabilities = capabilities;
      this.#capabilitiesChanged = true;
    }
    if (effectiveConfig && !this.#isEffectiveConfigSaid()) this.#oweIfSayable("effectiveConfig");
    const before = this.#parts;
    this.#parts = { ...before, ...rest };
    for (const part of PARTS) {
      if (part === "effectiveConfig" || rest[part] === undefined) continue;
      if (!samePart(part, before, rest)) this.#oweIfSayable(part);
    }
  }

  /** The next report says everything that can be said. */
  oweAll(): void {
    for (const part of PARTS) this.#oweIfSayable(part);
  }

  /** Parts that were sent but cannot have been taken in. */
  oweAgain(parts: Iterable<ReportPart>): void {
    for (const part of parts) this.#oweIfSayable(part);
  }

  /** The next report carries the whole component list. */
  oweComponents(): void {
    this.#componentsInFull = this.#oweIfSayable("availableComponents");
  }

  /**
   * Owes nothing until the returned function is called, which owes what was owed before, too, and takes what was
   * said meanwhile as unsaid.
   */
  setAside(): () => void {
    const owed = [...this.#owed];
    const componentsInFull = this.#componentsInFull;
    const capabilitiesChanged = this.#capabilitiesChanged;
    const effectiveDigest = this.#effectiveDigest;
    this.#owed.clear();
    this.#componentsInFull = false;
    this.#capabilitiesChanged = false;
    return () => {
      this.#effectiveDigest = effectiveDigest;
      for (const part of owed) this.#owed.add(part);
      this.#componentsInFull ||= componentsInFull;
      this.#capabilitiesChanged ||= capabilitiesChanged;
    };
  }

  /** Puts what is owed into a report, and owes it no longer. */
  fill(message: AgentToServer): readonly ReportPart[] {
    message.capabilities = this.#capabilities;
    this.#capabilitiesChanged = false;
    const sent = [...this.#owed];
    this.#owed.clear();
    for (const part of sent) this.#put(part, message);
    return sent;
  }

  #put(part: ReportPart, message: AgentToServer): void {
    const parts = this.#parts;
    switch (part) {
      case "description":
        message.agentDescription = parts.description;
        return;
      case "effectiveConfig":
        message.effectiveConfig = this.#askEffectiveConfig();
        return;
      case "availableComponents":
        message.availableComponents = this.#components(parts.availableComponents);
        return;
      case "health":
        message.health = parts.health;
        return;
      case "remoteConfigStatus":
        message.remoteConfigStatus = parts.remoteConfigStatus;
        return;
      case "packageStatuses":
        message.packageStatuses = parts.packageStatuses;
        return;
      case "customCapabilities":
        message.customCapabilities = parts.customCapabilities;
        return;
      case "connectionSettingsStatus":
        message.connectionSettingsStatus = parts.connectionSettingsStatus;
    }
  }

  #askEffectiveConfig(): EffectiveConfig | undefined {
    const config = this.#effectiveConfig?.ask();
    this.#effectiveDigest = this.#digestOf(config);
    return config;
  }

  #isEffectiveConfigSaid(): boolean {
    const said = this.#effectiveDigest;
    if (said === undefined || this.#owed.has("effectiveConfig")) return false;
    const now = this.#digestOf(this.#effectiveConfig?.ask());
    return now !== undefined && sameBytes(now, said);
  }

  #digestOf(config: EffectiveConfig | undefined): Uint8Array | undefined {
    return config && this.#effectiveConfig?.digest?.(toBinary(EffectiveConfigSchema, config));
  }

  #components(all: AvailableComponents | undefined): AvailableComponents | undefined {
    const inFull = this.#componentsInFull;
    this.#componentsInFull = false;
    if (!all || inFull) return all;
    return create(AvailableComponentsSchema, { hash: all.hash });
  }

  #oweIfSayable(part: ReportPart): boolean {
    const sayable = this.#sayable(part);
    if (sayable) this.#owed.add(part);
    return sayable;
  }

  #sayable(part: ReportPart): boolean {
    const has = (name: AgentCapability) => hasCapability(this.#capabilities, name);
    if (part === "effectiveConfig") {
      return this.#effectiveConfig !== undefined && has("ReportsEffectiveConfig");
    }
    if (this.#parts[part] === undefined) return false;
    if (part === "health") return has("ReportsHealth");
    if (part === "availableComponents") return has("ReportsAvailableComponents");
    return true;
  }
}
