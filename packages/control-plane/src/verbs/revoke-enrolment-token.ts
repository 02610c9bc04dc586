import { sayAgents } from "@fleethub/fleet";
import { byKind } from "../agents/by-kind.js";
import type { AgentRecord, EnrolmentTokenRecord } from "../model.js";
import { type ActContext, type AgentDecision, isUnchanged } from "./agent-decision.js";
import { audited } from "./audited.js";
import { breathing } from "./breathing.js";
import { BULK_AGENTS_MAX } from "./bulk.js";
import { eachAgent } from "./each-agent.js";
import { exactly } from "./exactly.js";
import { findEnrolmentToken } from "./find.js";
import { problem, type VerbProblem } from "./problem.js";
import { noReason } from "./reason.js";
import { revokeAgent } from "./revoke.js";
import type { Conditional, Verb, VerbContext } from "./verb.js";

export interface RevokeEnrolmentToken extends Conditional {
  readonly name: string;
  readonly reason: string;
  /** Also every agent that came with it. */
  readonly agents: boolean;
}

export interface EnrolmentTokenRevoked {
  readonly token: EnrolmentTokenRecord;
  /** Agents revoked with it. */
  readonly agents: number;
}

/**
 * Nobody comes in with a token any more, also not those that it let in before, and sockets that came with it end on every hub.
 * Agents that have a credential of their own stay, unless they are to go too.
 */
export const revokeEnrolmentToken: Verb<RevokeEnrolmentToken, EnrolmentTokenRevoked> = {
  async plan(ctx, { name, reason, agents: isWithAgents, ifVersion }) {
    const found = await findEnrolmentToken(ctx, name, ifVersion);
    if (found.kind === "problem") return found;
    const token = found.value;
    const refusal = noReason(reason);
    if (refusal !== null) return refusal;
    const agents = isWithAgents ? await agentsOf(ctx, name) : [];
    if ("kind" in agents) return agents;
    const entry = ctx.ids.uuidv7();
    const decided = await decideAll({ ...ctx, entry }, agents, reason);
    if ("kind" in decided) return decided;
    const isNew = token.revokedAt === null;
    const { now: at, actor } = ctx;
    const resource = { kind: "enrolment-token", id: name } as const;
    const after = { reason, agents: decided.changed.length };
    const writes = [
      ...(isNew
        ? [
            {
              kind: "revoke-enrolment-token" as const,
              name,
              expect: token.version,
              at,
              by: actor.id,
              reason,
            },
          ]
        : []),
      ...decided.decisions.flatMap((decision) => decision.writes),
    ];
    const audit =
      writes.length === 0
        ? []
        : [audited(ctx, "revoke-enrolment-token", resource, null, after, { id: entry })];
    const revoked = { revokedAt: at, revokedBy: actor.id, reason, version: token.version + 1 };
    return {
      kind: "plan",
      changes: { writes: [...byKind(writes), ...audit] },
      reach: decided.changed.map(({ id }) => id),
      acts: decided.decisions.flatMap(({ acts }) => acts),
      value: {
        token: isNew ? { ...token, ...revoked } : token,
        agents: decided.changed.length,
      },
    };
  },
};

async function agentsOf(
  ctx: VerbContext,
  name: string,
): Promise<readonly AgentRecord[] | VerbProblem> {
  const agents: AgentRecord[] = [];
  for await (const agent of eachAgent(ctx, exactly("enrolment", name))) {
    agents.push(agent);
    if (agents.length <= BULK_AGENTS_MAX) continue;
    const most = sayAgents(BULK_AGENTS_MAX);
    const detail = `More than ${most} came with this token, and one request reaches at most that many. Revoke the token alone, then its agents with narrower queries such as enrolment:${name} label.site:a.`;
    return problem("too-many", detail, { agents: agents.length });
  }
  return agents;
}

async function decideAll(
  ctx: ActContext,
  agents: readonly AgentRecord[],
  reason: string,
): Promise<
  | VerbProblem
  | { readonly changed: readonly AgentRecord[]; readonly decisions: readonly AgentDecision[] }
> {
  const changed: AgentRecord[] = [];
  const decisions: AgentDecision[] = [];
  for await (const agent of breathing(ctx, agents)) {
    const decision = await revokeAgent.decide(ctx, agent, { reason });
    if (decision.kind === "problem") return decision;
    if (isUnchanged(decision)) continue;
    changed.push(agent);
    decisions.push(decision);
  }
  return { changed, decisions };
}
