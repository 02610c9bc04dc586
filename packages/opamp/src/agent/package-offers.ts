import type { PackagesAvailable } from "../messages.js";
import type { AgentCallbacks } from "./callbacks.js";
import type { AgentParts } from "./parts.js";

/** What installing packages may do to the agent. */
export interface PackagesAgent {
  readonly callbacks: AgentCallbacks;
  readonly capabilities: bigint;
  readonly parts: AgentParts;
  report(parts: AgentParts): void;
}

/** Takes care of offered packages; `syncPackages` makes one. */
export interface PackageOffers {
  /** Returns at once. The newest offer counts. */
  offered(offer: PackagesAvailable, agent: PackagesAgent): void;
  /** The agent stops: give up what is under way, so that the next process can go on. */
  stop(): void;
}
