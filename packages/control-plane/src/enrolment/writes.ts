import type { AgentId, Millis } from "@fleethub/fleet";
import type { EnrolmentTokenRecord } from "../enrolment-model.js";

/** Changes to who may come in. */
export type EnrolmentWrite =
  | { readonly kind: "add-enrolment-token"; readonly token: EnrolmentTokenRecord }
  | {
      /** Nobody comes in with it any more; the version becomes one higher than `expect`. */
      readonly kind: "revoke-enrolment-token";
      readonly name: string;
      readonly expect: number;
      readonly at: Millis;
      readonly by: string;
      readonly reason: string;
    }
  | {
      /** It lets in agents that nobody knows until then; the version becomes one higher than `expect`. */
      readonly kind: "renew-enrolment-token";
      readonly name: string;
      readonly expect: number;
      readonly expiresAt: Millis;
    }
  | {
      /**
       * Stands beside the `add-agent` or `set-intent` that it counts. Conflicts with `version` unless `mayUse` of fleet holds
       * for the token as it is then, so that two hubs cannot both give the last use away.
       */
      readonly kind: "use-enrolment-token";
      readonly name: string;
      readonly agents: number;
      readonly beyond: boolean;
      readonly at: Millis;
      readonly remoteAddress: string;
    }
  | {
      /** An agent that it admitted before came with it. The later moment stands. Makes no change entry. */
      readonly kind: "touch-enrolment-token";
      readonly name: string;
      readonly at: Millis;
      readonly remoteAddress: string;
    }
  | {
      /**
       * The hub gave somebody who spoke as this agent another instance UID. One that is given or taken already is left
       * alone. It goes with the agent, once an agent has it, and where `GIVEN_UIDS_MAX` newer ones were given in the
       * name of the same agent. Makes no change entry.
       */
      readonly kind: "give-uid";
      readonly uid: string;
      readonly id: AgentId;
      /** It goes on under it as the same agent; else it becomes another. */
      readonly keeps: boolean;
    };
