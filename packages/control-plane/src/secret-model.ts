import type { Millis } from "@fleethub/fleet";
import type { Sealed } from "./secrets/hub-key.js";

/** What stands for `${fleethub:secret/NAME}` in the offers of agents within its reach. Its value is kept apart. */
export interface SecretRecord {
  /** As `NAME_PATTERN`. */
  readonly name: string;
  readonly description: string;
  /** A query over what the hub itself set: who may be offered it. Null: every agent. */
  readonly reach: string | null;
  /** Id of the value in force. */
  readonly value: string;
  readonly valueChangedAt: Millis;
  readonly version: number;
  readonly createdAt: Millis;
  readonly createdBy: string;
  readonly changedAt: Millis;
}

/** One value of a secret. Hashes of offers name it by its id; the bytes are opened where an offer is put together. */
export interface SecretValue {
  /** UUIDv7: never used again, not even by a secret of the same name. */
  readonly id: string;
  readonly secret: string;
  readonly sealed: Sealed;
  readonly createdAt: Millis;
}

/** Ids of the values that stand for the secrets of a text, by name. */
export type SecretValueIds = Readonly<Record<string, string>>;
