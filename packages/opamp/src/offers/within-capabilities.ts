import { type AgentCapability, hasCapability } from "../capabilities.js";
import type { ServerToAgentFields } from "../encode.js";

/** Something that an agent does not take, and the bit that it lacks. */
export interface DroppedField {
  /** Such as `remoteConfig` or `connectionSettings.ownTraces`. */
  readonly field: string;
  readonly capability: AgentCapability;
}

/** What is left of a message, and what is not. */
export interface WithinCapabilities {
  /** Undefined where nothing is left: the plain acknowledgement. */
  readonly fields: ServerToAgentFields | undefined;
  readonly dropped: readonly DroppedField[];
}

const FIELDS = [
  ["remoteConfig", "AcceptsRemoteConfig"],
  ["packagesAvailable", "AcceptsPackages"],
  ["command", "AcceptsRestartCommand"],
] as const satisfies readonly (readonly [keyof ServerToAgentFields, AgentCapability])[];

const SETTINGS = [
  ["opamp", "AcceptsOpAMPConnectionSettings"],
  ["ownMetrics", "ReportsOwnMetrics"],
  ["ownTraces", "ReportsOwnTraces"],
  ["ownLogs", "ReportsOwnLogs"],
  ["otherConnections", "AcceptsOtherConnectionSettings"],
] as const;

/**
 * Leaves out of a message what the agent does not accept, by the bits of its latest report (P-01 to P-06, P-09). What was
 * dropped is told, so that a person can be: an agent that lacks a bit will not have it by waiting.
 *
 * @param capabilities AGENT_CAPABILITY bits; remember the latest that were not 0
 */
export function withinCapabilities(
  fields: ServerToAgentFields,
  capabilities: bigint,
): WithinCapabilities {
  const dropped: DroppedField[] = [];
  const kept: ServerToAgentFields = { ...fields };
  const lacks = (field: string, capability: AgentCapability) => {
    if (hasCapability(capabilities, capability)) return false;
    dropped.push({ field, capability });
    return true;
  };
  for (const [field, capability] of FIELDS) {
    if (kept[field] !== undefined && lacks(field, capability)) delete kept[field];
  }
  if (kept.connectionSettings !== undefined) {
    const settings = { ...kept.connectionSettings };
    for (const [part, capability] of SETTINGS) {
      if (!isThere(settings[part])) delete settings[part];
      else if (lacks(`connectionSettings.${part}`, capability)) delete settings[part];
    }
    if (SETTINGS.some(([part]) => settings[part] !== undefined)) kept.connectionSettings = settings;
    else delete kept.connectionSettings;
  }
  return { fields: Object.keys(kept).length === 0 ? undefined : kept, dropped };
}

/** Other connections are a map: an empty one is not there. */
function isThere(part: object | undefined): boolean {
  return part !== undefined && ("destinationEndpoint" in part || Object.keys(part).length > 0);
}
