/**
 * Bits of AgentToServer.capabilities by the specification's names. Values are bigint because the
 * field has 64 bits and JavaScript's bit operators on numbers keep 32.
 */
export const AGENT_CAPABILITY = {
  ReportsStatus: 0x1n,
  AcceptsRemoteConfig: 0x2n,
  ReportsEffectiveConfig: 0x4n,
  AcceptsPackages: 0x8n,
  ReportsPackageStatuses: 0x10n,
  ReportsOwnTraces: 0x20n,
  ReportsOwnMetrics: 0x40n,
  ReportsOwnLogs: 0x80n,
  AcceptsOpAMPConnectionSettings: 0x100n,
  AcceptsOtherConnectionSettings: 0x200n,
  AcceptsRestartCommand: 0x400n,
  ReportsHealth: 0x800n,
  ReportsRemoteConfig: 0x1000n,
  ReportsHeartbeat: 0x2000n,
  ReportsAvailableComponents: 0x4000n,
  ReportsConnectionSettingsStatus: 0x8000n,
} as const;

/** The name of a bit an agent may set. */
export type AgentCapability = keyof typeof AGENT_CAPABILITY;

/** Bits of ServerToAgent.capabilities by the specification's names. */
export const SERVER_CAPABILITY = {
  AcceptsStatus: 0x1n,
  OffersRemoteConfig: 0x2n,
  AcceptsEffectiveConfig: 0x4n,
  OffersPackages: 0x8n,
  AcceptsPackagesStatus: 0x10n,
  OffersConnectionSettings: 0x20n,
  AcceptsConnectionSettingsRequest: 0x40n,
} as const;

/** The name of a bit a server may set. */
export type ServerCapability = keyof typeof SERVER_CAPABILITY;

/** Bits of AgentToServer.flags. */
export const AGENT_FLAG = { RequestInstanceUid: 0x1n } as const;

/** Bits of ServerToAgent.flags. */
export const SERVER_FLAG = { ReportFullState: 0x1n, ReportAvailableComponents: 0x2n } as const;

/** True when the agent said it can do this. */
export function hasCapability(capabilities: bigint, name: AgentCapability): boolean {
  return (capabilities & AGENT_CAPABILITY[name]) !== 0n;
}

/** The bits of these names together. */
export function agentCapabilities(...names: readonly AgentCapability[]): bigint {
  return names.reduce<bigint>((bits, name) => bits | AGENT_CAPABILITY[name], 0n);
}

/** The bits of these names together, AcceptsStatus always among them. */
export function serverCapabilities(...names: readonly ServerCapability[]): bigint {
  return names.reduce<bigint>(
    (bits, name) => bits | SERVER_CAPABILITY[name],
    SERVER_CAPABILITY.AcceptsStatus,
  );
}

/** The names of the defined bits that are set, lowest first; undefined bits are passed over (P-10). */
export function agentCapabilityNames(capabilities: bigint): AgentCapability[] {
  return namesOf(AGENT_CAPABILITY, capabilities);
}

/** The names of the defined bits that are set, lowest first. */
export function serverCapabilityNames(capabilities: bigint): ServerCapability[] {
  return namesOf(SERVER_CAPABILITY, capabilities);
}

const WORDS: Readonly<Record<AgentCapability, string>> = {
  ReportsStatus: "reports its status",
  AcceptsRemoteConfig: "accepts remote configuration",
  ReportsEffectiveConfig: "reports its effective configuration",
  AcceptsPackages: "accepts packages",
  ReportsPackageStatuses: "reports the status of packages",
  ReportsOwnTraces: "can send its own traces",
  ReportsOwnMetrics: "can send its own metrics",
  ReportsOwnLogs: "can send its own logs",
  AcceptsOpAMPConnectionSettings: "accepts settings for its OpAMP connection",
  AcceptsOtherConnectionSettings: "accepts settings for other connections",
  AcceptsRestartCommand: "can be restarted",
  ReportsHealth: "reports its health",
  ReportsRemoteConfig: "reports the status of remote configuration",
  ReportsHeartbeat: "sends heartbeats",
  ReportsAvailableComponents: "reports its available components",
  ReportsConnectionSettingsStatus: "reports the status of connection settings",
};

/** Each defined bit that is set in words that complete "this agent …"; undefined bits as hexadecimal. */
export function describeAgentCapabilities(capabilities: bigint): string[] {
  const words = agentCapabilityNames(capabilities).map((name) => WORDS[name]);
  const undefinedBits = capabilities & ~agentCapabilities(...keysOf(AGENT_CAPABILITY));
  if (undefinedBits !== 0n) words.push(`sets undefined bits 0x${undefinedBits.toString(16)}`);
  return words;
}

function namesOf<Name extends string>(bits: Readonly<Record<Name, bigint>>, set: bigint): Name[] {
  return keysOf(bits).filter((name) => (set & bits[name]) !== 0n);
}

function keysOf<Name extends string>(bits: Readonly<Record<Name, bigint>>): Name[] {
  return Object.keys(bits) as Name[];
}
