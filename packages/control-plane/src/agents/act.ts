import type { AgentId } from "@fleethub/fleet";
import type { Logger } from "../ports.js";
import type { Act } from "../verbs/verb.js";
import type { LiveAgent } from "./live-agent.js";
import type { Performer } from "./performer.js";
import { askAgent } from "./reload.js";
import type { Roster } from "./roster.js";

export interface ActDeps {
  readonly roster: Roster;
  readonly performer: Performer;
  readonly reload: (agents: readonly LiveAgent[]) => Promise<void>;
  readonly lose: (live: LiveAgent) => void;
  readonly logger: Logger;
}

/** Acts on live connections that are under way at once, besides those of intent. */
const ACTS_AT_ONCE = 64;

/**
 * Does after a commit what follows from it on the connections of this hub. Never rejects: the commit stands, and
 * heartbeats and the change feed repair what was not done here.
 */
export async function perform(deps: ActDeps, acts: readonly Act[]): Promise<void> {
  const intents = new Set<LiveAgent>();
  const others: { readonly act: Act; readonly live: LiveAgent }[] = [];
  for (const act of acts) {
    const live = deps.roster.byId(act.id);
    if (live === undefined) continue;
    if (act.kind === "intent") intents.add(live);
    else others.push({ act, live });
  }
  const waits = (id: AgentId | null, kind: Act["kind"]) => (error: unknown) => {
    deps.logger.warn({ agent: id, act: kind, error: String(error) }, "An act waits.");
  };
  if (intents.size > 0) await deps.reload([...intents]).catch(waits(null, "intent"));
  for (let from = 0; from < others.length; from += ACTS_AT_ONCE) {
    const few = others.slice(from, from + ACTS_AT_ONCE);
    await Promise.all(
      few.map(({ act, live }) => once(deps, act, live).catch(waits(act.id, act.kind))),
    );
  }
}

async function once({ performer, lose }: ActDeps, act: Act, live: LiveAgent): Promise<void> {
  if (act.kind === "forget") lose(live);
  else if (act.kind === "new-uid")
    await askAgent(performer, live, { kind: "new-uid", uid: act.to });
  else if (act.kind !== "intent") await askAgent(performer, live, { kind: act.kind });
}
