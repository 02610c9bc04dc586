import type { AgentId } from "@fleethub/fleet";
import { workOut } from "../agents/desired.js";
import type { AgentRecord, Assignment } from "../model.js";
import type { Write } from "../ports.js";
import { intentWrites } from "../verbs/change-intent.js";
import type { AgentChange, VerbContext } from "../verbs/verb.js";

/** Agents decided about before others get a turn. */
const AGENTS_IN_A_TURN = 50;

/** The writes about agents of one commit, gathered. Agents with the same values share what is written for them. */
export class IntentDraft {
  readonly #ctx: VerbContext;
  readonly #found: ReadonlyMap<AgentId, AgentRecord>;
  readonly #renderings = new Set<string>();
  readonly #ids = new Set<AgentId>();
  readonly writes: Write[] = [];
  readonly agents: AgentRecord[] = [];
  readonly changes: AgentChange[] = [];

  /** @param found agents as read for this commit; others are left alone */
  constructor(ctx: VerbContext, found: ReadonlyMap<AgentId, AgentRecord>) {
    this.#ctx = ctx;
    this.#found = found;
  }

  has(id: AgentId): boolean {
    return this.#ids.has(id);
  }

  /** Assigns each what `next` answers; undefined leaves the agent as it is. */
  async assign(
    ids: readonly AgentId[],
    next: (agent: AgentRecord) => Assignment | null | undefined,
    newAttempt: boolean,
  ): Promise<void> {
    for (const id of ids) {
      const agent = this.#found.get(id);
      const assignment = agent === undefined ? undefined : next(agent);
      if (agent === undefined || assignment === undefined) continue;
      await this.#write(agent, assignment, newAttempt);
      if (this.agents.length % AGENTS_IN_A_TURN === 0) await this.#ctx.breathe();
    }
  }

  async #write(agent: AgentRecord, assignment: Assignment | null, newAttempt: boolean) {
    const { writes, change } = await intentWrites(this.#ctx, agent, { assignment, newAttempt });
    for (const write of writes) {
      if (write.kind === "add-rendering") {
        const { hash } = write.rendering;
        if (this.#renderings.has(hash)) continue;
        this.#renderings.add(hash);
      }
      this.writes.push(write);
    }
    this.#ids.add(agent.id);
    this.agents.push(agent);
    this.changes.push(change);
  }
}

/** It said something of what it is wanted to run: it was so between the look and now. */
export async function hasAcknowledged(
  ctx: Pick<VerbContext, "sources">,
  agent: AgentRecord,
): Promise<boolean> {
  const { desired } = await workOut(agent, ctx.sources);
  if (desired.kind === "none") return false;
  return agent.report.remoteConfig?.hash === desired.hash;
}
