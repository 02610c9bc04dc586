export {
  type OpampProblem,
  type OpampProblemCode,
  type Result,
  OpampError,
  type OpampErrorCode,
} from "./problem.js";
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
export { decodeFrame, encodeFrame } from "./frame.js";
export * from "./messages.js";
