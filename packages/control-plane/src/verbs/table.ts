import { commentRequest, rejectRequest, withdrawRequest } from "./answer-request.js";
import { approve } from "./approve.js";
import { approveRequest } from "./approve-request.js";
import { acknowledgeBreakGlass, breakGlass } from "./break-glass.js";
import { bulk } from "./bulk.js";
import { changeGroup } from "./change-group.js";
import { changePolicy } from "./change-policy.js";
import { changeSecret } from "./change-secret.js";
import { check } from "./check.js";
import { connection } from "./connection.js";
import { createConfiguration } from "./create-configuration.js";
import { createEnrolmentToken } from "./create-enrolment-token.js";
import { createGroup } from "./create-group.js";
import { createPolicy } from "./create-policy.js";
import { createRevision } from "./create-revision.js";
import { createSecret } from "./create-secret.js";
import { describeConfiguration } from "./describe-configuration.js";
import { exceptPolicy } from "./except-policy.js";
import { exclude } from "./exclude.js";
import { forget } from "./forget.js";
import { label } from "./label.js";
import { liftException } from "./lift-exception.js";
import { moveToGroup } from "./move-to-group.js";
import { newUid } from "./new-uid.js";
import { offerAgain } from "./offer-again.js";
import { pin } from "./pin.js";
import { liftProtection, protectGroup } from "./protect-group.js";
import { readmit } from "./readmit.js";
import { rebaseFragment } from "./rebase-fragment.js";
import { refresh } from "./refresh.js";
import { removeConfiguration } from "./remove-configuration.js";
import { removeGroup } from "./remove-group.js";
import { removePolicy } from "./remove-policy.js";
import { requestApproval } from "./request-approval.js";
import { removeSecret } from "./remove-secret.js";
import { restart } from "./restart.js";
import { retryFailed } from "./retry-failed.js";
import { revoke } from "./revoke.js";
import { revokeCredential } from "./revoke-credential.js";
import { revokeEnrolmentToken } from "./revoke-enrolment-token.js";
import { rotateCredential } from "./rotate-credential.js";
import { startRollout } from "./start-rollout.js";
import {
  abortRollout,
  pauseRollout,
  promoteRollout,
  resumeRollout,
  rollBackRollout,
} from "./steer-rollout.js";
import { tryPolicy } from "./try-policy.js";
import { unpin } from "./unpin.js";

/**
 * Every verb with what a caller must be allowed to do for it and what it is about: the one seam of authorisation.
 * Surfaces call verbs by these names and by nothing else.
 */
