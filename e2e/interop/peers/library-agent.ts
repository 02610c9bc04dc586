import {
  type AgentConfigMap,
  AgentConfigMapSchema,
  AgentDescriptionSchema,
  type AgentRemoteConfig,
  AvailableComponentsSchema,
  ComponentHealthSchema,
  type ConnectionSettingsOffers,
  create,
  CustomCapabilitiesSchema,
  type CustomMessage,
  EffectiveConfigSchema,
  type InstanceUid,
  agentCapabilities,
  makeAttributes,
} from "@fleethub/opamp";
import type { Agent, AgentProblem, ConnectionClosed, ServerError } from "@fleethub/opamp/agent";
import { connectAgent } from "@fleethub/opamp/node";
import { EVERYTHING } from "./capabilities.js";

type ConnectOptions = Parameters<typeof connectAgent>[0];
type Callbacks = NonNullable<ConnectOptions["callbacks"]>;

export interface LibraryAgentOptions {
  readonly endpoint: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tls?: NonNullable<ConnectOptions["tls"]>;
  /** Takes settings only after a trial, as the library does by itself; else they are written down and APPLIED. */
  readonly triesSettings?: boolean;
  /** Merged over what every agent of this suite has. */
  readonly more?: Partial<ConnectOptions>;
}

const text = new TextEncoder();

/** `@fleethub/opamp/agent` as a stranger embeds it: applies what it is offered, writes everything down. */
export class LibraryAgent {
  readonly configs: AgentRemoteConfig[] = [];
  readonly settings: ConnectionSettingsOffers[] = [];
  readonly customMessages: CustomMessage[] = [];
  readonly serverErrors: ServerError[] = [];
  readonly problems: AgentProblem[] = [];
  readonly closed: ConnectionClosed[] = [];
  serverCustomCapabilities: readonly string[] = [];
  connects = 0;
  restarts = 0;
  readonly agent: Agent;
  #config: AgentConfigMap = create(AgentConfigMapSchema, {
    configMap: { "": { body: text.encode("receivers: {nop: }"), contentType: "text/yaml" } },
  });

  constructor({ endpoint, headers, tls, triesSettings = false, more }: LibraryAgentOptions) {
    this.agent = connectAgent({
      endpoint,
      ...(headers && { headers }),
      ...(tls && { tls }),
      capabilities: agentCapabilities(...EVERYTHING),
      description: create(AgentDescriptionSchema, {
        identifyingAttributes: makeAttributes([["service.name", "library-agent"]]),
        nonIdentifyingAttributes: makeAttributes([
          ["cores", 4n],
          ["load", 0.5],
          ["tags", ["a", true, null]],
        ]),
      }),
      heartbeatIntervalMs: 200,
      state: {
        health: this.#health(),
        customCapabilities: create(CustomCapabilitiesSchema, { capabilities: ["test.interop/1"] }),
        availableComponents: create(AvailableComponentsSchema, {
          hash: text.encode("components-1"),
          components: { receivers: { subComponentMap: { nop: {} } } },
        }),
      },
      callbacks: { ...this.#callbacks(), ...(!triesSettings && this.#settingsCallback()) },
      ...more,
    });
  }

  get uid(): InstanceUid {
    return this.agent.instanceUid;
  }

  async remove(): Promise<void> {
    await this.agent.stop();
  }

  #settingsCallback(): Callbacks {
    return {
      onConnectionSettings: (offer, status) => {
        this.settings.push(offer);
        status.applied();
      },
    };
  }

  #callbacks(): Callbacks {
    return {
      effectiveConfig: () => create(EffectiveConfigSchema, { configMap: this.#config }),
      onConnect: () => {
        this.connects += 1;
      },
      onDisconnect: (reason) => void this.closed.push(reason),
      onServerError: (error) => void this.serverErrors.push(error),
      onProblem: (problem) => void this.problems.push(problem),
      onRemoteConfig: (offer, status) => {
        this.configs.push(offer);
        const { config } = offer;
        const isBad = Object.values(config?.configMap ?? {}).some(({ body }) =>
          new TextDecoder().decode(body).includes("refuse"),
        );
        if (isBad) throw new Error("this configuration is refused");
        if (config) this.#config = config;
        status.applied({ effectiveConfig: true });
      },
      onRestart: () => {
        this.restarts += 1;
        this.agent.report({ health: this.#health() });
      },
      onCustomCapabilities: ({ capabilities }) => {
        this.serverCustomCapabilities = capabilities;
      },
      onCustomMessage: (message) => void this.customMessages.push(message),
    };
  }

  #health() {
    const startTimeUnixNano = BigInt(Date.now()) * 1_000_000n;
    return create(ComponentHealthSchema, { healthy: true, status: "StatusOK", startTimeUnixNano });
  }
}
