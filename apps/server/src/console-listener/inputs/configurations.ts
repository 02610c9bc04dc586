import type { CheckRequest, RouteRequest } from "@fleethub/api";

/** A new revision as its verb takes it; members that were not sent are left out. */
export function createRevisionInput({
  params: { name },
  body: { content, message, ...standsOn },
}: Pick<RouteRequest<"createRevision">, "params" | "body">) {
  return { name, content, message, ...written(standsOn) };
}

/** A text to be checked. */
export function checkInput({
  body: { content, query, configuration, ...standsOn },
}: Pick<RouteRequest<"check">, "body">) {
  return {
    content,
    ...written(standsOn),
    ...(query === undefined ? {} : { query }),
    ...(configuration === undefined ? {} : { configuration }),
  };
}

function written({ layers, variables }: Pick<CheckRequest, "layers" | "variables">) {
  return {
    ...(layers === undefined ? {} : { layers }),
    ...(variables === undefined ? {} : { variables }),
  };
}
