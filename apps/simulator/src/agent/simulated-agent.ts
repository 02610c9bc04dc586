import {
  AGENT_CAPABILITY,
  type AgentDescription,
  create,
  type EffectiveConfig,
  EffectiveConfigSchema,
  type InstanceUid,
  PackageStatusesSchema,
  RemoteConfigStatusSchema,
} from "@fleethub/opamp";
import { type Agent, createAgent } from "@fleethub/opamp/agent";
import type { AgentPlan } from "../fleet/plan.js";
import { endpointFor } from "../options.js";
import { createRandom, type Random } from "../random.js";
import { EXTENSION_CAPABILITIES, SUPERVISOR_CAPABILITIES } from "./capabilities.js";
import { shutdownHealth } from "../collector/health.js";
import { CollectorProcess } from "./collector-process.js";
import { type ConfigOutcome, ConfigWorker } from "./config-worker.js";
import { agentDescription, identifyingAttributes } from "./description.js";
import { OwnMetrics } from "../own-metrics/own-metrics.js";
import { type Fault, type FaultKind, Faults } from "./faults.js";
import { type FlakyTransport, flakyTransport } from "./flaky-transport.js";
import type { World } from "./world.js";

/** One agent of a simulation, to be watched and hurt. */
export interface SimulatedAgent {
  readonly name: string;
  /** In force now; the hub may have replaced the planned one. */
  readonly instanceUid: InstanceUid;
  readonly plan: AgentPlan;
  /** True while the agent believes that it has a connection. */
  readonly connected: boolean;
  /** Where its own metrics go; null while it sends none. */
  readonly ownMetricsEndpoint: string | null;
  /** Text of what the Collector runs; undefined while it does not run. */
  readonly runningConfig: string | undefined;
  /** Outcome of the offer worked on last. */
  readonly configOutcome: ConfigOutcome;
  readonly faults: readonly Fault[];
  /** In force at once. Replaces a fault of the same kind. */
  addFault(fault: Fault): void;
  /** Does nothing when there is no such fault. */
  clearFault(kind: FaultKind): void;
  /** Loses its connection without a word and comes back. */
  disconnect(): void;
}

/** From a supervisor's first connection to its Collector's first StatusOK. */
const COLLECTOR_START_MS = 50;
const HOUR_MS = 3_600_000;
/** Chance in own metrics is apart from everything else that happens to an agent. */
const OWN_METRICS_STREAM = 1;

export class RunningAgent implements SimulatedAgent {
  readonly plan: AgentPlan;
  readonly #world: World;
  readonly #faults: Faults;
  readonly #random: Random;
  readonly #collector: CollectorProcess;
  readonly #worker: ConfigWorker;
  readonly #agent: Agent;
  readonly #ownMetrics: OwnMetrics;
  #network: FlakyTransport;

