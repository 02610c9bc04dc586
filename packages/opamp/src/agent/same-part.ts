import { equals, type Message } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import {
  AgentDescriptionSchema,
  AvailableComponentsSchema,
  ComponentHealthSchema,
  ConnectionSettingsStatusSchema,
  CustomCapabilitiesSchema,
  PackageStatusesSchema,
  RemoteConfigStatusSchema,
} from "../messages.js";
import type { AgentParts } from "./parts.js";

/** Parts that are kept and can be compared. */
export type Comparable = Omit<AgentParts, "capabilities" | "effectiveConfig">;

/** True when the part says the same before and after. */
export function samePart(part: keyof Comparable, before: Comparable, after: Comparable): boolean {
  if (before[part] === after[part]) return true;
  return SAME[part](before, after);
}

const SAME: Record<keyof Comparable, (before: Comparable, after: Comparable) => boolean> = {
  description: (a, b) => same(AgentDescriptionSchema, a.description, b.description),
  health: (a, b) => same(ComponentHealthSchema, a.health, b.health),
  remoteConfigStatus: (a, b) =>
    same(RemoteConfigStatusSchema, a.remoteConfigStatus, b.remoteConfigStatus),
  packageStatuses: (a, b) => same(PackageStatusesSchema, a.packageStatuses, b.packageStatuses),
  customCapabilities: (a, b) =>
    same(CustomCapabilitiesSchema, a.customCapabilities, b.customCapabilities),
  availableComponents: (a, b) =>
    same(AvailableComponentsSchema, a.availableComponents, b.availableComponents),
  connectionSettingsStatus: (a, b) =>
    same(ConnectionSettingsStatusSchema, a.connectionSettingsStatus, b.connectionSettingsStatus),
};

function same<T extends Message>(
  schema: GenMessage<T>,
  before: T | undefined,
  after: T | undefined,
): boolean {
  return before !== undefined && after !== undefined && equals(schema, before, after);
}
