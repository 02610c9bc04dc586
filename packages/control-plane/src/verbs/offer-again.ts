import { resolveDesired } from "../agents/desired.js";
import { type AgentVerb } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { lacks } from "./capability.js";
import { intentWrites } from "./change-intent.js";
import { notAdmitted } from "./not-admitted.js";
import { problem } from "./problem.js";

/**
 * Offers desired again after a failure: its rejected mark is cleared and a new attempt starts, in one commit. An
 * agent that runs it in good order is left alone by the decision itself.
 */
export const offerAgainToAgent: AgentVerb<object> = {
  name: "offer-again",
  async decide(ctx, agent) {
    const desired = await resolveDesired(agent, ctx.sources);
    if (desired.kind === "none") {
      return problem(
        "nothing-to-do",
        "Nothing is wanted of this agent, so there is nothing to offer. Pin it to a revision first.",
        { resource: { kind: "agent", id: agent.instanceUid } },
      );
    }
    const refusal = notAdmitted(agent) ?? lacks(agent, "AcceptsRemoteConfig");
    if (refusal !== null) return refusal;
    const { hash } = desired;
    const became = agent.outcome.hashes[hash];
    const { writes, change } = await intentWrites(ctx, agent, { newAttempt: true });
    return {
      kind: "decision",
      writes,
      change,
      acts: [{ kind: "intent", id: agent.id }],
      before: { hash, attempt: became?.attempt ?? 0, rejected: became?.rejected ?? false },
      after: { hash },
    };
  },
};

export const offerAgain = onOneAgent(offerAgainToAgent);
