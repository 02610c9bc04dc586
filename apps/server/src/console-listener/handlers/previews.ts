import { PREVIEWS, type PreviewVerb, type Problem, type RouteRequest } from "@fleethub/api";
import type { ControlPlane, Preview, VerbProblem } from "@fleethub/control-plane";
import { VERB_INPUTS } from "../inputs/table.js";
import { presentPreview } from "../present/preview.js";
import { fromVerb } from "../problems.js";
import { readInput } from "../requests/read-input.js";
import { answer, type Caller, type Handlers, refuse } from "./handler.js";
import { rolloutId, unknownRollout } from "./rollout-address.js";

/** Dry runs: the verb's own plan, put into words. What the route itself would refuse is refused alike. */
export function previewHandlers(plane: ControlPlane): Pick<Handlers, "preview"> {
  return {
    async preview({ body: { verb, input } }, caller) {
      const read = readInput(verb, input);
      if (!read.ok) return refuse(read.problem);
      let { params } = read.request;
      if (isAddressed(params) && PREVIEWS[verb] !== "liftException") {
        const id = await rolloutId(plane, params.id);
        if (id === null) return unknownRollout(params.id);
        params = { ...params, id };
      }
      const meant = meantBy(verb, read.request.body);
      const found = await previewed(plane, meant, { ...read.request, params }, caller);
      if ("kind" in found) return refuse(inInput(fromVerb(found)));
      return answer(presentPreview(found));
    },
  };
}

/** Places in the request of the verb are places in the input. */
function inInput(refusal: Problem): Problem {
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

/** The schemas of the verb's route have read the request, so its parts are of the types that its input is made of. */
function previewed(
  plane: ControlPlane,
  verb: PreviewVerb,
  request: unknown,
  caller: Caller,
): Promise<Preview | VerbProblem> {
  const inputOf = VERB_INPUTS[verb] as (request: RouteRequest<"bulkAgents">) => never;
  return plane.preview(verb, caller, inputOf(request as RouteRequest<"bulkAgents">));
}
