import { randomBytes } from "node:crypto";
import {
  type Agent,
  type AgentOptions,
  createAgent,
  HEARTBEAT_INTERVAL_MS_MAX,
  HEARTBEAT_INTERVAL_MS_MIN,
} from "../agent/index.js";
import { INSTANCE_UID_RANDOM_SIZE_BYTES, makeInstanceUid } from "../instance-uid.js";
import type { OpAMPConnectionSettings } from "../index.js";
import {
  type NodeSettingsOptions,
  nodeConnectionSettings,
  offeredTransport,
} from "./agent-settings.js";
import { type NodeTransportOptions, nodeTransport } from "./agent-transport.js";
import { nodeClock, nodeSchedule, sha256 } from "./platform.js";

type Platform = "instanceUid" | "transport" | "clock" | "schedule" | "random";

/** `AgentOptions` with what Node supplies left out or made optional. */
export type NodeAgentOptions = Omit<AgentOptions, Platform> &
  /** `instanceUid`: default a fresh UUIDv7, so that every start is a new agent. */
  Partial<Pick<AgentOptions, "instanceUid">>;

/**
 * Starts an agent that reaches its server as the scheme of the endpoint says: `ws:` and `wss:` by a WebSocket
 * (needs the package `ws`), `http:` and `https:` by polling every `heartbeatIntervalMs`.
 *
 * With AcceptsOpAMPConnectionSettings it takes offers of the server to connect otherwise, after it has tried
 * them (`nodeConnectionSettings`); `callbacks.onOpampConnection` may refuse one. An unchanged effective config
 * is not sent twice. Keeps the process alive until it is stopped. Throws `bad-argument` for an endpoint or a
 * proxy that is no such URL.
 */
export function connectAgent(
  options: NodeAgentOptions & NodeTransportOptions & NodeSettingsOptions & AppliedSettings,
): Agent {
  const { applied } = options;
  const connectionSettings = nodeConnectionSettings(options, options);
  const defaults = { connectionSettings, digest: sha256 };
  const transport = applied ? offeredTransport(applied, options, options) : nodeTransport(options);
  return start({ ...defaults, ...options, ...intervalOf(applied) }, transport);
}

/** What an earlier process was told in `callbacks.onOpampConnectionApplied`. */
export interface AppliedSettings {
  /**
   * Used instead of the endpoint and the headers; a private key in it is a secret, so keep it as one. Throws
   * where no transport can be made of them.
   */
  readonly applied?: OpAMPConnectionSettings;
}

/** As the agent took it when it was offered: 0 ends heartbeats but not polling, the rest is brought into bounds. */
function intervalOf(applied: OpAMPConnectionSettings | undefined) {
  if (!applied) return {};
  const { destinationEndpoint, heartbeatIntervalSeconds } = applied;
  if (heartbeatIntervalSeconds === 0n) {
    return /^http/i.test(destinationEndpoint) ? {} : { heartbeatIntervalMs: 0 };
  }
  const offeredMs = Number(heartbeatIntervalSeconds) * 1000;
  const atLeastMs = Math.max(offeredMs, HEARTBEAT_INTERVAL_MS_MIN);
  return { heartbeatIntervalMs: Math.min(atLeastMs, HEARTBEAT_INTERVAL_MS_MAX) };
}

function start(options: NodeAgentOptions, transport: AgentOptions["transport"]): Agent {
  const agent = createAgent({
    ...options,
    instanceUid:
      options.instanceUid ??
      makeInstanceUid(Date.now(), randomBytes(INSTANCE_UID_RANDOM_SIZE_BYTES)),
    transport,
    clock: nodeClock,
    schedule: nodeSchedule,
    random: Math.random,
  });
  agent.start();
  return agent;
}
