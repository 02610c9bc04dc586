// Messages and the values of their enums.
export * from "./messages.js";

// To and from bytes.
export { scanAgentToServer } from "./scan.js";
export type { AgentReport } from "./agent-report.js";
export { type PartMessage, REPORT_PARTS, type ReportPart } from "./report-parts.js";
export { decodeAgentToServer, decodeServerToAgent } from "./decode.js";
export {
  type EncodedServerToAgent,
  type ServerToAgentFields,
  encodeAgentToServer,
  encodeOnce,
  encodeServerToAgent,
} from "./encode.js";
export { decodeFrame, encodeFrame } from "./frame.js";
export { DEFAULT_LIMITS, type OpampLimits, makeLimits } from "./limits.js";

// What is inside.
export {
  type InstanceUid,
  INSTANCE_UID_RANDOM_SIZE_BYTES,
  INSTANCE_UID_SIZE_BYTES,
  instanceUidFromBytes,
  instanceUidToBytes,
  isInstanceUid,
  makeInstanceUid,
  parseInstanceUid,
} from "./instance-uid.js";
export {
  AGENT_CAPABILITY,
  AGENT_FLAG,
  type AgentCapability,
  SERVER_CAPABILITY,
  SERVER_FLAG,
  type ServerCapability,
  agentCapabilities,
  agentCapabilityNames,
  describeAgentCapabilities,
  hasCapability,
  serverCapabilities,
  serverCapabilityNames,
} from "./capabilities.js";
export {
  type AttributeValue,
  type Attributes,
  attributeText,
  makeAttributeValue,
  makeAttributes,
  readAttributeValue,
  readAttributes,
} from "./attributes.js";
export { type HashedConfig, type KeyedDigest, configHash } from "./config-hash.js";

export * from "./offers/index.js";

// Where it goes, and what the platform supplies.
export { CLOSE, OPAMP_CONTENT_TYPE, OPAMP_PATH, OPAMP_PORT } from "./endpoint.js";
export type { Clock, Schedule } from "./platform.js";

// When something is wrong.
export {
  type LimitName,
  OpampError,
  type OpampErrorCode,
  type OpampProblem,
  type OpampProblemCode,
  type Result,
} from "./problem.js";
