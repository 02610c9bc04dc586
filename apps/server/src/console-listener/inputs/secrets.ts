import type { RouteRequest } from "@fleethub/api";
import type { ChangeSecret } from "@fleethub/control-plane";

/** A value that is left out stays as it is. */
export function changeSecretInput({ params, body }: RouteRequest<"replaceSecret">): ChangeSecret {
  const { value, ...rest } = body;
  return { ...params, ...rest, ...(value === undefined ? {} : { value }) };
}
