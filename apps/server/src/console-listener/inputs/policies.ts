import type { RouteRequest } from "@fleethub/api";

/** An exception as its verb takes it. */
export function exceptInput({
  params: { name },
  body: { query, reason, until },
}: Pick<RouteRequest<"exceptPolicy">, "params" | "body">) {
  return { name, query, reason, until: Date.parse(until) };
}