export const VERBS = {
  "create-configuration": {
    action: "configurations.write",
    resource: "configuration",
    verb: createConfiguration,
  },
  "describe-configuration": {
    action: "configurations.write",
    resource: "configuration",
    verb: describeConfiguration,
  },
  "remove-configuration": {
    action: "configurations.remove",
    resource: "configuration",
    verb: removeConfiguration,
  },
  "create-revision": { action: "configurations.write", resource: "revision", verb: createRevision },
  check: { action: "configurations.read", resource: "configuration", verb: check },
  pin: { action: "agents.write", resource: "agent", verb: pin },
  unpin: { action: "agents.write", resource: "agent", verb: unpin },
  approve: { action: "agents.approve", resource: "agent", verb: approve },
  restart: { action: "agents.write", resource: "agent", verb: restart },
  refresh: { action: "agents.write", resource: "agent", verb: refresh },
  "offer-again": { action: "agents.write", resource: "agent", verb: offerAgain },
  "new-uid": { action: "agents.write", resource: "agent", verb: newUid },
  label: { action: "agents.write", resource: "agent", verb: label },
  connection: { action: "agents.write", resource: "agent", verb: connection },
  forget: { action: "agents.write", resource: "agent", verb: forget },
  "move-to-group": { action: "agents.write", resource: "agent", verb: moveToGroup },
  "create-group": { action: "groups.write", resource: "group", verb: createGroup },
  "change-group": { action: "groups.write", resource: "group", verb: changeGroup },
  "remove-group": { action: "groups.write", resource: "group", verb: removeGroup },
  "protect-group": { action: "groups.protect", resource: "group", verb: protectGroup },
  "lift-protection": { action: "groups.protect", resource: "group", verb: liftProtection },
  "start-rollout": { action: "rollouts.write", resource: "rollout", verb: startRollout },
  "rebase-fragment": { action: "rollouts.write", resource: "rollout", verb: rebaseFragment },
  "pause-rollout": { action: "rollouts.write", resource: "rollout", verb: pauseRollout },
  "resume-rollout": { action: "rollouts.write", resource: "rollout", verb: resumeRollout },
  "abort-rollout": { action: "rollouts.write", resource: "rollout", verb: abortRollout },
  "roll-back-rollout": { action: "rollouts.write", resource: "rollout", verb: rollBackRollout },
  "promote-rollout": { action: "rollouts.write", resource: "rollout", verb: promoteRollout },
  "retry-failed": { action: "rollouts.write", resource: "rollout", verb: retryFailed },
  exclude: { action: "rollouts.write", resource: "rollout", verb: exclude },
  "create-policy": { action: "policies.write", resource: "policy", verb: createPolicy },
  "change-policy": { action: "policies.write", resource: "policy", verb: changePolicy },
  "remove-policy": { action: "policies.write", resource: "policy", verb: removePolicy },
  "except-policy": { action: "policies.except", resource: "policy", verb: exceptPolicy },
  "lift-exception": { action: "policies.except", resource: "policy", verb: liftException },
  "create-enrolment-token": {
    action: "enrolment.write",
    resource: "enrolment-token",
    verb: createEnrolmentToken,
  },
  "revoke-enrolment-token": {
    action: "enrolment.write",
    resource: "enrolment-token",
    verb: revokeEnrolmentToken,
  },
  revoke: { action: "credentials.write", resource: "agent", verb: revoke },
  "revoke-credential": {
    action: "credentials.write",
    resource: "agent",
    verb: revokeCredential,
  },
  readmit: { action: "credentials.write", resource: "agent", verb: readmit },
  "rotate-credential": {
    action: "credentials.write",
    resource: "agent",
    verb: rotateCredential,
  },
  "create-secret": { action: "secrets.write", resource: "secret", verb: createSecret },
  "change-secret": { action: "secrets.write", resource: "secret", verb: changeSecret },
  "remove-secret": { action: "secrets.write", resource: "secret", verb: removeSecret },
  "try-policy": { action: "policies.read", resource: "policy", verb: tryPolicy },
  "request-approval": { action: "approvals.ask", resource: "approval", verb: requestApproval },
  "approve-request": { action: "approvals.answer", resource: "approval", verb: approveRequest },
  "reject-request": { action: "approvals.answer", resource: "approval", verb: rejectRequest },
  "withdraw-request": { action: "approvals.ask", resource: "approval", verb: withdrawRequest },
  "comment-request": { action: "approvals.comment", resource: "approval", verb: commentRequest },
  "break-glass": { action: "approvals.break-glass", resource: "approval", verb: breakGlass },
  "acknowledge-break-glass": {
    action: "approvals.answer",
    resource: "approval",
    verb: acknowledgeBreakGlass,
  },
  bulk: { action: "agents.write", resource: "agents", verb: bulk },
} as const;

export type VerbName = keyof typeof VERBS;

type VerbOf<Name extends VerbName> = (typeof VERBS)[Name]["verb"];

/** What a verb is asked with: plain data. */
export type VerbInput<Name extends VerbName> = Parameters<VerbOf<Name>["plan"]>[1];

type PlanOf<Name extends VerbName> = Extract<
  Awaited<ReturnType<VerbOf<Name>["plan"]>>,
  { readonly kind: "plan" }
>;

/** What a verb answers once it is committed. */
export type VerbValue<Name extends VerbName> = PlanOf<Name>["value"];

/** Does the verb only read? It commits nothing, so it needs no preview and is not audited. */
export function isReadOnly(name: VerbName): boolean {
  return VERBS[name].action.endsWith(".read");
}

/** Is this text the name of a verb? */
export function isVerbName(text: string): text is VerbName {
  return Object.hasOwn(VERBS, text);
}
