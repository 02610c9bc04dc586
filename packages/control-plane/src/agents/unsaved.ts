import { projectionOf, type AgentOutcome, type Millis, type ReportFacts } from "@fleethub/fleet";
import type { AgentRecord } from "../model.js";
import type { Write } from "../ports.js";
import { type LiveAgent, nothingUnsaved, type Unsaved } from "./live-agent.js";

/** What was taken from an agent to be written, so that it can be put back. */
export interface Taken {
  readonly live: LiveAgent;
  readonly unsaved: Unsaved;
  readonly outcome: AgentOutcome;
  readonly report: ReportFacts;
  readonly writes: readonly Write[];
}

/** Takes everything that the store does not have yet; values are the newest ones. */
export function takeUnsaved(live: LiveAgent, now: Millis): Taken {
  const { unsaved, state, id, epoch } = live;
  live.unsaved = nothingUnsaved();
  const { outcome, report } = state;
  const projection = projectionOf(state, now);
  const writes: Write[] = unsaved.renames.map(({ from, to }) => ({
    kind: "rename-uid",
    id,
    from,
    to,
  }));
  for (const given of unsaved.given) writes.push({ kind: "give-uid", id, ...given });
  if (unsaved.outcome) {
    writes.push({
      kind: "set-outcome",
      id,
      expect: live.record.outcomeVersion,
      outcome,
      projection,
    });
  }
  if (unsaved.report) writes.push({ kind: "set-report", id, epoch, report, projection });
  else if (unsaved.touch) {
    writes.push({ kind: "touch", id, epoch, lastSeenAt: report.lastSeenAt, seq: report.seq });
  }
  if (unsaved.timeline.length > 0) {
    writes.push({ kind: "add-timeline", id, entries: unsaved.timeline });
  }
  for (const entry of unsaved.audit) writes.push({ kind: "add-audit", entry });
  return { live, unsaved, outcome, report, writes };
}

/** The store has it now. */
export function settleTaken({ live, unsaved, outcome, report }: Taken): void {
  const { record } = live;
  const last = unsaved.renames.at(-1);
  const renamed: Partial<AgentRecord> =
    last === undefined
      ? {}
      : {
          instanceUid: last.to,
          formerUids: [...record.formerUids, ...unsaved.renames.map(({ from }) => from)],
        };
  const committed: Partial<AgentRecord> = unsaved.outcome
    ? { outcome, outcomeVersion: record.outcomeVersion + 1 }
    : {};
  // What the store has now is held once, not beside what was read before.
  const said: Partial<AgentRecord> = unsaved.report ? { report } : {};
  live.record = { ...record, ...renamed, ...committed, ...said };
  if (unsaved.outcome && !live.unsaved.outcome) live.uncommitted = null;
}

/** The store does not have it: it goes back, before what came meanwhile, the oldest history first to go. */
export function putBack({ live, unsaved }: Taken, timelineMax: number): void {
  const later = live.unsaved;
  live.unsaved = {
    since: unsaved.since ?? later.since,
    report: unsaved.report || later.report,
    touch: unsaved.touch || later.touch,
    outcome: unsaved.outcome || later.outcome,
    timeline: [...unsaved.timeline, ...later.timeline].slice(-timelineMax),
    audit: [...unsaved.audit, ...later.audit],
    renames: [...unsaved.renames, ...later.renames],
    given: [...unsaved.given, ...later.given],
  };
}
