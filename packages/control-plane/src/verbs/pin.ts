import type { RenderedRevision } from "../agents/renderings.js";
import type { AgentRecord, Pin } from "../model.js";
import { type AgentVerb, unchanged } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { lacks } from "./capability.js";
import { intentWrites } from "./change-intent.js";
import { findConfiguration, findRevision } from "./find.js";
import type { PlacedFinding } from "./placed-finding.js";
import { policyFindingsFor, policyRefusal } from "./policy-findings.js";
import { errorsOf, problem, type VerbProblem } from "./problem.js";
import { isRendered, renderedFor } from "./rendered-for.js";
import { runnabilityOf } from "./runnability.js";
import type { VerbContext } from "./verb.js";

export type PinInput =
  | {
      readonly configuration: string;
      readonly revision: number;
      /** Offer it even to an agent that cannot run it. Default false. */
      readonly force?: boolean;
    }
  /** Hand the agent back to its own files. */
  | { readonly local: true };

function samePin(a: Pin | null, b: Pin): boolean {
  if (a === null || a.kind !== b.kind) return false;
  if (a.kind === "local" || b.kind === "local") return true;
  return a.configuration === b.configuration && a.revision === b.revision && a.forced === b.forced;
}

/** What this agent's Collector lacks for the text, or would refuse in it; null where nothing is known of it. */
async function cannotRun(
  ctx: VerbContext,
  agent: AgentRecord,
  rendered: RenderedRevision,
): Promise<VerbProblem | null> {
  const { verdict, findings } = await runnabilityOf(ctx, agent, rendered);
  const [first] = findings;
  if (verdict !== "cannot-run" || first === undefined) return null;
  const { configuration, revision: number } = rendered;
  return problem(
    "cannot-run",
    `This agent cannot run ${configuration} revision ${number}: ${first.message} Pin another revision, use a Collector that has it, or repeat with force.`,
    {
      resource: { kind: "agent", id: agent.instanceUid },
      findings,
      errors: errorsOf(findings),
    },
  );
}

/**
 * Pins an agent. The pin that is in force already changes nothing; any other starts a new attempt, and ends what a
 * rollout assigned.
 */
export const pinAgent: AgentVerb<PinInput> = {
  name: "pin",
  async decide(ctx, agent, input) {
    const pin: Pin =
      "local" in input
        ? { kind: "local" }
        : {
            kind: "revision",
            configuration: input.configuration,
            revision: input.revision,
            forced: input.force ?? false,
          };
    let policies: readonly PlacedFinding[] = [];
    if (pin.kind === "revision") {
      const configuration = await findConfiguration(ctx, pin.configuration);
      if (configuration.kind === "problem") return configuration;
      if (configuration.value.kind === "fragment") {
        return problem(
          "invalid",
          `${pin.configuration} is a fragment, which is merged over others and runs on no agent by itself. Pin a complete configuration.`,
          { resource: { kind: "configuration", id: pin.configuration } },
        );
      }
      const revision = await findRevision(ctx, pin.configuration, pin.revision);
      if (revision.kind === "problem") return revision;
      if (samePin(agent.pin, pin)) return unchanged;
      const rendered = await renderedFor(ctx, { ...agent, pin }, revision.value);
      if (!isRendered(rendered)) return rendered;
      const refusal =
        lacks(agent, "AcceptsRemoteConfig") ??
        (pin.forced ? null : await cannotRun(ctx, agent, rendered)) ??
        (await policyRefusal(ctx, agent, rendered));
      if (refusal !== null) return refusal;
      const broken = await policyFindingsFor(ctx, agent, rendered);
      policies = broken.flatMap(({ findings }) => findings);
    } else {
      if (samePin(agent.pin, pin)) return unchanged;
      const refusal = lacks(agent, "AcceptsRemoteConfig");
      if (refusal !== null) return refusal;
    }
    const { writes, change } = await intentWrites(ctx, agent, {
      pin,
      ...(agent.assignment === null ? {} : { assignment: null }),
      newAttempt: true,
    });
    return {
      kind: "decision",
      writes,
      change,
      ...(policies.length === 0 ? {} : { policies }),
      acts: [{ kind: "intent", id: agent.id }],
      before: { pin: agent.pin },
      after: { pin },
    };
  },
};

export const pin = onOneAgent(pinAgent);
