import type { AgentStanding } from "@fleethub/fleet";
import type { Connection, LiveAgent } from "../agents/live-agent.js";
import type { EnrolmentTokenRecord } from "../model.js";
import { standingOf } from "./standing.js";
import type { Cause } from "./ended-sockets.js";
import { isPeer } from "./peer.js";

const REVOKED_AGENT = "revoked: this agent is not let in any more";
const REVOKED_CREDENTIAL = "revoked: the credential is not valid any more";
const REVOKED_TOKEN = "revoked: the enrolment token is not valid any more";

/** Told how many sockets ended for a revocation. */
export type Ended = (cause: Cause, sockets: number) => void;

/**
 * Ends the connections of an agent that was revoked, and those that came with a credential of it that was. Where others who
 * came with something else share the socket, it stays theirs. In the agent's lane.
 */
export function cutRevoked(live: LiveAgent, ended: Ended): void {
  const standing = standingOf(live.record);
  cutCredentials(live, standing, ended);
  if (standing.admission !== "revoked") return;
  live.peer = undefined;
  const own = [live.state.instanceUid, ...live.record.formerUids];
  let sockets = 0;
  for (const connection of live.connections.values())
    sockets += cut(connection, REVOKED_AGENT, own);
  tell(ended, standing.access.revoked?.entry, sockets);
}

/** Ends the connections of this agent that came with a revoked credential of `owner`, which may be another one. */
export function cutCredentials(live: LiveAgent, owner: AgentStanding, ended: Ended): void {
  // Who was let in a moment ago and whose report is still to be taken is decided about anew.
  if (revocationOf(live.peer, owner) !== null) live.peer = undefined;
  for (const connection of live.connections.values()) {
    const revocation = revocationOf(connection.identity, owner);
    if (revocation !== null) tell(ended, revocation.entry, cut(connection, REVOKED_CREDENTIAL));
  }
}

/** Ends every connection that came with a token that was revoked. Agents with a credential of their own stay. */
export function cutToken(
  agents: Iterable<LiveAgent>,
  { name: token, keyId }: Pick<EnrolmentTokenRecord, "name" | "keyId">,
  ended: Ended,
): void {
  let sockets = 0;
  for (const live of agents) {
    for (const connection of live.connections.values()) {
      const { identity } = connection;
      if (!isPeer(identity)) continue;
      const { shows } = identity;
      if (shows.kind !== "enrolment" || shows.keyId !== keyId) continue;
      sockets += cut(connection, REVOKED_TOKEN);
    }
  }
  ended({ token }, sockets);
}

function tell(ended: Ended, entry: string | undefined, sockets: number): void {
  if (entry !== undefined) ended({ entry }, sockets);
}

/** How the credential that was shown was revoked, alone or with that agent; null: it was not, or is not that agent's. */
function revocationOf(
  identity: unknown,
  { id, admission, access }: AgentStanding,
): { readonly entry?: string } | null {
  if (!isPeer(identity)) return null;
  const { shows } = identity;
  if (shows.kind === "none" || shows.kind === "enrolment" || shows.agent !== id) return null;
  if (admission === "revoked") return access.revoked ?? {};
  return access.revokedCredentials.find((one) => one.id === shows.id) ?? null;
}

/** Ends it for those who speak over it, or for these of them alone. 1 where its socket ended by that. */
function cut(connection: Connection, reason: string, uids?: readonly string[]): 0 | 1 {
  const present = connection.agents();
  for (const uid of present) {
    if (uids === undefined || uids.includes(uid)) connection.close(uid, reason);
  }
  const isOver = present.length > 0 && connection.agents().length === 0;
  return connection.transport === "websocket" && isOver ? 1 : 0;
}
