import type {
  PathStep,
  Policy,
  PolicyCause,
  PolicyDraft,
  PolicyEvidenceLine,
  PolicyRule,
  PolicyVerdict,
} from "@fleethub/api";
import type { EvidenceStep, PolicyVerdict as Verdict } from "@fleethub/collector-config";
import {
  type BreakingDraft,
  causeOf,
  type EvidenceLine,
  type PolicyCause as Cause,
  type PolicyRecord,
  type PolicyView,
} from "@fleethub/control-plane";
import { timeOf, timeOrNull } from "./time.js";

/** A policy with how the fleet stands to it. */
export function presentPolicy(record: PolicyRecord, view: PolicyView): Policy {
  const { name, title, description, scope, severity, enabled, version, createdBy } = record;
  return {
    name,
    title,
    description,
    // Written through the schema of the API, and kept as it was.
    rule: record.rule as PolicyRule,
    scope,
    severity,
    enabled,
    exceptions: record.exceptions.map((exception) => ({
      id: exception.id,
      query: exception.query,
      reason: exception.reason,
      until: timeOf(exception.until),
      createdAt: timeOf(exception.createdAt),
      createdBy: exception.createdBy,
    })),
    standing: { ...view.standing },
    drafts: view.drafts,
    since: timeOrNull(view.since),
    version,
    createdAt: timeOf(record.createdAt),
    createdBy,
    changedAt: timeOf(record.changedAt),
  };
}

export function presentSteps(steps: readonly EvidenceStep[]): PathStep[] {
  return steps.map(({ class: kind, id, pipeline, missing }) => ({
    class: kind,
    id,
    pipeline,
    missing: missing ?? false,
  }));
}

export function presentCause({ path, uids, since, ...cause }: Cause): PolicyCause {
  return { ...cause, path: presentSteps(path), uids: [...uids], since: timeOrNull(since) };
}

export function presentVerdict(verdict: Verdict): PolicyVerdict {
  const { judged, broken, unknown, truncated, remedy, witness } = verdict;
  return {
    verdict: verdict.verdict,
    cause: verdict.verdict === "kept" ? "" : causeOf(verdict),
    judged,
    broken,
    unknown,
    evidence: verdict.evidence.map(({ steps, signal, line, column, message, ...evidence }) => ({
      verdict: evidence.verdict,
      signal,
      path: presentSteps(steps),
      line,
      column,
      message,
      remedy: evidence.remedy,
    })),
    truncated,
    witness:
      witness === null
        ? null
        : {
            signal: witness.signal,
            from: witness.from,
            to: witness.to,
            attribute: witness.attribute ?? null,
            text: witness.text,
          },
    remedy,
  };
}

export function presentDraft({ configuration, revision, verdict }: BreakingDraft): PolicyDraft {
  const [first] = verdict.evidence;
  return {
    configuration,
    revision,
    cause: causeOf(verdict),
    path: presentSteps(first?.steps ?? []),
    line: first?.line ?? null,
  };
}

export function presentEvidence(line: EvidenceLine): PolicyEvidenceLine {
  const { policy, uid, name, config, rule, verdict } = line;
  return {
    policy,
    at: timeOf(line.at),
    uid,
    name,
    config,
    rule,
    verdict,
    path: presentSteps(line.path),
    since: timeOrNull(line.since),
  };
}
