// Running a fleet.
export { createControlPlane } from "./create-control-plane.js";
export type {
  ControlPlane,
  ControlPlaneDeps,
  ControlPlaneStatistics,
  EffectiveConfigView,
} from "./control-plane.js";
export { CONTROL_PLANE_SETTINGS, type ControlPlaneSettings } from "./agents/settings.js";
export {
  OWN_METRICS_PATH,
  OWN_METRICS_RULE,
  type OwnMetricsRule,
} from "./agents/connection-offer.js";
export { SERVER_CAPABILITIES } from "./agents/server-capabilities.js";
export type { Admit } from "./agents/arrivals.js";
export type { Connection } from "./agents/live-agent.js";
export type { Statistics } from "./agents/counters.js";
export { createConfigJudge } from "./judge.js";
export type {
  CertificateAuthority,
  CertificateGrant,
  CertificateRequest,
  RequestedKey,
} from "./certificates/authority.js";

export { isSelectorWithin } from "./access/group-reach.js";
export { readingScope } from "./access/reading-scope.js";

// The record: what stores chain it with.
export { canonicalJson } from "./canonical-json.js";
export { chainHash, indexOf as auditIndexOf, NO_HASH } from "./audit/chain.js";
export { chainedEntry } from "./audit/stored-entry.js";
export type { CheckDeps } from "./audit/chain-check.js";
export type { AuditDesk, ChainView } from "./audit/desk.js";
export { ExportCheck } from "./audit/export-check.js";
export { exportLines } from "./audit/export-lines.js";
export type { AuditFault, Broken } from "./audit/faults.js";
export type { AuditAnchor } from "./audit/keeper.js";
export type { AuditSteps, OpenedEntry } from "./audit/opened.js";
export { AUDIT_FIELDS, parseAuditQuery } from "./audit/parse-query.js";
export type { Refusal } from "./audit/refusals.js";
export { AUDIT_SETTINGS, type AuditSettings } from "./audit/settings.js";
export { type AuditSigner, SIGNATURE_PURPOSE, type Signatures } from "./audit/signatures.js";
export type { AuditVerification } from "./audit/verification.js";
export { verifyStore } from "./audit/verify-store.js";
export { keyIdOf as auditKeyIdOf } from "./audit/chain.js";

// Verbs: what can be asked of a fleet.
export {
  isReadOnly,
  isVerbName,
  VERBS,
  type VerbInput,
  type VerbName,
  type VerbValue,
} from "./verbs/table.js";
export { audited } from "./verbs/audited.js";
export type { VerbDone } from "./verbs/run.js";
export type { ResourceKind, VerbError, VerbProblem, VerbProblemCode } from "./verbs/problem.js";
export type { Act, Plan, VerbCall } from "./verbs/verb.js";
export type { AgentAnswer } from "./verbs/agent-verb.js";
export { BULK_AGENTS_MAX, BULK_REFUSED_MAX, type Bulk, type BulkAnswer } from "./verbs/bulk.js";
export {
  type Check,
  CHECK_AGENTS_MAX,
  CHECK_UIDS_MAX,
  type CheckAnswer,
  type CheckedAgents,
  type MissingVariable,
} from "./verbs/check.js";
export type { Runnability } from "./verbs/runnability.js";
export {
  type CreateRevision,
  REVISION_SIZE_BYTES_MAX,
  type RevisionCreated,
} from "./verbs/create-revision.js";
export type { PlacedFinding } from "./verbs/placed-finding.js";
export {
  GIVEN_NAME_LENGTH_MAX,
  LABEL_KEY_PATTERN,
  LABEL_VALUE_LENGTH_MAX,
  LABELS_MAX,
} from "./verbs/label.js";
export type { LiftProtection, ProtectGroup } from "./verbs/protect-group.js";
export type { PinInput } from "./verbs/pin.js";
export type { ConnectionInput } from "./verbs/connection.js";
export type { ChangePolicy } from "./verbs/change-policy.js";
export type { CreatePolicy } from "./verbs/create-policy.js";
export type { ExceptPolicy } from "./verbs/except-policy.js";
export type { PolicyTrial, TryPolicy } from "./verbs/try-policy.js";
export type { WrittenPolicy } from "./verbs/written-policy.js";

// What policies say of the fleet.
export { causeOf } from "./policies/breaches.js";
export { CAUSE_UIDS_MAX, type PolicyCause } from "./policies/causes.js";
export { type BreakingDraft, DRAFTS_MAX } from "./policies/drafts.js";
export type { PolicyStanding } from "./policies/standing.js";
export type {
  BreachView,
  EvidenceLine,
  PolicyEvaluations,
  PolicyView,
  PolicyViews,
} from "./policies/views.js";

// Who gets what: groups, and what a change would do.
export type {
  ChangeGroup,
  CreateGroup,
  GroupChanged,
  GroupOverlap,
  GroupRemoved,
  Moved,
  MoveToGroup,
  WrittenGroup,
} from "./groups/requests.js";
export type {
  GroupView,
  GroupViews,
  RolloutReference,
  SyncCounts,
  Ungrouped,
} from "./groups/views.js";
export {
  type AgentSample,
  type ApprovalNeeded,
  type Preview,
  PREVIEW_ENTRIES_MAX,
  PREVIEW_UIDS_MAX,
  type PreviewChange,
  type PreviewObstacle,
  type PreviewRollout,
} from "./preview/preview.js";

