import type { ConfigJudge } from "@fleethub/control-plane";
import { agentReads } from "./agent-reads.js";
import { agentWrites } from "./agent-writes.js";
import { configurationWrites } from "./configuration-writes.js";
import { configurationReads } from "./configurations.js";
import type { Handlers } from "./handler.js";
import { importHandlers } from "./import-config.js";
import { policyHandlers } from "./policies.js";
import { type RecordServices, recordHandlers } from "./record.js";

/** One handler for every route of the table. */
export function allHandlers(services: RecordServices & { judge: ConfigJudge }): Handlers {
  const { plane, judge } = services;
  return {
    ...agentReads(plane),
    ...agentWrites(plane),
    ...configurationReads(plane, judge),
    ...configurationWrites(plane),
    ...importHandlers(),
    ...policyHandlers(plane),
    ...recordHandlers(services),
  };
}
