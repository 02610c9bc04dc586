// What the page of `opamp.test.ts` runs: agents and the codec of the published package, in a browser.
import {
  AgentConfigMapSchema,
  AgentDescriptionSchema,
  agentCapabilities,
  type AgentRemoteConfig,
  create,
  CustomCapabilitiesSchema,
  CustomMessageSchema,
  decodeServerToAgent,
  EffectiveConfigSchema,
  encodeAgentToServer,
  encodeServerToAgent,
  makeAttributes,
  makeInstanceUid,
  RemoteConfigStatusSchema,
  type Result,
  scanAgentToServer,
} from "@fleethub/opamp";
import {
  type Agent,
  type AgentTransport,
  createAgent,
  fetchPost,
  httpTransport,
  standardSocket,
  webSocketTransport,
} from "@fleethub/opamp/agent";

const CAPABILITY = "test.echo/1";
const HEARTBEAT_INTERVAL_MS = 200;

/** What an agent was told, as text. */
interface Told {
  readonly configs: string[];
  readonly messages: string[];
  readonly problems: string[];
  connections: number;
}

interface PageAgent {
  readonly agent: Agent;
  readonly told: Told;
}

const agents = new Map<string, PageAgent>();

/** Starts an agent by the scheme of the endpoint and answers its instance UID. */
export function start(name: string, endpoint: string): string {
  let inForce: AgentRemoteConfig["config"];
  const told: Told = { configs: [], messages: [], problems: [], connections: 0 };
  const agent = createAgent({
    instanceUid: makeInstanceUid(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
    description: create(AgentDescriptionSchema, {
      identifyingAttributes: makeAttributes([["service.name", name]]),
    }),
    capabilities: agentCapabilities(
      "ReportsStatus",
      "AcceptsRemoteConfig",
      "ReportsRemoteConfig",
      "ReportsEffectiveConfig",
      "ReportsHeartbeat",
    ),
    state: {
      remoteConfigStatus: create(RemoteConfigStatusSchema),
      customCapabilities: create(CustomCapabilitiesSchema, { capabilities: [CAPABILITY] }),
    },
    transport: transportTo(endpoint),
    clock: Date,
    schedule: {
      after(delayMs, task) {
        const timer = setTimeout(task, delayMs);
        return () => clearTimeout(timer);
      },
    },
    random: Math.random,
    heartbeatIntervalMs: HEARTBEAT_INTERVAL_MS,
    backoff: { initialMs: 50, maxMs: 200 },
    callbacks: {
      onConnect: () => void (told.connections += 1),
      onRemoteConfig(offer, status) {
        inForce = offer.config;
        told.configs.push(bodyOf(offer));
        status.applied({ effectiveConfig: true });
      },
      effectiveConfig: () =>
        create(EffectiveConfigSchema, { configMap: inForce ?? create(AgentConfigMapSchema) }),
      onCustomMessage: ({ type, data }) => void told.messages.push(`${type} ${text(data)}`),
      onServerError: ({ message }) => void told.problems.push(message),
      onProblem: ({ message }) => void told.problems.push(message),
    },
  });
  agents.set(name, { agent, told });
  agent.start();
  return agent.instanceUid;
}

export function told(name: string): Told & { readonly state: Agent["state"] } {
  const { agent, told: heard } = find(name);
  return { ...heard, state: agent.state };
}

export function say(name: string, type: string, content: string): boolean {
  const data = new TextEncoder().encode(content);
  const message = create(CustomMessageSchema, { capability: CAPABILITY, type, data });
  return find(name).agent.sendCustomMessage(message);
}

export function leave(name: string): Promise<void> {
  return find(name).agent.stop();
}

/** Reads a message of an agent by scan and as a whole, and answers its error of health and the bytes made anew. */
export function readReport(hex: string): { readonly lastError: string; readonly hex: string } {
  const report = valueOf(scanAgentToServer(fromHex(hex)));
  const health = valueOf(report.decode("health"));
  const again = encodeAgentToServer(valueOf(report.message()));
  return { lastError: health?.lastError ?? "", hex: toHex(again) };
}

/** Reads an offer of a configuration and answers its text and the bytes made anew. */
export function readOffer(hex: string): { readonly config: string; readonly hex: string } {
  const message = valueOf(decodeServerToAgent(fromHex(hex)));
  const config = message.remoteConfig ? bodyOf(message.remoteConfig) : "";
  return { config, hex: toHex(encodeServerToAgent(message)) };
}

/** The reason why garbage is no message. */
export function refuse(hex: string): string {
  const read = decodeServerToAgent(fromHex(hex));
  return read.ok ? "" : read.problem.code;
}

function transportTo(endpoint: string): AgentTransport {
  return endpoint.startsWith("ws")
    ? webSocketTransport(standardSocket(() => new WebSocket(endpoint)))
    : httpTransport({ post: fetchPost(endpoint, fetch), clock: Date });
}

function find(name: string): PageAgent {
  const found = agents.get(name);
  if (found === undefined) throw new Error(`no agent ${name}`);
  return found;
}

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

function bodyOf({ config }: AgentRemoteConfig): string {
  return text(config?.configMap[""]?.body ?? new Uint8Array());
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
