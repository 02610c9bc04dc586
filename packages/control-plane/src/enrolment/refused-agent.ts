import type { EnrolmentRefusal, Millis } from "@fleethub/fleet";
import type { Connection } from "../agents/live-agent.js";
import type { Schedule } from "../ports.js";

/** Somebody who came past the door and was not let in once he had said who he is. */
export interface RefusedAgent {
  readonly remoteAddress: string;
  readonly transport: "websocket" | "http";
  readonly instanceUid: string;
  readonly refusal: EnrolmentRefusal;
}

/**
 * Before the socket of somebody who was not let in is closed: a handshake that went well resets the waiting of today's
 * clients, which would be back at once and for ever.
 */
export const REFUSED_CLOSE_MS: Millis = 5_000;

/** Closes the connection after a while, for this agent alone. */
export function closeLater(
  schedule: Schedule,
  connection: Connection,
  uid: Parameters<Connection["close"]>[0],
  { code }: EnrolmentRefusal,
): void {
  if (connection.transport !== "websocket") return;
  schedule.after(REFUSED_CLOSE_MS, () => connection.close(uid, `not let in: ${code}`));
}
