import type { Millis } from "@fleethub/fleet";

/** Lets agents in that nobody knows. Its text is kept nowhere. */
export interface EnrolmentTokenRecord {
  /** As `NAME_PATTERN`; what agents that came with it are found by. */
  readonly name: string;
  /** The part of its text that is no secret. */
  readonly keyId: string;
  /** Hex SHA-256 of the part that is. */
  readonly secretHash: string;
  readonly description: string;
  /** Given to agents that are new with it. */
  readonly labels: Readonly<Record<string, string>>;
  /** Agents that are new with it are given the labels that its selector names. */
  readonly group: string | null;
  /** Whether agents that are new with it have to be approved by hand. */
  readonly admission: "admitted" | "awaiting-approval";
  readonly expiresAt: Millis | null;
  /** Agents; null: as many as come. */
  readonly usesMax: number | null;
  readonly uses: number;
  readonly lastUsedAt: Millis | null;
  readonly lastAddress: string | null;
  readonly revokedAt: Millis | null;
  readonly revokedBy: string | null;
  readonly reason: string | null;
  /** Moves with every write of an operator; uses leave it. */
  readonly version: number;
  readonly createdAt: Millis;
  readonly createdBy: string;
}
