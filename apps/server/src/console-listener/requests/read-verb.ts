import { PREVIEWS, type PreviewVerb, type Problem, type RouteRequest } from "@fleethub/api";
import type { ControlPlane } from "@fleethub/control-plane";
import { rolloutId, unknownRollout } from "../handlers/rollout-address.js";
import { VERB_INPUTS } from "../inputs/table.js";
import { readInput } from "./read-input.js";

/** A verb that is not asked for at once: to be previewed, or to be approved. */
export type VerbRead =
  | { readonly ok: true; readonly verb: PreviewVerb; readonly input: never }
  | { readonly ok: false; readonly problem: Problem };

/** Reads what a verb would be asked with by the schemas of its route. */
export async function readVerb(
  plane: ControlPlane,
  verb: PreviewVerb,
  written: Readonly<Record<string, unknown>>,
): Promise<VerbRead> {
  const read = readInput(verb, written);
  if (!read.ok) return read;
  let { params } = read.request;
  if (isAddressed(params) && PREVIEWS[verb] !== "liftException") {
    const id = await rolloutId(plane, params.id);
    if (id === null) return { ok: false, problem: unknownRollout(params.id).problem };
    params = { ...params, id };
  }
  const meant = meantBy(verb, read.request.body);
  // The schemas of the verb's route have read the request, so its parts are of the types that its input is made of.
  const inputOf = VERB_INPUTS[meant] as (request: RouteRequest<"bulkAgents">) => never;
  const request: unknown = { ...read.request, params };
  return { ok: true, verb: meant, input: inputOf(request as RouteRequest<"bulkAgents">) };
}

/** Places in the request of the verb are places in the input. */
export function inInput(refusal: Problem): Problem {
  const { errors, ...rest } = refusal;
  if (errors === undefined) return rest;
  return {
    ...rest,
    errors: errors.map(({ pointer, ...error }) => ({
      ...error,
      ...(pointer === undefined ? {} : { pointer: `/input${pointer}` }),
    })),
  };
}

/** The body of a rollout says for which of its two verbs it is. */
function meantBy(verb: PreviewVerb, body: unknown): PreviewVerb {
  if (PREVIEWS[verb] !== "startRollout") return verb;
  const isRebase = typeof body === "object" && body !== null && "fragment" in body;
  return isRebase ? "rebase-fragment" : "start-rollout";
}

function isAddressed(params: unknown): params is { readonly id: string } {
  return typeof params === "object" && params !== null && "id" in params;
}
