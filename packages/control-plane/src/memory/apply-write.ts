import type { Write } from "../ports.js";
import { applyAccountWrite } from "./apply-account-write.js";
import { applyAgentWrite } from "./apply-agent-write.js";
import { applyApprovalWrite } from "./apply-approval-write.js";
import { applyAuditWrite } from "./apply-audit-write.js";
import { applyConfigurationWrite } from "./apply-configuration-write.js";
import { applyEnrolmentWrite } from "./apply-enrolment-write.js";
import { applyGroupWrite } from "./apply-group-write.js";
import { applyPolicyWrite } from "./apply-policy-write.js";
import { applyRolloutWrite } from "./apply-rollout-write.js";
import { applySecretWrite } from "./apply-secret-write.js";
import { applyTelemetryWrite } from "./apply-telemetry-write.js";
import type { MemoryState } from "./memory-state.js";
import type { UndoLog } from "./undo-log.js";
import { done, type WriteResult } from "./write-result.js";

/** Audit entries and bodies are handled here, the rest by the file of its subject. */
export function applyWrite(state: MemoryState, undo: UndoLog, write: Write): WriteResult {
  if (write.kind === "add-bodies") {
    for (const body of write.bodies) {
      if (state.bodies.has(body.digest)) continue;
      undo.set(state.bodies, body.digest, body);
      undo.set(state.bodiesKeptAt, body.digest, write.at);
    }
    return done();
  }
  // The commit appends audit entries once nothing can refuse it any more.
  if (write.kind === "add-audit") return done();
  switch (write.kind) {
    case "add-configuration":
    case "set-configuration":
    case "remove-configuration":
    case "add-revision":
    case "add-rendering":
      return applyConfigurationWrite(state, undo, write);
    case "add-policy":
    case "set-policy":
    case "remove-policy":
    case "add-verdicts":
    case "set-compliance":
      return applyPolicyWrite(state, undo, write);
    case "add-group":
    case "set-group":
    case "remove-group":
    case "expect-protected":
      return applyGroupWrite(state, undo, write);
    case "add-approval":
    case "set-approval":
      return applyApprovalWrite(state, undo, write);
    case "add-rollout":
    case "set-rollout":
    case "set-members":
    case "add-rollout-entries":
    case "add-judgement":
      return applyRolloutWrite(state, undo, write);
    case "add-secret":
    case "set-secret":
    case "remove-secret":
      return applySecretWrite(state, undo, write);
    case "add-person":
    case "set-person":
    case "remove-person":
    case "require-administrator":
    case "note-sign-in":
    case "add-session":
    case "rotate-session":
    case "touch-session":
    case "end-session":
    case "end-sessions":
    case "drop-sessions":
    case "add-api-token":
    case "touch-api-token":
    case "revoke-api-token":
    case "add-provider":
    case "set-provider":
    case "remove-provider":
    case "add-first-run-link":
    case "spend-first-run-link":
      return applyAccountWrite(state, undo, write);
    case "add-enrolment-token":
    case "revoke-enrolment-token":
    case "renew-enrolment-token":
    case "use-enrolment-token":
    case "touch-enrolment-token":
    case "give-uid":
      return applyEnrolmentWrite(state, undo, write);
    case "add-checkpoint":
    case "cut-audit":
      return applyAuditWrite(state, undo, write);
    case "set-telemetry":
      return applyTelemetryWrite(state, undo, write);
    default:
      return applyAgentWrite(state, undo, write);
  }
}
