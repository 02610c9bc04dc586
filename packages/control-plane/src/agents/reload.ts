import type { AskedEvent } from "@fleethub/fleet";
import type { FleetStorage } from "../ports.js";
import { type DesiredSources, resolveIntent } from "./desired.js";
import { inOrder } from "./lane.js";
import type { LiveAgent } from "./live-agent.js";
import type { Performer } from "./performer.js";
import type { Rebase } from "./rebase.js";

export interface ReloadDeps {
  readonly storage: FleetStorage;
  readonly sources: DesiredSources;
  readonly performer: Performer;
  readonly rebase: Rebase;
  readonly lose: (live: LiveAgent) => void;
}

/** Intent was committed, here or by another hub: read it and decide again. Rejects while the store is away. */
export async function reloadAgent(deps: ReloadDeps, live: LiveAgent): Promise<void> {
  await inOrder(live, async () => {
    const record = await deps.storage.store.agentById(live.id);
    if (record === null || record.epoch !== live.epoch) {
      deps.lose(live);
      return;
    }
    const newer = record.outcomeVersion > live.record.outcomeVersion;
    if (newer && live.uncommitted !== null) {
      const { id } = live;
      await deps.rebase(live, { kind: "conflict", write: "set-outcome", id, reason: "version" });
    } else if (newer) {
      live.state = { ...live.state, outcome: record.outcome };
    }
    live.record = { ...record, report: live.record.report };
    const current = { ...record, report: live.state.report, outcome: live.state.outcome };
    const intent = await resolveIntent(current, deps.sources);
    // The commit cleared what was to be cleared: the outcome just read says so.
    await deps.performer.step(live, { kind: "intent", intent, newAttempt: false });
  });
}

/** An operator asked for something on the wire. */
export async function askAgent(
  performer: Performer,
  live: LiveAgent,
  ask: AskedEvent["ask"],
): Promise<void> {
  await inOrder(live, () => performer.step(live, { kind: "asked", ask }));
}
