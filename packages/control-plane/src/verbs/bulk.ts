import { sayAgents } from "@fleethub/fleet";
import { byKind } from "../agents/by-kind.js";
import type { MoveToGroup } from "../groups/requests.js";
import type { AgentRecord, RolloutRecord } from "../model.js";
import {
  type ActContext,
  type AgentDecision,
  type AgentVerb,
  isUnchanged,
} from "./agent-decision.js";
import { approveAgent } from "./approve.js";
import { audited } from "./audited.js";
import { connectAgent, type ConnectionInput } from "./connection.js";
import { breathing } from "./breathing.js";
import { eachAgent } from "./each-agent.js";
import { forgetAgent } from "./forget.js";
import { labelAgent, type LabelInput } from "./label.js";
import { moveAgentToGroup } from "./move-to-group.js";
import { offerAgainToAgent } from "./offer-again.js";
import { pinAgent, type PinInput } from "./pin.js";
import { problem, type VerbProblem, type VerbProblemCode } from "./problem.js";
import { readQuery } from "./read-query.js";
import { refreshAgent } from "./refresh.js";
import { releaseDecisions } from "./release-decisions.js";
import { restartAgent } from "./restart.js";
import { readmitAgent } from "./readmit.js";
import { type Revoke, revokeAgent } from "./revoke.js";
import { rotateCredentialOfAgent } from "./rotate-credential.js";
import { unpinAgent } from "./unpin.js";
import type { Verb, VerbContext } from "./verb.js";

/** Agents that one request may reach. */
export const BULK_AGENTS_MAX = 20_000;

/** Refusals listed in the answer; `done` and `unchanged` count all. */
export const BULK_REFUSED_MAX = 1000;

/** One act on many agents, named by a query or by their UIDs. */
export type Bulk = {
  readonly query?: string;
  readonly uids?: readonly string[];
  /** How many agents the caller believes to reach. */
  readonly expectedAgents?: number;
} & (
  | { readonly verb: "label"; readonly input: Pick<LabelInput, "labels" | "variables"> }
  | { readonly verb: "pin"; readonly input: PinInput }
  | { readonly verb: "move-to-group"; readonly input: MoveToGroup }
  | { readonly verb: "connection"; readonly input: ConnectionInput }
  | {
      /** Only for who may also revoke a single agent. */
      readonly verb: "revoke";
      readonly input: Revoke;
    }
  | {
      readonly verb:
        | "unpin"
        | "restart"
        | "refresh"
        | "approve"
        | "forget"
        | "offer-again"
        | "readmit"
        | "rotate-credential";
      readonly input?: object;
    }
);

export interface BulkAnswer {
  readonly agents: number;
  readonly done: number;
  /** Were already as asked. */
  readonly unchanged: number;
  readonly refused: readonly {
    readonly uid: string;
    readonly code: VerbProblemCode;
    readonly detail: string;
  }[];
  /** Above the direct limit: what brings the change to the agents wave by wave. */
  readonly rollout?: RolloutRecord;
}

/** Each agent verb with its own kind of input, ready to decide. */
function deciderOf(request: Bulk) {
  const run =
    <Input>(verb: AgentVerb<Input>, input: Input) =>
    (ctx: ActContext, agent: AgentRecord) =>
      verb.decide(ctx, agent, input);
  switch (request.verb) {
    case "label":
      return run(labelAgent, request.input);
    case "pin":
      return run(pinAgent, request.input);
    case "move-to-group":
      return run(moveAgentToGroup, request.input);
    case "connection":
      return run(connectAgent, request.input);
    case "revoke":
      return run(revokeAgent, request.input);
    case "readmit":
      return run(readmitAgent, {});
    case "rotate-credential":
      return run(rotateCredentialOfAgent, {});
    case "unpin":
      return run(unpinAgent, {});
    case "restart":
      return run(restartAgent, {});
    case "refresh":
      return run(refreshAgent, {});
    case "approve":
      return run(approveAgent, {});
    case "forget":
      return run(forgetAgent, {});
    case "offer-again":
      return run(offerAgainToAgent, {});
  }
}

