import { sayAgents } from "@fleethub/fleet";
import { workOut } from "../agents/desired.js";
import { audited } from "./audited.js";
import { auditedSecret } from "./create-secret.js";
import { eachOfFleet } from "./each-agent.js";
import { findSecret } from "./find.js";
import { problem } from "./problem.js";
import type { Conditional, Verb } from "./verb.js";

export interface RemoveSecret extends Conditional {
  readonly name: string;
}

/** Removes a secret with all its values, unless some agent is to run with it. */
export const removeSecret: Verb<RemoveSecret, null> = {
  async plan(ctx, input) {
    const found = await findSecret(ctx, input.name, input.ifVersion);
    if (found.kind === "problem") return found;
    const { name, version } = found.value;
    const resource = { kind: "secret", id: name } as const;
    let agents = 0;
    for await (const agent of eachOfFleet(ctx)) {
      const { rendered } = await workOut(agent, ctx.sources);
      if (rendered?.secrets?.[name] !== undefined) agents += 1;
    }
    if (agents > 0) {
      const detail = `${sayAgents(agents)} ${agents === 1 ? "is" : "are"} to run with the secret ${name}. Release a configuration without it first.`;
      return problem("in-use", detail, { resource, agents });
    }
    return {
      kind: "plan",
      changes: {
        writes: [
          { kind: "remove-secret", name, expect: version },
          audited(ctx, "remove-secret", resource, auditedSecret(found.value), null),
        ],
      },
      reach: [],
      acts: [],
      value: null,
    };
  },
};
