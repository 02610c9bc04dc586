import type { AgentId, AgentStanding, UidHolder } from "@fleethub/fleet";
import type { EnrolmentTokenRecord } from "../enrolment-model.js";

export interface EnrolmentReader {
  /** Every token, by name: at most `ENROLMENT_TOKENS_MAX`, which the verb that adds them keeps. */
  list(): Promise<readonly EnrolmentTokenRecord[]>;
  get(name: string): Promise<EnrolmentTokenRecord | null>;
  /** Agents by the token that they came with; tokens without any are left out. */
  counts(): Promise<readonly { readonly token: string; readonly agents: number }[]>;
  /** Who has these instance UIDs, or was given them by a hub, in their order. */
  holders(uids: readonly string[]): Promise<readonly UidHolder[]>;
  /** Agents as far as their admission goes, in the order of the ids; null for one that is gone. */
  standings(ids: readonly AgentId[]): Promise<readonly (AgentStanding | null)[]>;
}