/** Everything that can be done is, in one commit with one audit entry; who refused is listed with the reason. */
export const bulk: Verb<Bulk, BulkAnswer> = {
  async plan(ctx, request) {
    const reached = await agentsOf(ctx, request);
    if ("kind" in reached) return reached;
    const agents = reached.length;
    const { expectedAgents } = request;
    if (expectedAgents !== undefined && expectedAgents !== agents) {
      return problem(
        "expected-agents",
        `This reaches ${sayAgents(agents)}, not ${expectedAgents}. Look at who matches now, then repeat it with the number you mean.`,
        { agents },
      );
    }
    const decide = deciderOf(request);
    const entry = ctx.ids.uuidv7();
    const acting = { ...ctx, entry };
    const changed: AgentRecord[] = [];
    const decisions: AgentDecision[] = [];
    const refused: BulkAnswer["refused"][number][] = [];
    let unchanged = 0;
    for await (const agent of breathing(ctx, reached)) {
      const decision: AgentDecision | VerbProblem = await decide(acting, agent);
      if (decision.kind === "problem") {
        const { code, detail } = decision;
        if (refused.length < BULK_REFUSED_MAX)
          refused.push({ uid: agent.instanceUid, code, detail });
      } else if (isUnchanged(decision)) unchanged += 1;
      else {
        changed.push(agent);
        decisions.push(decision);
      }
    }
    const released = await releaseDecisions(ctx, decisions, titleOf(request, changed.length));
    if (released.kind === "problem") return released;
    const { acts, agentChanges, rollout } = released;
    const { verb, query = null, input = null } = request;
    const after = { verb, input, query, agents: changed.map((agent) => agent.instanceUid) };
    const resource = { kind: "agents", id: query ?? `${agents} by UID` };
    const audit =
      changed.length > 0 ? [audited(ctx, "bulk", resource, null, after, { id: entry })] : [];
    return {
      kind: "plan",
      changes: { writes: byKind([...released.writes, ...audit]) },
      reach: changed.map((agent) => agent.id),
      acts,
      ...(agentChanges.length === 0 ? {} : { agentChanges }),
      value: {
        agents,
        done: changed.length,
        unchanged,
        refused,
        ...(rollout === null ? {} : { rollout }),
      },
    };
  },
};

/** What a rollout that follows from it is called. */
function titleOf(request: Bulk, agents: number): string {
  if (request.verb === "move-to-group") return `${agents} agents to ${request.input.group}`;
  const what = request.verb === "label" && request.input.variables !== undefined;
  return `${what ? "Values" : "Labels"} of ${agents} agents`;
}

async function agentsOf(
  ctx: VerbContext,
  { query, uids }: Bulk,
): Promise<readonly AgentRecord[] | VerbProblem> {
  if ((query === undefined) === (uids === undefined)) {
    const remedy = "Name the agents by `query` or by `uids`, exactly one of them.";
    const errors = [{ pointer: "/query", message: "Who is meant is not clear.", remedy }];
    return problem("invalid", remedy, { errors });
  }
  return uids === undefined ? byQuery(ctx, query ?? "") : byUids(ctx, uids);
}

async function byUids(
  ctx: VerbContext,
  uids: readonly string[],
): Promise<readonly AgentRecord[] | VerbProblem> {
  const found = new Map<string, AgentRecord>();
  for (const uid of uids) {
    const agent = await ctx.storage.agents.get(uid, ctx.scope);
    if (agent === null) {
      return problem("not-found", `No agent has the instance UID ${uid}. Leave it out.`, {
        resource: { kind: "agent", id: uid },
      });
    }
    found.set(agent.id, ctx.live.newest(agent));
  }
  return [...found.values()];
}

async function byQuery(
  ctx: VerbContext,
  text: string,
): Promise<readonly AgentRecord[] | VerbProblem> {
  const parsed = readQuery(text);
  if (parsed.kind === "problem") return parsed;
  const { query } = parsed;
  const filter = { query, now: ctx.now, scope: ctx.scope };
  const sort = { by: "name", descending: false } as const;
  const { total } = await ctx.storage.agents.list(filter, sort, { limit: 1, cursor: null });
  if (total > BULK_AGENTS_MAX) {
    return problem(
      "too-many",
      `This matches ${total} agents; one request reaches at most ${BULK_AGENTS_MAX}. Narrow the query.`,
      { agents: total },
    );
  }
  const found: AgentRecord[] = [];
  for await (const agent of eachAgent(ctx, query)) found.push(agent);
  return found;
}
