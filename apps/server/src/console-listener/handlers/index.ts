import type { ConfigDesk } from "../../platform/config-judge/config-desk.js";
import { accountHandlers } from "./accounts.js";
import { agentReads } from "./agent-reads.js";
import { agentWrites } from "./agent-writes.js";
import { approvalHandlers } from "./approvals.js";
import { auditHandlers } from "./audit.js";
import { certificateHandlers } from "./certificates.js";
import { configurationWrites } from "./configuration-writes.js";
import { configurationReads } from "./configurations.js";
import { enrolmentHandlers } from "./enrolment.js";
import type { Handlers } from "./handler.js";
import { hubKeyHandlers } from "./hub-key.js";
import { groupHandlers } from "./groups.js";
import { policyHandlers } from "./policies.js";
import { previewHandlers } from "./previews.js";
import type { ProviderHandlerServices } from "./providers.js";
import type { SigningHandlerServices } from "./signing.js";
import { protectionHandlers } from "./protection.js";
import { rolloutWrites } from "./rollout-writes.js";
import { rolloutReads } from "./rollouts.js";
import { type RecordServices, recordHandlers } from "./record.js";
import { secretHandlers } from "./secrets.js";
import type { KeyDesk } from "../../hub-key/index.js";

/** What all handlers together need. */
export interface AllServices
  extends RecordServices,
    SigningHandlerServices,
    ProviderHandlerServices {
  readonly desk: ConfigDesk;
  readonly keys: KeyDesk;
}

/** One handler for every route of the table. */
export function allHandlers(services: AllServices): Handlers {
  const { plane, desk } = services;
  return {
    ...accountHandlers(services),
    ...agentReads(plane, desk),
    ...agentWrites(plane),
    ...configurationReads(plane, desk),
    ...configurationWrites(plane),
    ...previewHandlers(plane),
    ...groupHandlers(plane),
    ...rolloutReads(plane),
    ...rolloutWrites(plane),
    ...policyHandlers(plane),
    ...approvalHandlers(plane),
    ...auditHandlers(plane),
    ...protectionHandlers(plane),
    ...certificateHandlers(services.certificates),
    ...enrolmentHandlers(plane),
    ...secretHandlers(plane),
    ...hubKeyHandlers(services.keys),
    ...recordHandlers(services),
  };
}
