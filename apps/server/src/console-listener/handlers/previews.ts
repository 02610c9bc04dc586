import type { ControlPlane, Preview, VerbProblem } from "@fleethub/control-plane";
import { presentPreview } from "../present/preview.js";
import { fromVerb } from "../problems.js";
import { inInput, readVerb } from "../requests/read-verb.js";
import { answer, type Handlers, refuse } from "./handler.js";

/** Dry runs: the verb's own plan, put into words. What the route itself would refuse is refused alike. */
export function previewHandlers(plane: ControlPlane): Pick<Handlers, "preview"> {
  return {
    async preview({ body: { verb, input } }, caller) {
      const read = await readVerb(plane, verb, input);
      if (!read.ok) return refuse(read.problem);
      const found: Preview | VerbProblem = await plane.preview(read.verb, caller, read.input);
      if ("kind" in found) return refuse(inInput(fromVerb(found)));
      return answer(presentPreview(found));
    },
  };
}
