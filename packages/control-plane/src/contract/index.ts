export { describeFleetStorage } from "./describe-fleet-storage.js";
export type { StorageUnderTest } from "./storage-under-test.js";
// For tests of a storage's own.
export { sampleApproval, sampleParty } from "./approval-samples.js";
export { drainPages } from "./drain-pages.js";
export { fleetOfSamples } from "./sample-fleet.js";
export {
  sampleFlowPoint,
  sampleGroup,
  sampleMember,
  sampleRollout,
  sampleRolloutEntry,
  sampleRolloutSpec,
  sampleRolloutStatus,
  sampleTelemetry,
  sampleVerdict,
} from "./rollout-samples.js";
export {
  SAMPLE_ACTOR,
  SAMPLE_NOW,
  ofSuite,
  sampleAgent,
  sampleAudit,
  sampleBreach,
  sampleConfiguration,
  sampleDescription,
  sampleDigest,
  sampleHash,
  sampleId,
  sampleName,
  samplePolicy,
  sampleProjection,
  sampleRendering,
  sampleRevision,
  sampleRule,
  sampleTimeline,
} from "./samples.js";
