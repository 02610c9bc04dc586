import type { RouteRequest } from "@fleethub/api";
import type { ChangeGroup, CreateGroup, WrittenGroup } from "@fleethub/control-plane";
import { rolloutPlanOf } from "./rollout-plan.js";

/** A new group as its verb takes it. */
export function createGroupInput({ body }: Pick<RouteRequest<"createGroup">, "body">): CreateGroup {
  return { name: body.name, ...writtenGroup(body) };
}

/** A group written anew. */
export function changeGroupInput({
  params,
  body,
}: Pick<RouteRequest<"replaceGroup">, "params" | "body">): ChangeGroup {
  return { name: params.name, ...writtenGroup(body) };
}

function writtenGroup(body: RouteRequest<"replaceGroup">["body"]): WrittenGroup {
  const { query, description, configuration, plan, position, expectedAgents } = body;
  return {
    query,
    description,
    configuration,
    plan: rolloutPlanOf(plan),
    ...(position === undefined ? {} : { position }),
    ...(expectedAgents === undefined ? {} : { expectedAgents }),
  };
}

/** Which group goes. */
export function removeGroupInput({
  params: { name },
  query: { expectedAgents },
}: Pick<RouteRequest<"removeGroup">, "params" | "query">) {
  return { name, ...(expectedAgents === undefined ? {} : { expectedAgents }) };
}
