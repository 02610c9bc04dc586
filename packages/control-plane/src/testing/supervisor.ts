import {
  AgentToServerSchema,
  create,
  encodeAgentToServer,
  type InstanceUid,
  instanceUidToBytes,
  makeAttributes,
  type MessageInitShape,
  RemoteConfigStatuses,
  type ServerToAgent,
} from "@fleethub/opamp";
import type { RequestHeaders } from "@fleethub/opamp/server";
import { settle } from "./fake-time.js";
import type { TestHub, TestSocket } from "./open-hub.js";

/** What the upstream supervisor states with every switch on. */
export const SUPERVISOR_CAPABILITIES = 32231n;

type Parts = Omit<MessageInitShape<typeof AgentToServerSchema>, "$typeName" | "instanceUid">;

type StatusWord = "applying" | "applied" | "failed";

const STATUS: Readonly<Record<StatusWord, RemoteConfigStatuses>> = {
  applying: RemoteConfigStatuses.APPLYING,
  applied: RemoteConfigStatuses.APPLIED,
  failed: RemoteConfigStatuses.FAILED,
};

const module = (name: string) => ({
  metadata: makeAttributes([["code.namespace", `go.opentelemetry.io/collector/${name} v0.149.0`]]),
});

/** Components of the Collector: receivers otlp and nop, exporters debug and nop. */
const COMPONENTS = {
  receivers: { subComponentMap: { otlp: module("receiver/otlp"), nop: module("receiver/nop") } },
  processors: { subComponentMap: { batch: module("processor/batch") } },
  exporters: { subComponentMap: { debug: module("exporter/debug"), nop: module("exporter/nop") } },
  extensions: { subComponentMap: { opamp: module("extension/opamp") } },
  connectors: { subComponentMap: {} },
};

const bytes = (text: string) => new TextEncoder().encode(text);

/** What the supervisor's Collector prints for a config: the same, with the supervisor's own parts. */
export function effectiveOf(config: string, uid: string, ppid = 4711): string {
  const own = `extensions:\n    opamp:\n        instance_uid: ${uid}\n        ppid: ${ppid}\n`;
  return `${own}${config}`;
}

/** A supervisor that says what a test tells it to say, in real bytes. */
export class ScriptedSupervisor {
  uid: InstanceUid;
  capabilities = SUPERVISOR_CAPABILITIES;
  #seq = 0n;
  #socket: TestSocket;
  /** One of its exporters fails. */
  isDegraded = false;
  /** The hash that was last reported. */
  hash: Uint8Array = new Uint8Array();

  constructor(hub: TestHub, uid: string, headers?: RequestHeaders, identity?: unknown) {
    this.uid = uid as InstanceUid;
    this.#socket = hub.socket(undefined, headers, identity);
  }

  get inbox(): readonly ServerToAgent[] {
    return this.#socket.inbox;
  }

  get isClosed(): boolean {
    return this.#socket.isClosed;
  }

  /** Sends a report and returns what the hub sent until everything is quiet. */
  async send(parts: Parts = {}): Promise<readonly ServerToAgent[]> {
    const from = this.#socket.inbox.length;
    const message = create(AgentToServerSchema, {
      capabilities: this.capabilities,
      ...parts,
      instanceUid: instanceUidToBytes(this.uid),
      sequenceNum: this.#seq,
    });
    this.#seq += 1n;
    this.#socket.send(encodeAgentToServer(message));
    await settle();
    return this.#socket.inbox.slice(from);
  }

  /** The first report of a fresh supervisor, or one after a request for full state. */
  hello(effective = ""): Promise<readonly ServerToAgent[]> {
    return this.send({ ...this.fullState(effective), health: {} });
  }

  fullState(effective: string): Parts {
    return {
      agentDescription: {
        identifyingAttributes: makeAttributes([
          ["service.name", "otelcol-e2e"],
          ["service.version", "0.149.0"],
        ]),
        nonIdentifyingAttributes: makeAttributes([
          ["host.name", "vm"],
          ["os.type", "linux"],
          ["host.arch", "amd64"],
        ]),
      },
      health: this.health(1n),
      effectiveConfig: { configMap: { configMap: { "": { body: bytes(effective) } } } },
      remoteConfigStatus: {},
      packageStatuses: {},
      availableComponents: { hash: bytes("components") },
    };
  }

  /** Well, or with one exporter that is not. */
  health(startTimeUnixNano: bigint): Parts["health"] {
    const well = { healthy: true, status: "StatusOK", startTimeUnixNano };
    if (!this.isDegraded) return well;
    const exporter = { healthy: false, status: "StatusRecoverableError", lastError: "refused" };
    return { ...well, componentHealthMap: { "exporter:otlp": exporter } };
  }

  /** The list of components, which the hub asked for. */
  components(): Promise<readonly ServerToAgent[]> {
    const components = COMPONENTS;
    return this.send({ availableComponents: { hash: bytes("components"), components } });
  }

  status(
    word: StatusWord,
    hash: Uint8Array,
    errorMessage = "",
    parts: Parts = {},
  ): Promise<readonly ServerToAgent[]> {
    this.hash = hash;
    const remoteConfigStatus = { lastRemoteConfigHash: hash, status: STATUS[word], errorMessage };
    return this.send({ ...parts, remoteConfigStatus });
  }

  /** What the Collector runs now, and that it is well. */
  runs(config: string): Promise<readonly ServerToAgent[]> {
    const text = effectiveOf(config, this.uid);
    return this.send({
      effectiveConfig: { configMap: { configMap: { "": { body: bytes(text) } } } },
      health: this.health(2n),
    });
  }

  heartbeat(): Promise<readonly ServerToAgent[]> {
    return this.send();
  }

  cut(): void {
    this.#socket.cut();
  }

  /** Connects again; the sequence goes on. */
  reconnect(hub: TestHub, remoteAddress?: string): void {
    this.#socket = hub.socket(remoteAddress);
  }

  /** Connects with a new client, whose numbers begin anew: what it does when it is told how to connect, or starts. */
  beginAnew(hub: TestHub, headers?: RequestHeaders, identity?: unknown): void {
    this.#socket.cut();
    this.#socket = hub.socket(undefined, headers, identity);
    this.#seq = 0n;
  }
}

/** The offers among these messages. */
export const offersIn = (messages: readonly ServerToAgent[]) =>
  messages.flatMap((message) => (message.remoteConfig === undefined ? [] : [message.remoteConfig]));
