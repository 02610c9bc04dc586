export { apiTokens, firstRunLinks, people, providers, sessions } from "./accounts.js";
export { agentDocuments, agents, agentUids, componentSets, timeline } from "./agents.js";
export { approvalGroups, approvals } from "./approvals.js";
export { bodies, configurations, renderings, revisions } from "./configurations.js";
export { enrolmentTokens, givenUids } from "./enrolment.js";
export { groups } from "./groups.js";
export { audit, auditCheckpoints, changeLog, hubLeases, logHead, secretKeys } from "./history.js";
export { policies, policyDays, policyVerdicts } from "./policies.js";
export {
  rolloutEntries,
  rolloutGroups,
  rolloutJudgements,
  rolloutMembers,
  rollouts,
} from "./rollouts.js";
export { hubKey, namedSecrets, secrets, secretValues } from "./secrets.js";
export { agentTelemetry } from "./telemetry.js";
