import type { AuditEntry, TimelineEntry } from "@fleethub/api";
import type { ChainedEntry, TimelineEntry as TimelineRecord } from "@fleethub/control-plane";
import { timeOf } from "./time.js";

export function presentAudit(entry: ChainedEntry): AuditEntry {
  const { id, actor, action, resource, before, after, sequence, previous, hash } = entry;
  const { follows, approval, configHash, agents } = entry;
  return {
    sequence,
    id,
    at: timeOf(entry.at),
    actor: { ...actor },
    action,
    resource: { ...resource },
    before: before ?? null,
    after: after ?? null,
    ...(follows === undefined ? {} : { follows }),
    ...(approval === undefined ? {} : { approval: { ...approval } }),
    ...(configHash === undefined ? {} : { configHash }),
    ...(agents === undefined ? {} : { agents }),
    previous,
    hash,
  };
}

export function presentTimeline(entry: TimelineRecord): TimelineEntry {
  const { id, kind, summary, detail } = entry;
  return { id, at: timeOf(entry.at), kind, summary, detail: { ...detail } };
}
