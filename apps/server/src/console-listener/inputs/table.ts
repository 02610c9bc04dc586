import type { PreviewRoute, PreviewVerb, RouteRequest } from "@fleethub/api";
import type { VerbInput } from "@fleethub/control-plane";
import { bulkInput, connectionInput, labelInput } from "./agents.js";
import { createRevisionInput } from "./configurations.js";
import { revokeCredentialInput, revokeTokenInput } from "./enrolment.js";
import { changeGroupInput, createGroupInput, removeGroupInput } from "./groups.js";
import { exceptInput } from "./policies.js";
import { changeSecretInput } from "./secrets.js";
import { excludeInput, rebaseInput, retryInput, startInput } from "./rollouts.js";

/** What each verb is asked with when its route is read: handlers and previews share it. */
export type VerbInputs = {
  readonly [V in PreviewVerb]: (request: RouteRequest<PreviewRoute<V>>) => VerbInput<V>;
};

interface About<Params> {
  readonly params: Params;
}

const uidOf = ({ params: { uid } }: About<{ readonly uid: string }>) => ({ uid });
const nameOf = ({ params: { name } }: About<{ readonly name: string }>) => ({ name });
const rolloutOf = ({ params: { id } }: About<{ readonly id: string }>) => ({ rollout: id });

/** One for every verb that writes. The compiler refuses a table that leaves one out. */
export const VERB_INPUTS: VerbInputs = {
  bulk: bulkInput,
  label: labelInput,
  forget: uidOf,
  approve: uidOf,
  restart: uidOf,
  refresh: uidOf,
  "offer-again": uidOf,
  "new-uid": uidOf,
  pin: ({ params, body }) => ({ ...params, ...body }),
  unpin: uidOf,
  connection: ({ params, body }) => ({ ...params, ...connectionInput(body) }),
  revoke: ({ params, body }) => ({ ...params, ...body }),
  "revoke-credential": revokeCredentialInput,
  readmit: uidOf,
  "rotate-credential": uidOf,
  "revoke-enrolment-token": revokeTokenInput,
  "move-to-group": ({ params, body }) => ({ ...params, ...body }),
  "create-configuration": ({ body }) => body,
  "describe-configuration": ({ params, body }) => ({ ...params, ...body }),
  "remove-configuration": nameOf,
  "create-revision": createRevisionInput,
  "create-group": createGroupInput,
  "change-group": changeGroupInput,
  "remove-group": removeGroupInput,
  "protect-group": ({ params, body }) => ({ ...params, ...body }),
  "lift-protection": nameOf,
  "start-rollout": startInput,
  "rebase-fragment": rebaseInput,
  "pause-rollout": rolloutOf,
  "resume-rollout": rolloutOf,
  "abort-rollout": rolloutOf,
  "roll-back-rollout": rolloutOf,
  "promote-rollout": rolloutOf,
  "retry-failed": retryInput,
  exclude: excludeInput,
  "create-secret": ({ body }) => body,
  "change-secret": changeSecretInput,
  "remove-secret": nameOf,
  "create-policy": ({ body }) => body,
  "change-policy": ({ params, body }) => ({ ...params, ...body }),
  "remove-policy": nameOf,
  "except-policy": exceptInput,
  "lift-exception": ({ params }) => params,
};
