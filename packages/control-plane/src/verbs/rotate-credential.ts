import { isOffered, mayRotate, newestCredential, withCredential } from "@fleethub/fleet";
import { newBearerId } from "../enrolment/bearer.js";
import { type AgentVerb, unchanged } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { problem } from "./problem.js";

/** Makes the next credential of an agent now: the one that it has counts until it came with that (S-09, S-10). */
export const rotateCredentialOfAgent: AgentVerb<object> = {
  name: "rotate-credential",
  decide(ctx, agent) {
    const { id, version: expect, access, instanceUid } = agent;
    const newest = newestCredential(access, "bearer");
    if (newest === undefined) {
      return problem(
        "nothing-to-do",
        "This agent has no credential of its own to exchange. It is offered one once it came with an enrolment token and takes connection settings.",
        { resource: { kind: "agent", id: instanceUid } },
      );
    }
    // One is offered already; another would only be waited for beside it.
    if (isOffered(access) || !mayRotate({ access })) return unchanged;
    const credential = newBearerId(id, ctx.ids);
    const made = {
      id: credential,
      kind: "bearer",
      madeAt: ctx.now,
      dueAt: ctx.now + ctx.credentialLifetimeMs,
      seenAt: null,
      entry: ctx.entry,
    } as const;
    return {
      kind: "decision",
      writes: [{ kind: "set-intent", id, expect, access: withCredential(access, made) }],
      acts: [{ kind: "intent", id }],
      before: { credential: newest.id },
      after: { credential },
    };
  },
};

export const rotateCredential = onOneAgent(rotateCredentialOfAgent);
