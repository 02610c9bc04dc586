// The messages of the specification. `create(NameSchema, fields)` makes one, with what is left out at its
// default; times and masks are bigint, maps plain objects, one-of fields `{ case, value }`.
export { create, type MessageInitShape } from "@bufbuild/protobuf";

// From agent to server.
export {
  type AgentToServer,
  AgentToServerSchema,
  type AgentDescription,
  AgentDescriptionSchema,
  type ComponentHealth,
  ComponentHealthSchema,
  type EffectiveConfig,
  EffectiveConfigSchema,
  type RemoteConfigStatus,
  RemoteConfigStatusSchema,
  type ConnectionSettingsStatus,
  ConnectionSettingsStatusSchema,
  type PackageStatuses,
  PackageStatusesSchema,
  type PackageStatus,
  PackageStatusSchema,
  type PackageDownloadDetails,
  PackageDownloadDetailsSchema,
  type AgentDisconnect,
  AgentDisconnectSchema,
  type AvailableComponents,
  AvailableComponentsSchema,
  type ComponentDetails,
  ComponentDetailsSchema,
  type ConnectionSettingsRequest,
  ConnectionSettingsRequestSchema,
  type OpAMPConnectionSettingsRequest,
  OpAMPConnectionSettingsRequestSchema,
  type CertificateRequest,
  CertificateRequestSchema,
} from "./gen/opamp/v1/opamp_pb.js";

// From server to agent.
export {
  type ServerToAgent,
  ServerToAgentSchema,
  type ServerErrorResponse,
  ServerErrorResponseSchema,
  type RetryInfo,
  RetryInfoSchema,
  type ServerToAgentCommand,
  ServerToAgentCommandSchema,
  type AgentIdentification,
  AgentIdentificationSchema,
  type AgentRemoteConfig,
  AgentRemoteConfigSchema,
  type ConnectionSettingsOffers,
  ConnectionSettingsOffersSchema,
  type OpAMPConnectionSettings,
  OpAMPConnectionSettingsSchema,
  type TelemetryConnectionSettings,
  TelemetryConnectionSettingsSchema,
  type OtherConnectionSettings,
  OtherConnectionSettingsSchema,
  type TLSConnectionSettings,
  TLSConnectionSettingsSchema,
  type ProxyConnectionSettings,
  ProxyConnectionSettingsSchema,
  type Headers,
  HeadersSchema,
  type Header,
  HeaderSchema,
  type TLSCertificate,
  TLSCertificateSchema,
  type PackagesAvailable,
  PackagesAvailableSchema,
  type PackageAvailable,
  PackageAvailableSchema,
  type DownloadableFile,
  DownloadableFileSchema,
} from "./gen/opamp/v1/opamp_pb.js";

// In both directions.
export {
  type AgentConfigMap,
  AgentConfigMapSchema,
  type AgentConfigFile,
  AgentConfigFileSchema,
  type CustomCapabilities,
  CustomCapabilitiesSchema,
  type CustomMessage,
  CustomMessageSchema,
} from "./gen/opamp/v1/opamp_pb.js";

// Attributes.
export {
  type AnyValue,
  AnyValueSchema,
  type ArrayValue,
  ArrayValueSchema,
  type KeyValueList,
  KeyValueListSchema,
  type KeyValue,
  KeyValueSchema,
} from "./gen/opamp/v1/anyvalue_pb.js";

// Values of their enums.
export {
  RemoteConfigStatuses,
  ConnectionSettingsStatuses,
  PackageStatusEnum,
  PackageType,
  ServerErrorResponseType,
  CommandType,
  enumName,
} from "./enums.js";
