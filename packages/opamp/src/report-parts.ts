import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import {
  AgentDescriptionSchema,
  AgentDisconnectSchema,
  AvailableComponentsSchema,
  ComponentHealthSchema,
  ConnectionSettingsRequestSchema,
  ConnectionSettingsStatusSchema,
  CustomCapabilitiesSchema,
  CustomMessageSchema,
  EffectiveConfigSchema,
  PackageStatusesSchema,
  RemoteConfigStatusSchema,
} from "./gen/opamp/v1/opamp_pb.js";

/** The sub-messages of AgentToServer: their field numbers and what they decode to. */
export const REPORT_PART = {
  agentDescription: { field: 3, schema: AgentDescriptionSchema },
  health: { field: 5, schema: ComponentHealthSchema },
  effectiveConfig: { field: 6, schema: EffectiveConfigSchema },
  remoteConfigStatus: { field: 7, schema: RemoteConfigStatusSchema },
  packageStatuses: { field: 8, schema: PackageStatusesSchema },
  agentDisconnect: { field: 9, schema: AgentDisconnectSchema },
  connectionSettingsRequest: { field: 11, schema: ConnectionSettingsRequestSchema },
  customCapabilities: { field: 12, schema: CustomCapabilitiesSchema },
  customMessage: { field: 13, schema: CustomMessageSchema },
  availableComponents: { field: 14, schema: AvailableComponentsSchema },
  connectionSettingsStatus: { field: 15, schema: ConnectionSettingsStatusSchema },
} as const satisfies Record<string, { field: number; schema: DescMessage }>;

/** The name of a sub-message of AgentToServer. */
export type ReportPart = keyof typeof REPORT_PART;

/** What a part decodes to. */
export type PartMessage<Part extends ReportPart> = MessageShape<
  (typeof REPORT_PART)[Part]["schema"]
>;

/** Every part, in the order of field numbers. */
export const REPORT_PARTS = Object.keys(REPORT_PART) as readonly ReportPart[];
