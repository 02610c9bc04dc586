import type {
  AuditChain,
  AuditCheckpoint,
  AuditEntry,
  AuditEntryDetail,
  AuditVerification,
  TimelineEntry,
} from "@fleethub/api";
import type {
  AuditCheckpoint as CheckpointRecord,
  AuditVerification as VerificationFound,
  ChainedEntry,
  ChainView,
  OpenedEntry,
  TimelineEntry as TimelineRecord,
} from "@fleethub/control-plane";
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

export function presentVerification(found: VerificationFound): AuditVerification {
  return {
    ...found,
    at: timeOf(found.at),
    broken: found.broken === null ? null : { ...found.broken },
  };
}

export function presentCheckpoint(checkpoint: CheckpointRecord): AuditCheckpoint {
  return { ...checkpoint, at: timeOf(checkpoint.at) };
}

export function presentChain(chain: ChainView): AuditChain {
  const { since, checkpoint, verification } = chain;
  return {
    ...chain,
    since: since === null ? null : timeOf(since),
    checkpoint: checkpoint === null ? null : presentCheckpoint(checkpoint),
    verification: verification === null ? null : presentVerification(verification),
  };
}

export function presentOpened(opened: OpenedEntry): AuditEntryDetail {
  const { entry, outcomes, cause, revisions, checkpoint } = opened;
  const { asked, approved, config, agents, applied } = opened.steps;
  return {
    entry: presentAudit(entry),
    steps: {
      asked: { ...asked, at: timeOf(asked.at) },
      approved:
        approved === null
          ? null
          : { ...approved, at: approved.at === null ? null : timeOf(approved.at) },
      config: config === null ? null : { ...config },
      agents: agents === null ? null : { ...agents },
      applied: applied === null ? null : { ...applied },
    },
    outcomes: outcomes.map(presentAudit),
    cause: cause === null ? null : presentAudit(cause),
    revisions: revisions === null ? null : { ...revisions },
    checkpoint: checkpoint === null ? null : presentCheckpoint(checkpoint),
  };
}

export function presentTimeline(entry: TimelineRecord): TimelineEntry {
  const { id, kind, summary, detail } = entry;
  return { id, at: timeOf(entry.at), kind, summary, detail: { ...detail } };
}
