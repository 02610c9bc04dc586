import type { AgentId } from "@fleethub/fleet";
import type { Connection, LiveAgent } from "../agents/live-agent.js";
import type { Roster } from "../agents/roster.js";
import type { EnrolmentReader, Logger } from "../ports.js";
import { cutCredentials, type Ended } from "./cut.js";
import { isPeer } from "./peer.js";

export interface HeirsDeps {
  readonly roster: Pick<Roster, "byId">;
  readonly reader: Pick<EnrolmentReader, "standings">;
  readonly logger: Logger;
  readonly ended: Ended;
  /** Agents that one call of the store looks up. */
  readonly arrivalsMax: number;
}

/**
 * Agents of this hub that came with a credential of the agent that they were split from. Its revocation is theirs too, and the change
 * log names that one alone.
 */
export class Heirs {
  readonly #deps: HeirsDeps;
  readonly #all = new Set<LiveAgent>();
  #isAsked = false;
  #isLooking = false;

  constructor(deps: HeirsDeps) {
    this.#deps = deps;
  }

  /** This agent was let in on this connection. */
  note(live: LiveAgent, connection: Connection): void {
    if (ownerOf(live, connection) !== null) this.#all.add(live);
  }

  /** Something was written about some agent. Returns at once; lines of the log that come together are one look. */
  look(): void {
    if (this.#all.size === 0) return;
    this.#isAsked = true;
    if (this.#isLooking) return;
    this.#isLooking = true;
    void this.#lookAll();
  }

  async #lookAll(): Promise<void> {
    try {
      while (this.#isAsked) {
        await Promise.resolve();
        this.#isAsked = false;
        const owners = [...new Set([...this.#all].flatMap((live) => this.#ownersOf(live)))];
        for (let from = 0; from < owners.length; from += this.#deps.arrivalsMax) {
          await this.#lookUp(owners.slice(from, from + this.#deps.arrivalsMax));
        }
      }
    } catch (error) {
      // What is written next looks again.
      this.#deps.logger.warn({ error: String(error) }, "Heirs were not looked up anew.");
    } finally {
      this.#isLooking = false;
    }
  }

  async #lookUp(owners: readonly AgentId[]): Promise<void> {
    for (const owner of await this.#deps.reader.standings(owners)) {
      if (owner === null) continue;
      for (const live of this.#all) cutCredentials(live, owner, this.#deps.ended);
    }
  }

  /** Whoever left, or comes with what is its own by now, is forgotten here. */
  #ownersOf(live: LiveAgent): readonly AgentId[] {
    const { heirOf } = live.record.access;
    const owners = [...live.connections.values()].flatMap((one) => ownerOf(live, one) ?? []);
    const isHere = this.#deps.roster.byId(live.id) === live;
    if (!isHere || (owners.length === 0 && heirOf === null)) this.#all.delete(live);
    return heirOf === null ? owners : [heirOf, ...owners];
  }
}

/** Whose credential a connection came with; null where it is the agent's own, or none of an agent. */
function ownerOf({ id }: LiveAgent, { identity }: Connection): AgentId | null {
  if (!isPeer(identity)) return null;
  const { shows } = identity;
  if (shows.kind === "none" || shows.kind === "enrolment" || shows.agent === id) return null;
  return shows.agent;
}