// Approvals: what protected groups ask for.
export { approvalState, isOpen } from "./approval-model.js";
export {
  APPROVAL_EVENTS_MAX,
  APPROVAL_TEXT_LENGTH_MAX,
  OPEN_APPROVALS_MAX,
} from "./approvals/limits.js";
export type {
  AnswerRequest,
  ApprovalAnswer,
  ApproveRequest,
  RequestApproval,
} from "./approvals/requests.js";
export type { ApprovalViews, ApprovalWish, SeenRequest } from "./approvals/views.js";

// Rollouts: what they are asked with, and how they stand.
export type {
  ExcludeMembers,
  RebaseFragment,
  RetryFailed,
  RolloutAddress,
  RolloutAnswer,
  RolloutPlanInput,
  RolloutStarted,
  StartRollout,
} from "./rollouts/requests.js";
export {
  CAUSE_MEMBERS_MAX,
  type CauseKind,
  type FailureCause,
  GATE_POINTS_MAX,
  type GatePoint,
  type GateView,
  type GoingBack,
  type MemberFilter,
  type MemberView,
  type RolloutDetail,
  type RolloutSummary,
  type RolloutViews,
  type StepCounts,
  type WaveView,
} from "./rollouts/views.js";

// Views of one agent.
export type { AgentView, EffectiveConfigFact } from "./agents/agent-view.js";
export type { ConfigFact } from "./agents/config-fact.js";
export type { DesiredFact } from "./agents/desired-fact.js";
export type { HealthNode } from "./agents/body-views.js";

// What agents' own telemetry says of their data.
export type { DeskStatistics, TelemetryDesk } from "./telemetry/desk.js";
export type { MetricReading, OwnExport, Taken } from "./telemetry/readings.js";
export { type FlowMeasure, flowObservations } from "./telemetry/observations.js";
export { FLOW_HOUR_STEPS, flowSummary, rowReason } from "./telemetry/summary.js";
export type { ComponentFlow, FlowSummary } from "./telemetry/views.js";
export { whyNotReported } from "./telemetry/why-not-reported.js";
export { meaningOf } from "./telemetry/metric-meaning.js";

// Who can sign in, what stands for them, and who just asked.
export * from "./accounts/index.js";

// Secrets: taken by name, sealed in the store, opened where an offer is put together.
export type { ChangeSecret, CreateSecret, SecretChanged } from "./secrets/requests.js";
export type { SecretView, SecretViews } from "./secrets/secret-views.js";
export { withoutKey } from "./secrets/with-key.js";

// What a fleet is made of.
export type * from "./model.js";

// Limits of the model.
export {
  ENROLMENT_TOKENS_MAX,
  ENROLMENT_USES_MAX,
  EXCEPTIONS_MAX,
  GIVEN_UIDS_MAX,
  GROUPS_MAX,
  LAYERS_MAX,
  NAME_PATTERN,
  POLICIES_MAX,
  SECRET_SIZE_BYTES_MAX,
  SECRET_SIZE_BYTES_MIN,
  SECRETS_MAX,
  VARIABLE_NAME_PATTERN,
  VARIABLE_TEXT_LENGTH_MAX,
  VARIABLES_MAX,
} from "./limits.js";
export { FLOW_COUNTS, FLOW_POINTS_MAX, SIGNALS } from "./telemetry-model.js";

// Ports: implemented by storages, transports and platforms.
export * from "./ports.js";

// For storages: what queries ask and in which order trouble stands.
export { utcDay } from "./utc-day.js";
export { brokenPolicies, queryFactsOf, shownName } from "./query-facts.js";
export { TROUBLE_ORDER, type Trouble, troubleOf } from "./trouble.js";

// The agents' door: who knocks, and what is told of those who do.
export type { AgentsAuthority } from "./agents/connection-offer.js";
export { OTHER_AUTHORITY } from "./agents/reached.js";
export {
  COMPANION_TOKEN,
  COMPANION_TOKEN_MS,
  type CompanionToken,
} from "./enrolment/companion-token.js";
export type { Identified, PresentedCredential } from "./enrolment/doorkeeper.js";
export { isPeer, NAMELESS, Peer, type PeerShows } from "./enrolment/peer.js";
export { REFUSED_CLOSE_MS, type RefusedAgent } from "./enrolment/refused-agent.js";
export type {
  CredentialsView,
  CredentialView,
  EnrolmentTokenView,
} from "./enrolment/views.js";
export type { CreateEnrolmentToken } from "./verbs/create-enrolment-token.js";
export type { RevokeCredential } from "./verbs/revoke-credential.js";
export type { RevokeEnrolmentToken } from "./verbs/revoke-enrolment-token.js";
export type { Revoke } from "./verbs/revoke.js";
