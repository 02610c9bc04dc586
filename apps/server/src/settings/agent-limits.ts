import { HTTP_SERVER_OPTIONS } from "@fleethub/opamp/node";
import { DEFAULT_SERVER_LIMITS, type ServerLimits } from "@fleethub/opamp/server";

const MIB = 1024 * 1024;
const { headersTimeout: HEADERS_TIMEOUT_MS } = HTTP_SERVER_OPTIONS;

interface AgentLimit {
  /** The name in the library; null: an option of the HTTP server. */
  readonly limit: keyof ServerLimits | null;
  readonly value: string;
  readonly help: string;
  readonly default: number;
  /** The highest value that is taken; the lowest is 1. */
  readonly max: number;
}

const of = (limit: keyof ServerLimits, value: string, help: string, max: number): AgentLimit => ({
  limit,
  value,
  help,
  default: DEFAULT_SERVER_LIMITS[limit],
  max,
});

/** The limits of the agents' door that an operator may turn, by the key of their setting. */
export const AGENT_LIMITS = {
  agentsConnections: of("connectionsMax", "<sockets>", "open WebSockets", 1_000_000),
  agentsSocketsPerAddress: of(
    "socketsPerAddressMax",
    "<sockets>",
    "open WebSockets of one address, be it a gateway's or a proxy's",
    1_000_000,
  ),
  agentsPerSocket: of("agentsPerSocketMax", "<agents>", "agents on one WebSocket", 100_000),
  agentsHandshakesPerSecond: of(
    "handshakesPerSecondMax",
    "<handshakes>",
    "WebSocket handshakes per second of everybody",
    100_000,
  ),
  agentsHandshakesPerSecondPerAddress: of(
    "handshakesPerSecondPerAddressMax",
    "<handshakes>",
    "WebSocket handshakes per second of one address",
    100_000,
  ),
  agentsMessageBytes: of(
    "messageSizeBytesMax",
    "<bytes>",
    "bytes of a message, unpacked",
    512 * MIB,
  ),
  agentsBodiesBytes: of(
    "bodiesSizeBytesMax",
    "<bytes>",
    "bytes of all HTTP bodies in memory at once",
    64 * 1024 * MIB,
  ),
  agentsArrivingBytes: of(
    "arrivingSizeBytesMax",
    "<bytes>",
    "bytes of WebSocket messages that have arrived in part, of all sockets",
    64 * 1024 * MIB,
  ),
  agentsSendQueueBytes: of(
    "sendQueueSizeBytesMax",
    "<bytes>",
    "bytes that wait for a peer that does not read",
    1024 * MIB,
  ),
  agentsNestingDepth: of("nestingDepthMax", "<levels>", "messages inside messages", 90),
  agentsMapEntries: of(
    "mapEntriesMax",
    "<entries>",
    "map entries in one part of a report",
    1_000_000,
  ),
  agentsListItems: of("listItemsMax", "<items>", "list items in one part of a report", 1_000_000),
  agentsComponents: of(
    "componentsMax",
    "<components>",
    "components that an agent may name",
    1_000_000,
  ),
  agentsHeadersTimeoutMs: {
    limit: null,
    value: "<ms>",
    help: "time that the head of a request may take",
    default: HEADERS_TIMEOUT_MS,
    max: 60_000,
  },
} as const satisfies Record<string, AgentLimit>;

/** Key of a setting that is a limit of the agents' door. */
export type AgentLimitKey = keyof typeof AGENT_LIMITS;

/** One number for each. */
export type AgentLimits = Readonly<Record<AgentLimitKey, number>>;

export const AGENT_LIMIT_KEYS = Object.keys(AGENT_LIMITS) as readonly AgentLimitKey[];

/** What holds where nothing is set: the defaults of `@fleethub/opamp`. */
export const AGENT_LIMITS_DEFAULT = Object.fromEntries(
  AGENT_LIMIT_KEYS.map((key) => [key, AGENT_LIMITS[key].default]),
) as AgentLimits;

/** The limits in the words of the library. */
export function serverLimitsOf(settings: AgentLimits): Partial<ServerLimits> {
  return Object.fromEntries(
    AGENT_LIMIT_KEYS.flatMap((key) => {
      const { limit }: AgentLimit = AGENT_LIMITS[key];
      return limit === null ? [] : [[limit, settings[key]] as const];
    }),
  );
}
