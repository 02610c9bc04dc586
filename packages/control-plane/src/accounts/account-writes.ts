import type { Millis } from "@fleethub/fleet";
import type {
  ApiTokenRecord,
  OneTimeLink,
  PersonRecord,
  ProviderRecord,
  SessionRecord,
} from "../account-model.js";

/** Changes to who can sign in and what stands for them. */
export type AccountWrite =
  | { readonly kind: "add-person"; readonly person: PersonRecord }
  | {
      /** Replaces everything but `createdAt` and `createdBy`; the version becomes one higher than `expect`. */
      readonly kind: "set-person";
      readonly expect: number;
      readonly person: PersonRecord;
    }
  | {
      /** Sessions and API tokens of the person go too, each with its change entry. */
      readonly kind: "remove-person";
      readonly name: string;
      readonly expect: number;
    }
  | {
      /**
       * Conflicts where no person is an administrator of the whole fleet after the writes before it. Two commits that
       * each take one of the last two away do not both succeed.
       */
      readonly kind: "require-administrator";
    }
  | {
      /** Makes no change entry and moves no version. A person who was removed is left out. */
      readonly kind: "note-sign-in";
      readonly name: string;
      readonly at: Millis;
    }
  | {
      /** Conflicts where the person has another version after the writes before it: who was let in is as he was. */
      readonly kind: "add-session";
      readonly personVersion: number;
      readonly session: SessionRecord;
    }
  | {
      /** Takes another secret under the same id. Conflicts where `from` is not the digest in force. */
      readonly kind: "rotate-session";
      readonly id: string;
      readonly from: string;
      readonly to: string;
    }
  | {
      /** Later of the two moments stands. A session that ended is left out. Makes no change entry. */
      readonly kind: "touch-session";
      readonly id: string;
      readonly at: Millis;
    }
  | {
      /** Conflicts where it ended already. */
      readonly kind: "end-session";
      readonly id: string;
    }
  | {
      /** All of this person, or all that were opened through this provider, but one. */
      readonly kind: "end-sessions";
      readonly of: { readonly person: string } | { readonly provider: string };
      readonly except: string | null;
    }
  | {
      /** Those past `expiresAt` at `now`, and those not seen since `seenBefore`. */
      readonly kind: "drop-sessions";
      readonly now: Millis;
      readonly seenBefore: Millis;
    }
  | {
      /** Conflicts where the id is taken, or the owner has a token of this name. */
      readonly kind: "add-api-token";
      readonly token: ApiTokenRecord;
    }
  | {
      /** Makes no change entry. A token that was revoked is left out. */
      readonly kind: "touch-api-token";
      readonly id: string;
      readonly at: Millis;
      readonly address: string;
    }
  | {
      /** Conflicts where it was revoked already. */
      readonly kind: "revoke-api-token";
      readonly id: string;
    }
  | { readonly kind: "add-provider"; readonly provider: ProviderRecord }
  | {
      /** Replaces everything but `createdAt` and `createdBy`; the version becomes one higher than `expect`. */
      readonly kind: "set-provider";
      readonly expect: number;
      readonly provider: ProviderRecord;
    }
  | { readonly kind: "remove-provider"; readonly name: string; readonly expect: number }
  | {
      /** Those that are past their time at `now` go. */
      readonly kind: "add-first-run-link";
      readonly link: OneTimeLink;
      readonly now: Millis;
    }
  | {
      /** Takes all of them away. Conflicts where this one is not there. */
      readonly kind: "spend-first-run-link";
      readonly id: string;
    };
