import type { Reached, Transport } from "./events.js";
import { settlingAnew } from "./health.js";
import type { AgentConnectionState, OlderLink } from "./state.js";
import type { Turn } from "./turn.js";

/** Older connections remembered per agent; beyond that the oldest are forgotten. */
export const OLDER_LINKS_MAX = 4;

/** This connection speaks for the agent from now on: the newest wins (I-07). */
export function connect(
  turn: Turn,
  connectionId: string,
  transport: Transport,
  reached: Reached | null = null,
): void {
  const { state } = turn;
  if (state.link?.connectionId === connectionId) return;
  keepUnanswered(turn);
  turn.patch({
    link: newLink(connectionId, transport, reached, turn.now),
    older: olderThan(connectionId, state.older, state.link),
    farewell: null,
    settling: settlingAnew(turn),
    unheldSince: null,
  });
  const { newUid } = state.asks;
  if (newUid !== null) turn.patch({ asks: { ...state.asks, newUid: { ...newUid, sent: false } } });
  const reachedUrl = reached?.hubUrl ?? null;
  turn.patchReport({
    connectedAt: turn.now,
    disconnectedAt: null,
    lastSeenAt: turn.now,
    ...(reachedUrl !== null && { reachedUrl }),
  });
}

/** The connection is gone, or the poller fell silent. */
export function disconnect(turn: Turn, connectionId: string): void {
  const { state } = turn;
  turn.patch({ older: state.older.filter((other) => other.connectionId !== connectionId) });
  if (state.link?.connectionId !== connectionId) return;
  keepUnanswered(turn);
  turn.patch({ link: null });
  if (state.report.disconnectedAt === null) turn.patchReport({ disconnectedAt: turn.now });
}

/**
 * `agent_disconnect`: the association ends at once, closing is left to the agent (D-01). Messages up to this
 * sequence number that come later do not bring it back.
 */
export function sayFarewell(turn: Turn, connectionId: string, seq: bigint): void {
  turn.patch({ link: null, farewell: { connectionId, seq } });
  turn.patchReport({ disconnectedAt: turn.now });
  turn.afterwards({
    kind: "close",
    connectionId,
    afterMs: turn.settings.farewellGraceMs,
    reason: "the agent said farewell",
  });
}

/** A request for full state that nothing followed may have died with the connection. */
function keepUnanswered(turn: Turn): void {
  const { link } = turn.state;
  if (link !== null && link.awaitingSince !== null) turn.patch({ owesFullState: true });
}

function newLink(
  connectionId: string,
  transport: Transport,
  reached: Reached | null,
  now: number,
): AgentConnectionState {
  return {
    connectionId,
    transport,
    openedAt: now,
    lastDigest: null,
    offer: null,
    awaitingSince: null,
    gapAsks: 0,
    gapsSince: now,
    applyingAskedAt: null,
    componentsAsked: null,
    reached,
    toldSettings: false,
  };
}

/** Pollers hold no connection, so only sockets can be older ones. */
function olderThan(
  connectionId: string,
  older: readonly OlderLink[],
  replaced: AgentConnectionState | null,
): readonly OlderLink[] {
  const others = older.filter((other) => other.connectionId !== connectionId);
  if (replaced?.transport !== "websocket") return others;
  const added = { connectionId: replaced.connectionId, reassigned: null };
  return [...others, added].slice(-OLDER_LINKS_MAX);
}
