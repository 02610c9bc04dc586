export { reduceAgent } from "./agent/reduce.js";
export {
  OWN_METRICS_PATH,
  OVER_TLS,
  credentialWithheld,
  heartbeatWithheld,
  isSecure,
} from "./agent/connection-wish.js";
export { presenceOf } from "./agent/presence.js";
export { healthOf } from "./agent/health.js";
export { type SyncVerdict, syncOf, verifiedOf } from "./agent/sync.js";
export { acceptsConfig, targetOf } from "./agent/target.js";
export { projectionOf } from "./agent/projection.js";
export { AGENT_SETTINGS, type AgentSettings } from "./agent/settings.js";
export {
  type AgentConnectionState,
  type AgentState,
  emptyReport,
  newAgent,
} from "./agent/state.js";
export {
  emptyOutcome,
  HASHES_MAX,
  type AgentOutcome,
  type HashOutcome,
  type ProvingWindow,
  type ReturnDecision,
} from "./agent/outcome.js";
export type {
  AdoptedEvent,
  AgentEvent,
  AskedEvent,
  ConnectedEvent,
  DisconnectedEvent,
  IntentEvent,
  JudgedEvent,
  OwnMetricsSettledEvent,
  Reached,
  ReportEvent,
  Transport,
  WokenEvent,
} from "./agent/events.js";
export type {
  AgentEffect,
  AuditEffect,
  CloseEffect,
  JudgeEffect,
  PushEffect,
  ReassignUidEffect,
  RenamedEffect,
  ReplyContent,
  ReplyEffect,
  SaveEffect,
  TimelineDetail,
  TimelineEffect,
  TimelineKind,
  TouchEffect,
  WakeEffect,
} from "./agent/effects.js";
export type {
  AgentId,
  AgentIntent,
  BodyDigest,
  ComponentsFact,
  ConfigHash,
  ConnectionWish,
  DescriptionFact,
  Desired,
  EffectiveFact,
  HealthFact,
  Millis,
  OwnMetricsIntent,
  OwnSignalIntent,
  RemoteConfigFact,
  RemoteConfigStatusWord,
  ReportFacts,
  SettingsFact,
  ToldSettings,
  UnhealthyComponent,
} from "./agent/facts.js";
export type {
  AgentProjectionFacts,
  ConfigSync,
  HealthWord,
  Presence,
  Target,
  Verified,
} from "./agent/words.js";
export {
  type GateAgainst,
  type GateSpec,
  type GateVerdict,
  MEASURES,
  type Measure,
} from "./judgement/gate.js";
export type { AgentSample, Cohorts, Observation, Observations } from "./judgement/sample.js";
export { DEFAULT_GATES } from "./judgement/default-gates.js";
export { FALSE_ALARM_RATE, MISS_RATE } from "./judgement/evidence.js";
export { HARMED_SHARE } from "./judgement/expectation.js";
export { judgeGates, type JudgeContext } from "./judgement/judge.js";
export {
  MEASURE_FACTS,
  type MeasureFact,
  type MeasureKind,
  type MeasureUnit,
} from "./judgement/measures.js";
export type {
  MaintenanceWindow,
  OfflineRule,
  OpenHours,
  RevisionRef,
  RolloutLimits,
  RolloutSpec,
  WaveSize,
  WaveSpec,
  Weekday,
} from "./rollout/spec/spec.js";
export {
  DEFAULT_ROLLOUT_SPEC,
  type PartialRolloutSpec,
  rolloutSpec,
} from "./rollout/spec/rollout-spec.js";
export { checkSpec } from "./rollout/spec/check-spec.js";
export type { SpecFacts, SpecProblem } from "./rollout/spec/spec-problem.js";
export {
  divideIntoWaves,
  type WaveDivision,
  waveSizes,
} from "./rollout/waves/waves.js";
export type { WaveCandidate } from "./rollout/waves/wave-candidate.js";
export type { AgentKind, CanaryCover } from "./rollout/waves/canary.js";
export { beginRollout } from "./rollout/decide/begin.js";
export { changesNothing, planRollout } from "./rollout/decide/plan.js";
export { askRollout, asksOf, isRefused } from "./rollout/decide/ask.js";
export { rolloutIsLive, phaseOf, soakEndOf } from "./rollout/look/phase.js";
export { sentenceOf } from "./rollout/look/sentence.js";
export { isInFlight, stepOf } from "./rollout/look/step.js";
export {
  lookAt,
  type MemberLook,
  type RolloutLook,
  type WaveTally,
} from "./rollout/look/look.js";
export { type ReturnGroup, returnsOf, type RolloutReturns } from "./rollout/look/returns.js";
export { windowAt, type WindowState } from "./rollout/window/window.js";
export {
  AHEAD_MS_MAX,
  ANSWER_MS_MAX,
  ANSWER_MS_MIN,
  AWAY_AFTER_MS,
  IN_FLIGHT_MAX,
  LOOK_AGAIN_MS,
  OPEN_HOURS_MAX,
  ROLLOUT_GATES_MAX,
  SOAK_MS_MAX,
  TOLD_FAILURES_MAX,
  WAVES_MAX,
} from "./rollout/spec/limits.js";
export type { MemberFacts, MemberMark, MemberStep, RolloutMember } from "./rollout/member.js";
export type {
  MemberNow,
  RolloutAsk,
  RolloutCause,
  RolloutEvent,
  RolloutPhase,
  RolloutPlan,
  RolloutRefusal,
  RolloutStatus,
  RolloutView,
  WaveStatus,
} from "./rollout/status.js";

// Numbers as sentences have them.
export { agents as sayAgents, number as sayNumber } from "./rollout/words.js";

// Who is let in, and as whom.
export {
  type AgentAccess,
  type AgentCredential,
  cameWith,
  type CredentialKind,
  CREDENTIALS_MAX,
  newestCredential,
  NO_ACCESS,
  readmittedAccess,
  REPLACED_MAX,
  REVOKED_MAX,
  revokedAccess,
  type RevokedCredential,
  seenWith,
  sharedAccess,
  withCredential,
  withoutCredential,
} from "./enrolment/access.js";
export { credentialWords, dueAtOf, isOffered } from "./enrolment/credential-words.js";
export {
  type AgentStanding,
  decideEnrolment,
  type EnrolmentDecision,
  refuseShown,
  refuseSpeaking,
  type ShownCredential,
  type UidHolder,
} from "./enrolment/decide.js";
export {
  type EnrolmentRefusal,
  refusal as refuseEnrolment,
  type RefusalCode,
} from "./enrolment/refusal.js";
export {
  EXPIRING_MS,
  mayRotate,
  owesCredential,
  ROTATION_TIMES,
  type RotationTimes,
} from "./enrolment/rotation.js";
export {
  type EnrolmentTokenFacts,
  type EnrolmentTokenState,
  mayUse,
  stateOfToken,
} from "./enrolment/token.js";
