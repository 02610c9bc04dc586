// For callers of a hub: the client, the stream and what they carry.
export {
  type ApiProblem,
  type ApiResult,
  type CallInput,
  type Client,
  type ClientOptions,
  createClient,
  sentOn,
} from "./client/client.js";
export {
  CHANGE_KINDS,
  type EventOptions,
  type EventSourceLike,
  type StreamEvent,
  subscribeEvents,
} from "./client/events.js";
export type { AbortSignalOfPlatform, FetchInit, FetchResponse } from "./client/request.js";
export { pathOf } from "./client/request.js";
export {
  PROBLEM_MEDIA_TYPE,
  Problem,
  ProblemError,
  type ProblemExtra,
  problem,
} from "./problems/problem.js";
export { isProblemType, PROBLEM_SLUGS, PROBLEM_TYPES, type ProblemType } from "./problems/types.js";
export {
  API_TOKENS_MAX,
  AUDIT_QUERY_LENGTH_MAX,
  BODY_BYTES_MAX,
  BULK_UIDS_MAX,
  COMPLIANCE_DAYS_MAX,
  DISPLAY_NAME_LENGTH_MAX,
  ENROLMENT_TOKENS_MAX,
  ENROLMENT_USES_MAX,
  EXCEPTIONS_MAX,
  GRANTS_MAX,
  GROUPS_MAX,
  LABEL_VALUE_LENGTH_MAX,
  LAYERS_MAX,
  OPEN_HOURS_MAX,
  PAGE_LIMIT_DEFAULT,
  PAGE_LIMIT_MAX,
  PASSWORD_LENGTH_MAX,
  PASSWORD_LENGTH_MIN,
  PEOPLE_MAX,
  POLICIES_MAX,
  PROVIDERS_MAX,
  QUERY_LENGTH_MAX,
  REASON_LENGTH_MAX,
  REVISION_SIZE_BYTES_MAX,
  ROLLOUT_GATES_MAX,
  SECRETS_MAX,
  SECRET_SIZE_BYTES_MAX,
  SECRET_SIZE_BYTES_MIN,
  TEXT_LENGTH_MAX,
  TITLE_LENGTH_MAX,
  VARIABLES_MAX,
  VARIABLE_TEXT_LENGTH_MAX,
  WAVES_MAX,
} from "./limits.js";
export {
  AgentDetail,
  AgentPatch,
  Assignment,
  ConfigFact,
  DesiredFact,
  EffectiveFact,
  HealthSummary,
  Hold,
  PinBody,
  PinToLocal,
  PinToRevision,
  UnhealthyComponent,
} from "./schemas/agent-detail.js";
export {
  AgentComponents,
  AgentHealth,
  Component,
  EffectiveConfig,
  HealthNode,
  ImportedConfig,
  TimelineEntry,
  TimelinePage,
} from "./schemas/agent-parts.js";
export {
  Approval,
  ApprovalAcknowledge,
  ApprovalApprove,
  ApprovalBreakGlass,
  ApprovalComment,
  ApprovalCreate,
  ApprovalDetail,
  ApprovalEvent,
  ApprovalFilter,
  ApprovalPage,
  ApprovalParty,
  ApprovalReject,
  ApprovalState,
  ApprovalWithdraw,
  BrokenGlass,
} from "./schemas/approval.js";
export {
  AgentCredential,
  AgentCredentials,
  AgentRevoke,
  CredentialKind,
  EnrolmentToken,
  EnrolmentTokenCreate,
  EnrolmentTokenCreated,
  EnrolmentTokenPage,
  EnrolmentTokenRevoke,
  EnrolmentTokenRevoked,
  EnrolmentTokenState,
} from "./schemas/enrolment.js";
export {
  Group,
  GroupCreate,
  GroupOverlap,
  GroupPage,
  GroupProtection,
  GroupRemoved,
  GroupReplace,
  GroupWritten,
  MoveToGroup,
  RolloutReference,
  StableRevision,
  SyncCounts,
} from "./schemas/group.js";
export { GatePoint, GateVerdict, Judgement, JudgementList } from "./schemas/judgement.js";
export {
  AgentSample,
  Meaning,
  Preview,
  PreviewApproval,
  PreviewChange,
  PreviewObstacle,
  PreviewRequest,
  PreviewRollout,
} from "./schemas/preview.js";
export { RevisionReference } from "./schemas/revision-reference.js";
export { Member, MemberPage } from "./schemas/rollout-member.js";
export {
  Gate,
  GateAgainst,
  GateMeasure,
  MaintenanceWindow,
  OfflineRule,
  OnBreach,
  RolloutPlan,
  Wave,
  Weekday,
} from "./schemas/rollout-plan.js";
export {
  ExcludeMembers,
  RetryFailed,
  RolloutCreate,
  RolloutSteer,
} from "./schemas/rollout-requests.js";
export { MemberStep, RolloutKind, RolloutPhase, StepCounts } from "./schemas/rollout-words.js";
export {
  GoingBack,
  LeftOut,
  MemberCause,
  Rollout,
  RolloutAct,
  RolloutEvent,
  RolloutEventPage,
  RolloutGate,
  RolloutPage,
  RolloutRow,
  RolloutSpec,
  RolloutStarted,
  RolloutTarget,
  RolloutTargetNow,
  RolloutWave,
} from "./schemas/rollout.js";
export { ConnectionBody, ConnectionDecided, ConnectionStatus } from "./schemas/connection.js";
export {
  AgentTelemetry,
  ComponentFlow,
  Flow,
  FlowPoint,
  Signal,
  SignalFlow,
} from "./schemas/telemetry.js";
export { AgentPage, AgentRow, Facets, FacetValues } from "./schemas/agent-row.js";
export { BulkAnswer, BulkRequest } from "./schemas/bulk.js";
export {
  CheckAnswer,
  CheckRequest,
  Compatibility,
  Configuration,
  ConfigurationCreate,
  ConfigurationKind,
  ConfigurationPage,
  ConfigurationPatch,
  LayerReference,
  LineOrigin,
  Revision,
  RevisionCreate,
  RevisionCreated,
  RevisionPage,
  RevisionRow,
} from "./schemas/configuration.js";
export { Consequence, Impact } from "./schemas/consequence.js";
export { Change, Difference, OptionChange } from "./schemas/difference.js";
export { ChangeEvent, EventKind } from "./schemas/events.js";
export { Finding, Severity } from "./schemas/finding.js";
export {
  AgentBreach,
  Policy,
  PolicyCreate,
  PolicyException,
  PolicyExceptionCreate,
  PolicyPage,
  PolicyReplace,
  PolicySeverity,
  PolicyStanding,
} from "./schemas/policy.js";
export {
  HubKeyState,
  Secret,
  SecretCreate,
  SecretPage,
  SecretReplace,
  SecretWritten,
} from "./schemas/secret.js";
export { PolicyRule, ValueCondition } from "./schemas/policy-rule.js";
export {
  PathStep,
  PolicyCause,
  PolicyDay,
  PolicyDraft,
  PolicyEvaluations,
  PolicyEvidence,
  PolicyEvidenceLine,
  PolicyTrial,
  PolicyTry,
  PolicyVerdict,
  PolicyWitness,
} from "./schemas/policy-evaluation.js";
export {
  ExpectedAgents,
  InstanceUid,
  LabelKey,
  Name,
  RequestId,
  RolloutId,
} from "./schemas/primitives.js";
export { Grant, Role } from "./schemas/access.js";
export { ApiToken, ApiTokenCreate, ApiTokenCreated, ApiTokenPage } from "./schemas/api-token.js";
export {
  Invitation,
  Person,
  PersonCreate,
  PersonCreated,
  PersonPage,
  PersonPatch,
} from "./schemas/person.js";
export {
  GroupGrant,
  Provider,
  ProviderCreate,
  ProviderPage,
  ProviderReplace,
} from "./schemas/provider.js";
export {
  FirstRun,
  InvitationAccept,
  PasswordChange,
  Session,
  SessionPage,
  SessionRow,
  SessionsEnded,
  SignedOut,
  SignIn,
  SignInOptions,
} from "./schemas/session.js";
export {
  Certificate,
  Certificates,
  ClientCertificates,
  PlainText,
  TlsSource,
} from "./schemas/certificate.js";
export { CREDENTIAL_CAUSES, HandshakeCause, TLS_CAUSES } from "./schemas/handshake-cause.js";
export {
  Actor,
  AuditBy,
  AuditChain,
  AuditCheckpoint,
  AuditEntry,
  AuditEntryDetail,
  AuditExportLine,
  AuditFault,
  AuditPage,
  AuditSequence,
  AuditSteps,
  AuditVerification,
} from "./schemas/audit.js";
export {
  Handshake,
  HandshakeList,
  HandshakeStep,
  Hub,
} from "./schemas/record.js";
export {
  MissingVariable,
  VariableDeclaration,
  VariableName,
  VariableValue,
} from "./schemas/variables.js";
export {
  Admission,
  AgentSort,
  Health,
  Presence,
  SORT_KEYS,
  Sync,
  Transport,
  Verified,
} from "./schemas/words.js";

// For servers of this contract: the table of routes and its document.
export { type OpenApiDocument, openApiDocument } from "./openapi/document.js";
export {
  API_PREFIX,
  isRouteName,
  ROUTE_NAMES,
  ROUTE_OUTLINES,
  type RouteName,
  type RouteOutline,
} from "./routes/outline.js";
export {
  isPreviewVerb,
  PREVIEW_VERBS,
  PREVIEWS,
  type PreviewRoute,
  type PreviewVerb,
} from "./routes/previews.js";
export {
  ROUTE_SCHEMAS,
  ROUTES,
  type Route,
  type RouteAnswer,
  type RouteInput,
  type RouteRequest,
  type RouteSchemas,
} from "./routes/table.js";
