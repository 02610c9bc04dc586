import {
  RemoteConfigStatuses as RemoteConfigStatusesGen,
  ConnectionSettingsStatuses as ConnectionSettingsStatusesGen,
  PackageStatusEnum as PackageStatusEnumGen,
  PackageType as PackageTypeGen,
  ServerErrorResponseType as ServerErrorResponseTypeGen,
  CommandType as CommandTypeGen,
} from "./gen/opamp/v1/opamp_pb.js";

// The specification's enums by its names, without the prefix that each generated member repeats. Numbers
// that are not defined yet stay as they came (F-02). Bit masks are AGENT_CAPABILITY and its neighbours.

/** What a remote config offer came to (RemoteConfigStatus.status). */
export const RemoteConfigStatuses = {
  UNSET: RemoteConfigStatusesGen.RemoteConfigStatuses_UNSET,
  APPLIED: RemoteConfigStatusesGen.RemoteConfigStatuses_APPLIED,
  APPLYING: RemoteConfigStatusesGen.RemoteConfigStatuses_APPLYING,
  FAILED: RemoteConfigStatusesGen.RemoteConfigStatuses_FAILED,
} as const;
/** A value of {@link RemoteConfigStatuses}, or a number it does not know. */
export type RemoteConfigStatuses = RemoteConfigStatusesGen;

/** What an offer of connection settings came to (ConnectionSettingsStatus.status). */
export const ConnectionSettingsStatuses = {
  UNSET: ConnectionSettingsStatusesGen.ConnectionSettingsStatuses_UNSET,
  APPLIED: ConnectionSettingsStatusesGen.ConnectionSettingsStatuses_APPLIED,
  APPLYING: ConnectionSettingsStatusesGen.ConnectionSettingsStatuses_APPLYING,
  FAILED: ConnectionSettingsStatusesGen.ConnectionSettingsStatuses_FAILED,
} as const;
/** A value of {@link ConnectionSettingsStatuses}, or a number it does not know. */
export type ConnectionSettingsStatuses = ConnectionSettingsStatusesGen;

/** How far a package is (PackageStatus.status). */
export const PackageStatusEnum = {
  Installed: PackageStatusEnumGen.PackageStatusEnum_Installed,
  InstallPending: PackageStatusEnumGen.PackageStatusEnum_InstallPending,
  Installing: PackageStatusEnumGen.PackageStatusEnum_Installing,
  InstallFailed: PackageStatusEnumGen.PackageStatusEnum_InstallFailed,
  Downloading: PackageStatusEnumGen.PackageStatusEnum_Downloading,
} as const;
/** A value of {@link PackageStatusEnum}, or a number it does not know. */
export type PackageStatusEnum = PackageStatusEnumGen;

/** What a package is to the agent (PackageAvailable.type). */
export const PackageType = {
  TopLevel: PackageTypeGen.PackageType_TopLevel,
  Addon: PackageTypeGen.PackageType_Addon,
} as const;
/** A value of {@link PackageType}, or a number it does not know. */
export type PackageType = PackageTypeGen;

/** Why a report was not processed (ServerErrorResponse.type). */
export const ServerErrorResponseType = {
  Unknown: ServerErrorResponseTypeGen.ServerErrorResponseType_Unknown,
  BadRequest: ServerErrorResponseTypeGen.ServerErrorResponseType_BadRequest,
  Unavailable: ServerErrorResponseTypeGen.ServerErrorResponseType_Unavailable,
} as const;
/** A value of {@link ServerErrorResponseType}, or a number it does not know. */
export type ServerErrorResponseType = ServerErrorResponseTypeGen;

/** What an agent is told to do (ServerToAgentCommand.type). Restart is 0: test for the message, not for its type. */
export const CommandType = {
  Restart: CommandTypeGen.CommandType_Restart,
} as const;
/** A value of {@link CommandType}, or a number it does not know. */
export type CommandType = CommandTypeGen;

/** The name of a value, as `enumName(CommandType, 0)`: "Restart"; undefined for a number it does not know. */
export function enumName<Name extends string>(
  values: Readonly<Record<Name, number>>,
  value: number,
): Name | undefined {
  for (const name in values) if (values[name] === value) return name;
  return undefined;
}
