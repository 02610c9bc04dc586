import type { LiveAgent } from "../agents/live-agent.js";
import { isPeer } from "./peer.js";

/** Ends every connection of an agent that was revoked. Where others share the socket, it stays theirs. */
export function cutRevoked(live: LiveAgent): void {
  for (const connection of live.connections.values()) {
    for (const uid of connection.agents()) {
      if (uid === live.state.instanceUid || live.record.formerUids.includes(uid)) {
        connection.close(uid, "revoked: this agent is not let in any more");
      }
    }
  }
}

/** Ends every connection that came with a token that was revoked. Agents with a credential of their own stay. */
export function cutToken(agents: Iterable<LiveAgent>, keyId: string): void {
  for (const live of agents) {
    for (const connection of live.connections.values()) {
      const { identity } = connection;
      if (!isPeer(identity)) continue;
      const { shows } = identity;
      if (shows.kind !== "enrolment" || shows.keyId !== keyId) continue;
      for (const uid of connection.agents()) {
        connection.close(uid, "revoked: the enrolment token is not valid any more");
      }
    }
  }
}
