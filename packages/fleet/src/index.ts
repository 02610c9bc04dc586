export { reduceAgent } from "./agent/reduce.js";
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
  DescriptionFact,
  Desired,
  EffectiveFact,
  HealthFact,
  Millis,
  RemoteConfigFact,
  RemoteConfigStatusWord,
  ReportFacts,
  UnhealthyComponent,
} from "./agent/facts.js";
export type { OwnMetricsIntent } from "./agent/own-metrics.js";
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
export { REST_MIN } from "./judgement/finding.js";
export { HARMED_SHARE, judgeGates, type JudgeContext } from "./judgement/judge.js";
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
} from "./rollout/spec.js";
export type { MemberFacts, MemberMark, MemberStep, RolloutMember } from "./rollout/member.js";
export type {
  MemberNow,
  RolloutAsk,
  RolloutCause,
  RolloutEvent,
  RolloutPhase,
  RolloutPlan,
  RolloutStatus,
  RolloutView,
  WaveStatus,
} from "./rollout/status.js";
