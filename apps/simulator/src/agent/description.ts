import {
  type AgentDescription,
  AgentDescriptionSchema,
  create,
  type InstanceUid,
} from "@fleethub/opamp";
import type { AgentPlan } from "../fleet/plan.js";

/** Identifying attributes, sorted by key. The instance id is the UID the Collector started with. */
export function identifyingAttributes(
  plan: AgentPlan,
  startedAs: InstanceUid,
): readonly (readonly [string, string])[] {
  return [
    ["service.instance.id", startedAs],
    ["service.name", plan.distribution],
    ["service.version", plan.version],
  ];
}

/** What the agent says about itself, as supervisor and extension do. */
export function agentDescription(plan: AgentPlan, startedAs: InstanceUid): AgentDescription {
  return create(AgentDescriptionSchema, {
    identifyingAttributes: identifyingAttributes(plan, startedAs).map(keyValue),
    nonIdentifyingAttributes: plan.attributes.map(keyValue),
  });
}

function keyValue([key, value]: readonly [string, string]) {
  return { key, value: { value: { case: "stringValue" as const, value } } };
}
