import type { AuditEntry, TimelineEntry } from "@fleethub/api";
import type {
  AuditEntry as AuditRecord,
  TimelineEntry as TimelineRecord,
} from "@fleethub/control-plane";
import { timeOf } from "./time.js";

export function presentAudit(entry: AuditRecord): AuditEntry {
  const { id, actor, action, resource, before, after } = entry;
  return {
    id,
    at: timeOf(entry.at),
    actor: { ...actor },
    action,
    resource: { ...resource },
    before: before ?? null,
    after: after ?? null,
  };
}

export function presentTimeline(entry: TimelineRecord): TimelineEntry {
  const { id, kind, summary, detail } = entry;
  return { id, at: timeOf(entry.at), kind, summary, detail: { ...detail } };
}