  constructor(plan: AgentPlan, world: World) {
    this.plan = plan;
    this.#world = world;
    this.#faults = new Faults(plan.faults);
    this.#random = createRandom(plan.seed);
    const start = { config: world.localConfig(plan.localConfig), pid: plan.pid };
    this.#collector = new CollectorProcess(world, this.#faults, start, (health) =>
      this.#agent.report({ health }),
    );
    const subject = { world, plan, faults: this.#faults };
    this.#worker = new ConfigWorker(subject, this.#collector, () => this.#agent);
    const { endpoint, headers } = world.options;
    this.#network = this.#connectTo(endpointFor(plan.transport, endpoint), headers);
    this.#agent = this.#createAgent();
    this.#ownMetrics = new OwnMetrics({
      world,
      faults: this.#faults,
      collector: this.#collector,
      random: createRandom(plan.seed, OWN_METRICS_STREAM),
      resource: () => Object.fromEntries(identifyingAttributes(plan, this.instanceUid)),
    });
  }

  get name(): string {
    return this.plan.name;
  }

  get instanceUid(): InstanceUid {
    return this.#agent.instanceUid;
  }

  get connected(): boolean {
    return this.#agent.state === "connected";
  }

  get ownMetricsEndpoint(): string | null {
    return this.#ownMetrics.endpoint;
  }

  get runningConfig(): string | undefined {
    return this.#collector.state === "running" ? this.#collector.shown.text : undefined;
  }

  get configOutcome(): ConfigOutcome {
    return this.#worker.outcome;
  }

  get faults(): readonly Fault[] {
    return this.#faults.all;
  }

  /** Connects after the planned delay. */
  start(): void {
    this.#world.after(this.plan.connectDelayMs, () => {
      // An extension lives in its Collector; a supervisor connects before it has started one.
      if (this.plan.kind === "extension") this.#startCollector();
      this.#agent.start();
      this.#disconnectSomeTime();
    });
  }

  async stop(): Promise<void> {
    this.#ownMetrics.stop();
    this.#worker.stop();
    this.#collector.endLoop();
    const supervised = this.plan.kind === "supervisor";
    await this.#agent.stop({
      health: supervised ? shutdownHealth() : this.#collector.passing("StatusStopping"),
    });
  }

  addFault(fault: Fault): void {
    this.#faults.add(fault);
    this.#faultsChanged(fault.kind);
  }

  clearFault(kind: FaultKind): void {
    if (this.#faults.clear(kind)) this.#faultsChanged(kind);
  }

  disconnect(): void {
    this.#network.cut();
  }

  #startCollector(): void {
    if (this.#collector.state !== "not-started") return;
    this.#collector.run(this.#collector.configured);
    this.#agent.report({ health: this.#collector.health(), effectiveConfig: true });
  }

  #faultsChanged(kind: FaultKind): void {
    const has = this.#faults.has(kind);
    switch (kind) {
      case "unhealthy":
      case "unhealthy-exporter":
        return this.#agent.report({ health: this.#collector.health() });
      case "drifts":
        return this.#agent.report({ health: this.#collector.health(), effectiveConfig: true });
      case "crashed":
        if (has) this.#collector.crash();
        else this.#collector.run(this.#collector.configured);
        return this.#agent.report({ health: this.#collector.health() });
      case "silent":
        this.#network.silent = has;
        return;
      case "offline":
        this.#network.offline = has;
        if (has) this.#network.cut();
        return;
      case "hides-config-status":
        this.#agent.report({ capabilities: this.#capabilities() });
    }
  }

  #createAgent(): Agent {
    const { plan } = this;
    const components = this.#world.componentList(plan.distribution, plan.version);
    const heartbeatMs = this.#world.options.heartbeatSeconds * 1000;
    return createAgent({
      instanceUid: plan.instanceUid,
      description: this.#description(),
      capabilities: this.#capabilities(),
      transport: this.#network,
      clock: this.#world,
      schedule: this.#world,
      random: () => this.#random.next(),
      heartbeatIntervalMs: heartbeatMs,
      firstHeartbeatMs: plan.firstHeartbeatMs,
      state: {
        health: this.#collector.health(),
        packageStatuses: create(PackageStatusesSchema),
        availableComponents: components.message,
        ...(!this.#faults.has("hides-config-status") && {
          remoteConfigStatus: create(RemoteConfigStatusSchema),
        }),
      },
      callbacks: {
        onConnect: () => {
          if (this.#collector.state !== "not-started") return;
          this.#world.after(COLLECTOR_START_MS, () => this.#startCollector());
        },
        effectiveConfig: () => this.#effectiveConfig(),
        onRemoteConfig: (offer, status) => this.#worker.work(offer, status),
        onRepeatedRemoteConfig: (offer, status) => this.#worker.workAgain(offer, status),
        onRestart: () => this.#worker.restart(),
        onInstanceUid: () => this.#worker.restart(),
        onConnectionSettings: ({ opamp, ownMetrics, ownLogs, ownTraces }) => {
          if (ownMetrics || ownLogs || ownTraces) {
            // What is left out is switched off, as supervisors have it.
            this.#ownMetrics.sendTo(
              ownMetrics?.destinationEndpoint ?? null,
              headersOf(ownMetrics?.headers),
            );
            this.#worker.restart();
          }
          if (!opamp?.destinationEndpoint) return;
          const headers = headersOf(opamp.headers);
          this.#network = this.#connectTo(opamp.destinationEndpoint, headers);
          this.#agent.moveTo(this.#network);
        },
      },
    });
  }

  #connectTo(endpoint: string, headers: Readonly<Record<string, string>>): FlakyTransport {
    const kind = endpoint.startsWith("http") ? "http" : "websocket";
    const network = flakyTransport(this.#world.transport(kind, endpoint, headers));
    network.silent = this.#faults.has("silent");
    network.offline = this.#faults.has("offline");
    return network;
  }

  #capabilities(): bigint {
    if (this.plan.kind === "extension") return EXTENSION_CAPABILITIES;
    if (!this.#faults.has("hides-config-status")) return SUPERVISOR_CAPABILITIES;
    return SUPERVISOR_CAPABILITIES & ~AGENT_CAPABILITY.ReportsRemoteConfig;
  }

  #description(): AgentDescription {
    return agentDescription(this.plan, this.plan.instanceUid);
  }

  #effectiveConfig(): EffectiveConfig {
    const { plan } = this;
    const collector = this.#collector;
    const started = collector.state !== "not-started";
    const resource = [...identifyingAttributes(plan, plan.instanceUid), ...plan.attributes];
    const text = collector.shown.effective.render({
      kind: plan.kind,
      instanceUid: this.#agent.instanceUid,
      ppid: plan.pid,
      port: plan.port,
      endpoint: this.#world.options.endpoint,
      resource: resource.toSorted(([a], [b]) => (a < b ? -1 : 1)),
    });
    return create(EffectiveConfigSchema, {
      configMap: {
        configMap: { "": { body: started ? new TextEncoder().encode(text) : new Uint8Array() } },
      },
    });
  }

  #disconnectSomeTime(): void {
    const { disconnectsPerHour } = this.#world.options;
    if (disconnectsPerHour === 0) return;
    const waitMs = (-Math.log(1 - this.#random.next()) * HOUR_MS) / disconnectsPerHour;
    this.#world.after(waitMs, () => {
      this.disconnect();
      this.#disconnectSomeTime();
    });
  }
}

function headersOf(
  offered: { readonly headers: readonly { key: string; value: string }[] } | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(offered?.headers.map(({ key, value }) => [key, value]) ?? []);
}
