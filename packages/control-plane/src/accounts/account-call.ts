import type { Millis } from "@fleethub/fleet";
import type { Subject } from "@fleethub/fleet/access";
import type { Actor } from "../model.js";
import type { Refusal } from "../audit/refusals.js";
import type { Clock, Digest, FleetStorage, Ids } from "../ports.js";
import type { HubKey } from "../secrets/hub-key.js";
import type { Passwords, Randomness } from "./platform.js";
import type { AccountSettings } from "./settings.js";

/** What accounts are kept and decided with. */
export interface AccountServices {
  readonly storage: Pick<FleetStorage, "store" | "people" | "sessions" | "apiTokens" | "providers">;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digest: Digest;
  readonly random: Randomness;
  readonly passwords: Passwords;
  readonly hubKey: HubKey;
  /** Told of every attempt of a stranger that came to nothing; never what was typed or shown. */
  readonly refused: (refusal: Refusal) => void;
  readonly settings: AccountSettings;
}

/** Who asks for something about an account. */
export interface AccountCall {
  readonly actor: Actor;
  readonly subject: Subject;
  /** Id of the session that asks; null: an API token does. */
  readonly session: string | null;
  readonly now: Millis;
}

/** Where somebody comes from who is not signed in yet. */
export interface Newcomer {
  readonly address: string;
  readonly userAgent: string;
  /** Cookie of a browser that signed somebody in before; null: none, or not believed. */
  readonly device: string | null;
  readonly via: Actor["via"];
  readonly requestId: string;
}
