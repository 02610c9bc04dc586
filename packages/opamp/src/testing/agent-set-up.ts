import { type AgentOptions, createAgent } from "../agent/index.js";
import { agentCapabilities } from "../capabilities.js";
import { type InstanceUid, isInstanceUid } from "../instance-uid.js";
import {
  AgentDescriptionSchema,
  type AgentRemoteConfig,
  AvailableComponentsSchema,
  ComponentHealthSchema,
  create,
  CustomCapabilitiesSchema,
  CustomMessageSchema,
  EffectiveConfigSchema,
  type MessageInitShape,
  RemoteConfigStatusSchema,
} from "../messages.js";
import { FakeTime } from "./fake-time.js";
import { MemoryServer } from "./memory-server.js";

export const UID = uid("0192f0a0-b0c0-7d0e-8f00-112233445566");

export function uid(text: string): InstanceUid {
  if (!isInstanceUid(text)) throw new Error(`${text} is no instance UID`);
  return text;
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Everything the agent was told, in plain values. */
class Seen {
  readonly offers: string[] = [];
  readonly repeated: string[] = [];
  readonly uids: string[] = [];
  readonly problems: string[] = [];
  readonly customMessages: string[] = [];
  readonly errors: unknown[] = [];
  readonly retries: number[] = [];
  restarts = 0;
  readonly uid = uid;

  custom(init: MessageInitShape<typeof CustomMessageSchema>) {
    return create(CustomMessageSchema, init);
  }
}

/** A started agent that says a bit of everything, before a server in memory. */
export function setUp(options: Partial<AgentOptions> = {}) {
  const time = new FakeTime();
  const server = new MemoryServer();
  const seen = new Seen();
  const health = (healthy: boolean) => create(ComponentHealthSchema, { healthy });
  const hashText = (offer: AgentRemoteConfig) => new TextDecoder().decode(offer.configHash);
  const agent = createAgent({
    instanceUid: UID,
    description: create(AgentDescriptionSchema, {
      identifyingAttributes: [
        { key: "service.name", value: { value: { case: "stringValue", value: "otelcol" } } },
      ],
    }),
    capabilities: agentCapabilities(
      "ReportsStatus",
      "AcceptsRemoteConfig",
      "ReportsEffectiveConfig",
      "ReportsHealth",
      "ReportsRemoteConfig",
      "ReportsHeartbeat",
      "ReportsAvailableComponents",
      "AcceptsRestartCommand",
    ),
    transport: server.transport,
    clock: time,
    schedule: time,
    random: () => 0.5,
    state: {
      health: health(true),
      remoteConfigStatus: create(RemoteConfigStatusSchema),
      customCapabilities: create(CustomCapabilitiesSchema, { capabilities: ["io.example.ping"] }),
      availableComponents: create(AvailableComponentsSchema, {
        hash: bytes("hash"),
        components: { receivers: {} },
      }),
    },
    ...options,
    callbacks: {
      effectiveConfig: () =>
        create(EffectiveConfigSchema, {
          configMap: { configMap: { "": { body: bytes("a: 1") } } },
        }),
      onRemoteConfig: (offer) => void seen.offers.push(hashText(offer)),
      onRestart: () => {
        seen.restarts += 1;
      },
      onInstanceUid: (next) => seen.uids.push(next),
      onProblem: ({ code }) => seen.problems.push(code),
      onCustomMessage: ({ type }) => seen.customMessages.push(type),
      onServerError: (error) => seen.errors.push(error),
      onDisconnect: (_, retryInMs) => seen.retries.push(retryInMs),
      ...options.callbacks,
    },
  });
  agent.start();
  return { agent, server, time, seen, health };
}
