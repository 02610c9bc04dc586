import {
  type CustomContent,
  type CustomMessageHandler,
  type CustomMessageHandlers,
  type CustomSending,
  type OpampHandler,
  routeCustomMessages,
} from "@fleethub/opamp/server";
import type { LiveAgent } from "./live-agent.js";
import type { Roster } from "./roster.js";

/** Custom messages of agents that this hub holds. */
export interface CustomDesk {
  readonly handler: OpampHandler<unknown>;
  /** Sends to an agent that declared the capability; `not-connected`: this hub does not hold it, or it awaits approval. */
  send(uid: string, capability: string, content: CustomContent): CustomSending | "not-connected";
}

/**
 * Routes custom messages of approved agents to the embedder's handlers, each once: a report that an agent repeats is answered
 * again and not handed over again. What agents declare is remembered while they await approval too.
 */
export function createCustomDesk(
  roster: Roster,
  inner: OpampHandler<unknown>,
  handlers: CustomMessageHandlers<unknown> = {},
): CustomDesk {
  if (Object.keys(handlers).length === 0) return { handler: inner, send: () => "not-declared" };
  const isApproved = (uid: string) => roster.byUid(uid)?.state.intent.admission === "admitted";
  const custom = routeCustomMessages<unknown>(
    Object.fromEntries(
      Object.entries(handlers).map(([name, handler]) => [name, forApproved(handler, isApproved)]),
    ),
  );
  return {
    handler: {
      ...inner,
      onReport(report, connection) {
        const before = seenIn(roster.byUid(report.instanceUid));
        const reply = inner.onReport(report, connection);
        const answer = (said: Awaited<typeof reply>) => {
          const isRepeated =
            before !== undefined && seenIn(roster.byUid(report.instanceUid)) === before;
          return isRepeated ? said : custom.answer(report, connection, said);
        };
        return reply instanceof Promise ? reply.then(answer) : answer(reply);
      },
    },
    send(uid, capability, content) {
      const live = roster.byUid(uid);
      const connection = live?.connections.get(live.state.link?.connectionId ?? "");
      if (live === undefined || connection === undefined || !isApproved(uid)) {
        return "not-connected";
      }
      return custom.send(connection, live.state.instanceUid, capability, content);
    },
  };
}

function forApproved(
  handler: CustomMessageHandler<unknown>,
  isApproved: (uid: string) => boolean,
): CustomMessageHandler<unknown> {
  return {
    onMessage: (message, report, connection) =>
      isApproved(report.instanceUid) ? handler.onMessage(message, report, connection) : undefined,
  };
}

/** The message that was taken last on this connection. */
function seenIn(live: LiveAgent | undefined): string | undefined {
  const link = live?.state.link;
  if (!link || link.lastDigest === null) return undefined;
  return `${link.connectionId} ${live?.state.report.seq ?? ""} ${link.lastDigest}`;
}
