import { parseInstanceUid } from "@fleethub/opamp";
import { type AgentVerb } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { notReachable } from "./connected.js";

/** Gives a connected agent a new instance UID. Its history stays, and the old UID stays as an alias. */
export const newUidForAgent: AgentVerb<object> = {
  name: "new-uid",
  decide(ctx, agent) {
    const refusal = notReachable(ctx, agent);
    if (refusal !== null) return refusal;
    const made = parseInstanceUid(ctx.ids.uuidv7());
    if (!made.ok) throw new Error("Ids.uuidv7 made no UUID.");
    return {
      kind: "decision",
      writes: [],
      acts: [{ kind: "new-uid", id: agent.id, to: made.value }],
      before: { uid: agent.instanceUid },
      after: { uid: made.value },
    };
  },
};

export const newUid = onOneAgent(newUidForAgent);
