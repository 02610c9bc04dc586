import type { RenderedRevision } from "../agents/renderings.js";
import type { AgentRecord, RevisionRecord } from "../model.js";
import type { SecretHolder } from "../secrets/secret-board.js";
import { errorsOf, problem, type VerbProblem } from "./problem.js";
import type { VerbContext } from "./verb.js";

/** What this agent's values and secrets make of a revision. */
export async function renderedWith(
  { sources }: Pick<VerbContext, "sources">,
  revision: RevisionRecord,
  agent: Pick<AgentRecord, "variables"> & SecretHolder,
): Promise<RenderedRevision> {
  const set = await sources.secrets.all();
  return sources.renderings.of(revision, agent.variables, { set, holder: agent });
}

/** What this agent would be offered of a revision, or why nothing can be: no forcing helps there. */
export async function renderedFor(
  ctx: VerbContext,
  agent: Pick<AgentRecord, "instanceUid" | "variables"> & SecretHolder,
  revision: RevisionRecord,
): Promise<RenderedRevision | VerbProblem> {
  const rendered = await renderedWith(ctx, revision, agent);
  return rendered.errors.length === 0 ? rendered : missingVariables(agent, rendered);
}

/** Says which values are missing, or do not fit. */
export function missingVariables(
  agent: Pick<AgentRecord, "instanceUid">,
  { configuration, revision, errors, withheld }: RenderedRevision,
): VerbProblem {
  const isWithheld = errors.length === withheld.length;
  const [first] = errors;
  const why = first === undefined ? "" : ` ${first.message} ${first.remedy}`;
  return problem(
    isWithheld ? "secret-withheld" : "missing-variables",
    `${configuration} revision ${revision} cannot be put together for this agent:${why}`,
    {
      resource: { kind: "agent", id: agent.instanceUid },
      findings: errors,
      errors: errorsOf(errors),
    },
  );
}

/** Is this the text, and not the reason why there is none? */
export function isRendered(made: RenderedRevision | VerbProblem): made is RenderedRevision {
  return "content" in made;
}
