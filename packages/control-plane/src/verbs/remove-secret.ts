import { type ConfigHash, sayAgents } from "@fleethub/fleet";
import { workOut } from "../agents/desired.js";
import type { AgentRecord } from "../model.js";
import { refuseWhereRolledOut } from "../secrets/refuse-where-rolled-out.js";
import { audited } from "./audited.js";
import { auditedSecret } from "./create-secret.js";
import { eachOfFleet } from "./each-agent.js";
import { findSecret } from "./find.js";
import { problem } from "./problem.js";
import type { Conditional, Verb, VerbContext } from "./verb.js";

export interface RemoveSecret extends Conditional {
  readonly name: string;
}

/**
 * Removes a secret with all its values, unless some agent is to run with it, by a live rollout too, still runs with it,
 * or may be returned to what does: without its values neither could it be masked in what agents report, nor a return be put together.
 */
export const removeSecret: Verb<RemoveSecret, null> = {
  async plan(ctx, input) {
    const found = await findSecret(ctx, input.name, input.ifVersion);
    if (found.kind === "problem") return found;
    const { name, version } = found.value;
    const resource = { kind: "secret", id: name } as const;
    const isNamedBy = namedBy(ctx, name);
    let agents = 0;
    for await (const agent of eachOfFleet(ctx)) {
      const { rendered } = await workOut(agent, ctx.sources);
      if (rendered?.secrets?.[name] !== undefined || (await isHeld(agent, isNamedBy))) agents += 1;
    }
    if (agents > 0) {
      const detail = `${sayAgents(agents)} ${agents === 1 ? "runs" : "run"} with the secret ${name}, or may come to. Release a configuration without it first, wait until all run that, and forget agents that do not come back.`;
      return problem("in-use", detail, { resource, agents });
    }
    const live = await refuseWhereRolledOut(ctx, name, "agents are to come to run with it");
    if (live !== null) return live;
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

type IsNamedBy = (hash: ConfigHash) => Promise<boolean>;

/** Does the text behind a hash have a value of this secret? Each hash is asked for once. */
function namedBy({ storage }: VerbContext, name: string): IsNamedBy {
  const known = new Map<ConfigHash, Promise<boolean>>();
  return (hash) => {
    const asked =
      known.get(hash) ?? storage.secrets.namedBy(hash).then((ids) => ids?.[name] !== undefined);
    known.set(hash, asked);
    return asked;
  };
}

/** Whoever was handed back to its own files is returned to nothing of ours. */
async function isHeld(
  { report, outcome, pin }: AgentRecord,
  isNamedBy: IsNamedBy,
): Promise<boolean> {
  const { lastGood, window, returning } = outcome;
  const back = pin?.kind === "local" ? null : lastGood;
  for (const hash of [report.remoteConfig?.hash, window?.hash, returning?.to, back]) {
    if (hash !== undefined && hash !== null && (await isNamedBy(hash))) return true;
  }
  return false;
}
