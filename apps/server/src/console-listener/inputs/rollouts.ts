import type { RolloutCreate, RouteRequest } from "@fleethub/api";
import type { RebaseFragment, StartRollout } from "@fleethub/control-plane";
import { rolloutPlanOf } from "./rollout-plan.js";

/** A rollout of a revision for one group. */
export function startInput({ body }: { readonly body: RolloutCreate }): StartRollout {
  const { group, configuration } = body;
  return {
    // One that names a fragment instead is `rebaseInput`'s.
    group: group ?? "",
    ...shared(body),
    ...(configuration === undefined ? {} : { configuration }),
  };
}

/** A rollout of a fragment's revision for all that stands on the fragment. */
export function rebaseInput({ body }: { readonly body: RolloutCreate }): RebaseFragment {
  return { fragment: body.fragment ?? "", ...shared(body) };
}

function shared(body: RolloutCreate) {
  const {
    group: _group,
    fragment: _fragment,
    configuration: _configuration,
    revision,
    force,
    expectedAgents,
    ...written
  } = body;
  return {
    revision,
    plan: rolloutPlanOf(written),
    force,
    ...(expectedAgents === undefined ? {} : { expectedAgents }),
  };
}

/** Members to be tried again. */
export function retryInput({
  params: { id },
  body: { uids },
}: Pick<RouteRequest<"retryFailed">, "params" | "body">) {
  return { rollout: id, ...(uids === undefined ? {} : { uids }) };
}

/** Members to be left where they are. */
export function excludeInput({
  params: { id },
  body: { uids, cause, resume },
}: Pick<RouteRequest<"excludeMembers">, "params" | "body">) {
  return {
    rollout: id,
    resume,
    ...(uids === undefined ? {} : { uids }),
    ...(cause === undefined ? {} : { cause }),
  };
}
