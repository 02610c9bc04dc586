import type { AgentEffect, AuditEffect, SaveEffect, TimelineKind } from "@fleethub/fleet";
import type { Actor, AuditEntry } from "../model.js";
import type { Ids } from "../ports.js";
import type { Counter, Counters } from "./counters.js";
import type { LiveAgent } from "./live-agent.js";
import type { ReportWriter } from "./report-writer.js";
import type { Roster } from "./roster.js";

/** The hub itself, as the audit names it. */
export const hubActor = (requestId: string): Actor => ({
  kind: "hub",
  id: "hub",
  via: "hub",
  requestId,
});

interface Noted {
  readonly commit: SaveEffect["before"];
  readonly isQuiet: boolean;
  readonly entries: ReadonlySet<string>;
}

interface NoteDeps {
  readonly roster: Roster;
  readonly writer: ReportWriter;
  readonly ids: Ids;
  readonly counters: Counters;
}

/** Entries of the history that are counted as well. */
const COUNTED: { readonly [Kind in TimelineKind]?: Counter } = {
  returning: "returns",
  "config-failed": "configFailures",
};

/** Takes down what the store shall have, and who goes by which UID. */
export function noteEffects(
  deps: NoteDeps,
  live: LiveAgent,
  effects: readonly AgentEffect[],
  at: number,
): Noted {
  const { unsaved } = live;
  const entries = new Set<string>();
  let commit: SaveEffect["before"] = "no";
  let isQuiet = true;
  const entryId = () => {
    const id = deps.ids.uuidv7();
    entries.add(id);
    return id;
  };
  for (const effect of effects) {
    if (effect.kind === "touch") deps.writer.touch(live);
    else if (effect.kind === "timeline") {
      isQuiet = false;
      unsaved.timeline.push({ id: entryId(), at, ...effect.entry });
      const counter = COUNTED[effect.entry.kind];
      if (counter !== undefined) deps.counters.count(counter);
    } else if (effect.kind === "audit") {
      unsaved.audit.push(auditOf(live, effect, entryId(), at));
    } else if (effect.kind === "save") {
      isQuiet = false;
      if (effect.what === "report") unsaved.report = true;
      else {
        unsaved.outcome = true;
        commit = effect.before;
      }
    } else if (effect.kind === "renamed") {
      const { from, to } = effect;
      unsaved.renames.push({ from, to });
      deps.roster.expect(to, live);
      if (commit === "no") commit = "if-store-answers";
    } else if (effect.kind === "reassign-uid") {
      const { to, keeps } = effect;
      if (keeps) deps.roster.expect(to, live);
      if (live.lastGiven === to) continue;
      // Whoever comes under it is let in as the one who was given it, also after this hub ended.
      live.lastGiven = to;
      unsaved.given.push({ uid: to, keeps });
      if (commit === "no") commit = "if-store-answers";
    }
  }
  return { commit, isQuiet, entries };
}

/** Takes back the history of a turn that is decided anew. */
export function dropEntries(live: LiveAgent, entries: ReadonlySet<string>): void {
  const { unsaved } = live;
  unsaved.timeline = unsaved.timeline.filter((entry) => !entries.has(entry.id));
  unsaved.audit = unsaved.audit.filter((entry) => !entries.has(entry.id));
}

function auditOf(live: LiveAgent, effect: AuditEffect, id: string, at: number): AuditEntry {
  return {
    id,
    at,
    actor: { ...hubActor(id), reason: effect.summary },
    action: effect.action,
    resource: { kind: "agent", id: live.state.instanceUid },
    before: null,
    after: effect.detail,
  };
}
