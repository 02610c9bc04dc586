import { randomBytes } from "node:crypto";
import {
  type Agent,
  type AgentOptions,
  type AgentSchedule,
  createAgent,
  httpTransport,
  webSocketTransport,
} from "../agent/index.js";
import { INSTANCE_UID_RANDOM_SIZE_BYTES, makeInstanceUid } from "../instance-uid.js";
import { type NodePostOptions, nodePost } from "./agent-http.js";
import { type NodeSocketOptions, nodeSocket } from "./agent-web-socket.js";

type Platform = "instanceUid" | "transport" | "clock" | "schedule" | "random";

/** `AgentOptions` with what Node supplies left out or made optional. */
export type NodeAgentOptions = Omit<AgentOptions, Platform> &
  /** `instanceUid`: default a fresh UUIDv7, so that every start is a new agent. */
  Partial<Pick<AgentOptions, "instanceUid">>;

/** Node's timers. A waiting agent keeps the process alive until it is stopped. */
export const nodeSchedule: AgentSchedule = (delayMs, task) => {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
};

/** Starts an agent that holds a WebSocket to its server. Needs the package `ws`. */
export function connectWebSocketAgent(options: NodeAgentOptions & NodeSocketOptions): Agent {
  return start(options, webSocketTransport(nodeSocket(options)));
}

/** Starts an agent that polls its server over plain HTTP, every `heartbeatIntervalMs`. */
export function connectHttpAgent(options: NodeAgentOptions & NodePostOptions): Agent {
  return start(options, httpTransport({ post: nodePost(options), clock: Date }));
}

function start(options: NodeAgentOptions, transport: AgentOptions["transport"]): Agent {
  const agent = createAgent({
    ...options,
    instanceUid:
      options.instanceUid ??
      makeInstanceUid(Date.now(), randomBytes(INSTANCE_UID_RANDOM_SIZE_BYTES)),
    transport,
    clock: Date,
    schedule: nodeSchedule,
    random: Math.random,
  });
  agent.start();
  return agent;
}
