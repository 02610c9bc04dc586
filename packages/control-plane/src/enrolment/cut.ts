import type { AgentStanding } from "@fleethub/fleet";
import type { Connection, LiveAgent } from "../agents/live-agent.js";
import { standingOf } from "./doorkeeper.js";
import { isPeer } from "./peer.js";

const REVOKED_AGENT = "revoked: this agent is not let in any more";
const REVOKED_CREDENTIAL = "revoked: the credential is not valid any more";
const REVOKED_TOKEN = "revoked: the enrolment token is not valid any more";

/**
 * Ends the connections of an agent that was revoked, and those that came with a credential of it that was. Where others who
 * came with something else share the socket, it stays theirs. In the agent's lane.
 */
export function cutRevoked(live: LiveAgent): void {
  const standing = standingOf(live.record);
  cutCredentials(live, standing);
  if (standing.admission !== "revoked") return;
  live.peer = undefined;
  for (const connection of live.connections.values()) {
    cut(connection, REVOKED_AGENT, [live.state.instanceUid, ...live.record.formerUids]);
  }
}

/** Ends the connections of this agent that came with a revoked credential of `owner`, which may be another one. */
export function cutCredentials(live: LiveAgent, owner: AgentStanding): void {
  // Who was let in a moment ago and whose report is still to be taken is decided about anew.
  if (showsRevoked(live.peer, owner)) live.peer = undefined;
  for (const connection of live.connections.values()) {
    if (showsRevoked(connection.identity, owner)) cut(connection, REVOKED_CREDENTIAL);
  }
}

/** Is this a credential of that agent which was revoked, alone or with the agent? */
function showsRevoked(identity: unknown, { id, admission, access }: AgentStanding): boolean {
  if (!isPeer(identity)) return false;
  const { shows } = identity;
  if (shows.kind === "none" || shows.kind === "enrolment" || shows.agent !== id) return false;
  return admission === "revoked" || access.revokedCredentials.some((one) => one.id === shows.id);
}

/** Ends every connection that came with a token that was revoked. Agents with a credential of their own stay. */
export function cutToken(agents: Iterable<LiveAgent>, keyId: string): void {
  for (const live of agents) {
    for (const connection of live.connections.values()) {
      const { identity } = connection;
      if (!isPeer(identity)) continue;
      const { shows } = identity;
      if (shows.kind === "enrolment" && shows.keyId === keyId) cut(connection, REVOKED_TOKEN);
    }
  }
}

/** Ends it for those who speak over it, or for these of them alone. */
function cut(connection: Connection, reason: string, uids?: readonly string[]): void {
  for (const uid of connection.agents()) {
    if (uids === undefined || uids.includes(uid)) connection.close(uid, reason);
  }
}
