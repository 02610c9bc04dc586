export { agentDocuments, agents, agentUids, componentSets, timeline } from "./agents.js";
export { bodies, configurations, revisions } from "./configurations.js";
export { audit, changeLog, hubLeases, logHead, secretKeys } from "./history.js";
