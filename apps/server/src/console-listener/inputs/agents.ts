import type { AgentPatch, BulkRequest, ConnectionBody, RouteRequest } from "@fleethub/api";
import type { Bulk } from "@fleethub/control-plane";

/** Labels, values and name of one agent; members that were not sent are left out. */
export function labelInput({
  params: { uid },
  body: { name, ...shared },
}: Pick<RouteRequest<"patchAgent">, "params" | "body">) {
  return { uid, ...(name === undefined ? {} : { name }), ...labelsOf(shared) };
}

/** One act on many agents. */
export function bulkInput({ body }: Pick<RouteRequest<"bulkAgents">, "body">): Bulk {
  const { query, uids, expectedAgents, ...act } = body satisfies BulkRequest;
  const reach = {
    ...(query === undefined ? {} : { query }),
    ...(uids === undefined ? {} : { uids }),
    ...(expectedAgents === undefined ? {} : { expectedAgents }),
  };
  switch (act.verb) {
    case "label":
      return { ...reach, verb: act.verb, input: labelsOf(act.input) };
    case "connection":
      return { ...reach, verb: act.verb, input: connectionInput(act.input) };
    case "pin":
    case "revoke":
    case "move-to-group":
      return { ...reach, ...act };
    default:
      return { ...reach, verb: act.verb };
  }
}

/** Decisions about connections; members that were not sent are left out. */
export function connectionInput({
  ownMetrics,
  ownTraces,
  ownLogs,
  heartbeatIntervalSeconds,
}: ConnectionBody) {
  return {
    ...(ownMetrics === undefined ? {} : { ownMetrics }),
    ...(ownTraces === undefined ? {} : { ownTraces }),
    ...(ownLogs === undefined ? {} : { ownLogs }),
    ...(heartbeatIntervalSeconds === undefined ? {} : { heartbeatIntervalSeconds }),
  };
}

function labelsOf({ labels, variables }: Omit<AgentPatch, "name">) {
  return {
    ...(labels === undefined ? {} : { labels }),
    ...(variables === undefined ? {} : { variables }),
  };
}
