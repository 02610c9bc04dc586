import type { AgentReport } from "../agent-report.js";
import { EncodedServerToAgent, type ServerToAgentFields } from "../encode.js";
import type { InstanceUid } from "../instance-uid.js";
import { checkWholeNumbers } from "../limits.js";
import { CustomAgents } from "./custom-agents.js";
import type { AgentConnection, ServerToAgentReply } from "./handler.js";

/** A custom message without its capability. */
export interface CustomContent {
  /** Unique within the capability. */
  readonly type: string;
  /** Opaque. What came in is a view that may be used until the answer is known. */
  readonly data: Uint8Array;
}

/** What a server does with the messages of one custom capability. */
export interface CustomMessageHandler<Identity = unknown> {
  /**
   * One message came in. What it returns goes back to the agent with the answer to this report. A handler that throws or
   * rejects makes the server answer an error_response of type Unknown. Types it does not know are its to ignore (U-04).
   */
  onMessage(
    message: CustomContent,
    report: AgentReport,
    connection: AgentConnection<Identity>,
  ): undefined | void | CustomContent | Promise<undefined | void | CustomContent>;
}

/** Handlers by custom capability: a reversed domain name, with `/version` where there are several. */
export type CustomMessageHandlers<Identity = unknown> = Readonly<
  Record<string, CustomMessageHandler<Identity>>
>;

/**
 * What became of a message to an agent.
 *
 * - `sent`: handed to the socket, not necessarily arrived
 * - `waiting`: goes with an answer to one of the agent's next reports
 * - `not-declared`: the agent did not say that it knows the capability, and would drop it (U-03)
 * - `too-many-waiting`: {@link CustomMessageLimits.waitingMax} messages wait for this agent already
 */
export type CustomSending = "sent" | "waiting" | "not-declared" | "too-many-waiting";

/** Bounds of what is remembered. Positive whole numbers. */
export interface CustomMessageLimits {
  /** Agents of which it is remembered what they declared and were told; beyond that the oldest are forgotten. Default 100,000. */
  readonly agentsMax: number;
  /** Messages that wait for one agent. Default 16. */
  readonly waitingMax: number;
}

export const DEFAULT_CUSTOM_MESSAGE_LIMITS: CustomMessageLimits = {
  agentsMax: 100_000,
  waitingMax: 16,
};

/** Custom capabilities and messages of one server. */
export interface CustomMessages<Identity = unknown> {
  /**
   * Takes what is custom in a report and puts what is owed into its answer: the server's capabilities, once per connection and
   * after each change (U-02), and one message. Call it last in `onReport`, for each report once: not again for one that
   * was repeated. Without anything custom it returns `reply` itself, and no promise.
   *
   * Answers that were encoded before, commands and errors are left as they are; what is owed waits.
   */
  answer(
    report: AgentReport,
    connection: AgentConnection<Identity>,
    reply: ServerToAgentReply,
  ): ServerToAgentReply | Promise<ServerToAgentReply>;
  /** Sends a message where the agent declared its capability, at once where there is a socket. */
  send(
    connection: AgentConnection<Identity>,
    uid: InstanceUid,
    capability: string,
    content: CustomContent,
  ): CustomSending;
  /** What the agent declared last; it stands until it declares something else, over reconnects too (U-01). */
  declaredBy(uid: InstanceUid): readonly string[];
  /** Other handlers from now on. Every agent is told with its next answer where the capabilities differ. */
  replace(handlers: CustomMessageHandlers<Identity>): void;
  /** Forgets an agent that will not come back. */
  forget(uid: InstanceUid): void;
}

/**
 * Routes custom messages to handlers by capability. Messages of capabilities without a handler are passed over and their reports
 * answered as any other (U-04).
 *
 * @throws `bad-limit` where a limit is no positive whole number
 */
export function routeCustomMessages<Identity = unknown>(
  handlers: CustomMessageHandlers<Identity>,
  limits: Partial<CustomMessageLimits> = {},
): CustomMessages<Identity> {
  const { agentsMax, waitingMax } = { ...DEFAULT_CUSTOM_MESSAGE_LIMITS, ...limits };
  checkWholeNumbers({ agentsMax, waitingMax });
  let byCapability = new Map(Object.entries(handlers));
  const agents = new CustomAgents(agentsMax, waitingMax, [...byCapability.keys()]);

  const withOwed = (
    report: AgentReport,
    connection: AgentConnection<Identity>,
    reply: ServerToAgentReply,
  ): ServerToAgentReply => {
    if (reply instanceof EncodedServerToAgent || isAlone(reply)) return reply;
    const owed = agents.takeOwed(
      report.instanceUid,
      connection.id,
      reply?.customMessage === undefined,
    );
    return owed === undefined ? reply : { ...reply, ...owed };
  };

  return {
    answer(report, connection, reply) {
      takeDeclared(agents, report, connection);
      const custom = report.has("customMessage") ? report.decode("customMessage") : undefined;
      // What is not well formed was for nobody: the report stands all the same.
      const message = custom?.ok === true ? custom.value : undefined;
      const handler = message === undefined ? undefined : byCapability.get(message.capability);
      if (message === undefined || handler === undefined)
        return withOwed(report, connection, reply);
      const { capability, type, data } = message;
      const { instanceUid } = report;
      const keep = (content: CustomContent | undefined | void) => {
        if (content) agents.keep(instanceUid, { capability, ...content });
        return withOwed(report, connection, reply);
      };
      const answered = handler.onMessage({ type, data }, report, connection);
      return answered instanceof Promise ? answered.then(keep) : keep(answered);
    },
    send(connection, uid, capability, content) {
      if (!agents.declaredBy(uid).includes(capability)) return "not-declared";
      const message = { capability, type: content.type, data: content.data };
      if (!agents.isWaiting(uid) && connection.push(uid, { customMessage: message })) return "sent";
      return agents.keep(uid, message) ? "waiting" : "too-many-waiting";
    },
    declaredBy: (uid) => agents.declaredBy(uid),
    replace(next) {
      byCapability = new Map(Object.entries(next));
      agents.announce([...byCapability.keys()]);
    },
    forget: (uid) => agents.forget(uid),
  };
}

function takeDeclared<Identity>(
  agents: CustomAgents,
  report: AgentReport,
  connection: AgentConnection<Identity>,
): void {
  // A poller keeps its connection for ever: a full report says that it may have started anew.
  if (connection.transport === "http" && report.has("agentDescription")) {
    agents.oweAnnouncement(report.instanceUid);
  }
  if (!report.has("customCapabilities")) return;
  const declared = report.decode("customCapabilities");
  if (declared.ok && declared.value) {
    agents.declare(report.instanceUid, declared.value.capabilities);
  }
}

/** Nothing may be added to a command or to an error (M-01, X-03). */
function isAlone(reply: ServerToAgentFields | undefined): boolean {
  return reply?.command !== undefined || reply?.errorResponse !== undefined;
}
