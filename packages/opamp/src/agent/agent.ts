import { hasCapability } from "../capabilities.js";
import { decodeServerToAgent } from "../decode.js";
import { type InstanceUid, instanceUidFromBytes } from "../instance-uid.js";
import type { CustomMessage, ServerToAgent } from "../messages.js";
import { type Backoff, createBackoff, RETRY_AFTER_MS_MAX } from "./backoff.js";
import type { AgentCallbacks } from "./callbacks.js";
import { Heartbeat } from "./heartbeat.js";
import { Offers } from "./offers.js";
import { connectionSettingsStatus, remoteConfigStatus } from "./offer-status.js";
import { Outbox } from "./outbox.js";
import { OpampError } from "../problem.js";
import { type Receiver, receive } from "./receive.js";
import { ReportState } from "./report-state.js";
import type { TransportConnection, AgentTransport, ConnectionClosed } from "./transport.js";
import type { AgentParts } from "./parts.js";
import {
  type Agent,
  type AgentOptions,
  FAREWELL_TIMEOUT_MS,
  HEARTBEAT_INTERVAL_MS_DEFAULT,
} from "./types.js";

/**
 * The agent half of an OpAMP connection. It opens nothing before `start()`, and lives on timers of
 * `options.schedule` until `stop()`.
 *
 * Sequence numbers begin at 0 and go on over reconnects, and the first message after a reconnect
 * says only what changed meanwhile; a server that lost its memory asks for the rest.
 */
export function createAgent(options: AgentOptions): Agent {
  return new AgentSession(options);
}

class AgentSession implements Agent, Receiver {
  readonly callbacks: AgentCallbacks;
  readonly remoteConfigOffers: Offers;
  readonly connectionSettingsOffers: Offers;
  readonly #options: AgentOptions;
  readonly #report: ReportState;
  readonly #outbox: Outbox;
  readonly #backoff: Backoff;
  readonly #heartbeat: Heartbeat;
  #uid: InstanceUid;
  #formerUid: InstanceUid | undefined;
  #transport: AgentTransport;
  #connection: TransportConnection | undefined;
  #state: Agent["state"] = "idle";
  #silentUntilMs = 0;
  #holding = 0;
  #cancelTimer: (() => void) | undefined;
  #farewell: { done: () => void; sent: boolean } | undefined;

  constructor(options: AgentOptions) {
    if (options.transport.kind === "http" && options.heartbeatIntervalMs === 0) {
      throw new OpampError(
        "bad-argument",
        "heartbeatIntervalMs must not be 0 over HTTP: polling is the only way to hear the server.",
      );
    }
    this.#options = options;
    this.callbacks = options.callbacks ?? {};
    this.#uid = options.instanceUid;
    this.#transport = options.transport;
    const parts = { ...options.state, description: options.description };
    const ask = this.callbacks.effectiveConfig?.bind(this.callbacks);
    this.#report = new ReportState(parts, options.capabilities, ask);
    this.#outbox = new Outbox(this.#report, options.requestInstanceUid ?? false);
    this.#backoff = createBackoff(options.random, options.backoff);
    this.#heartbeat = new Heartbeat(
      options,
      options.heartbeatIntervalMs ?? HEARTBEAT_INTERVAL_MS_DEFAULT,
      () => this.#flush(),
    );
    this.remoteConfigOffers = new Offers(
      options.state?.remoteConfigStatus?.lastRemoteConfigHash,
      (outcome, also) => {
        const reports = hasCapability(this.capabilities, "ReportsRemoteConfig");
        this.report({
          ...also,
          ...(reports && { remoteConfigStatus: remoteConfigStatus(outcome) }),
        });
      },
    );
    this.connectionSettingsOffers = new Offers(
      options.state?.connectionSettingsStatus?.lastConnectionSettingsHash,
      (outcome, also) => {
        const reports = hasCapability(this.capabilities, "ReportsConnectionSettingsStatus");
        const status = reports && { connectionSettingsStatus: connectionSettingsStatus(outcome) };
        this.report({ ...also, ...status });
      },
    );
  }

  get instanceUid(): InstanceUid {
    return this.#uid;
  }

  get state(): Agent["state"] {
    return this.#state;
  }

  get capabilities(): bigint {
    return this.#report.capabilities;
  }

  get parts(): AgentParts {
    return this.#report.parts;
  }

  get messagesSent(): number {
    return Number(this.#outbox.sequenceNum);
  }

  start(): void {
    if (this.#state === "idle") this.#open();
  }

  report(parts: AgentParts): void {
    this.#report.change(parts);
    this.#flush();
  }

  sendCustomMessage(message: CustomMessage): boolean {
    const taken = this.#outbox.addCustomMessage(message);
    if (taken) this.#flush();
    return taken;
  }

  requestCertificate(csr: Uint8Array): void {
    this.#outbox.addCertificateRequest(csr);
    this.#flush();
  }

  moveTo(transport: AgentTransport): void {
    this.#transport = transport;
    if (transport.kind === "http" && this.#heartbeat.intervalMs === 0) {
      this.#heartbeat.takeInterval(BigInt(HEARTBEAT_INTERVAL_MS_DEFAULT / 1000));
    }
    const startAfresh = () => {
      this.#outbox.restart();
      this.#backoff.reset();
      this.#open();
    };
    if (this.#state === "idle" || this.#state === "stopped") return;
    this.#leave(startAfresh);
  }

  stop(parts?: AgentParts): Promise<void> {
    if (parts) this.#report.change(parts);
    if (this.#state === "stopped") return Promise.resolve();
    return new Promise((resolve) => {
      this.#leave(() => {
        this.#state = "stopped";
        this.#heartbeat.stop();
        resolve();
      });
    });
  }

  adoptInstanceUid(uid: InstanceUid): void {
    this.#outbox.uidWanted = false;
    if (uid === this.#uid) return;
    this.#formerUid = this.#uid;
    this.#uid = uid;
  }

  takeHeartbeatInterval(seconds: bigint): void {
    if (seconds === 0n && this.#transport.kind === "http") return;
    this.#heartbeat.takeInterval(seconds);
  }

  oweFullState(): void {
    this.#report.oweAll();
    this.#report.oweComponents();
  }

  oweComponents(): void {
    this.#report.oweComponents();
  }

  reportAgain(pauseMs: number | undefined): void {
    this.#outbox.repeat();
    if (pauseMs === undefined) return;
    const waitMs = Math.min(pauseMs, RETRY_AFTER_MS_MAX);
    this.#silentUntilMs = this.#options.clock.now() + waitMs;
    this.#wait(waitMs, () => this.#flush());
  }

  #wait(delayMs: number, task: () => void): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.schedule.after(delayMs, () => {
      this.#cancelTimer = undefined;
      task();
    });
  }

  #open(): void {
    this.#state = "connecting";
    let over = false;
    const connection = this.#transport.open({
      opened: () => {
        if (!over && this.#connection === connection) this.#opened();
      },
      received: (message) => {
        if (!over && this.#connection === connection) this.#received(message, connection);
      },
      drained: (refusal) => {
        if (!over && this.#connection === connection) this.#drained(refusal);
      },
      closed: (reason) => {
        if (over) return;
        over = true;
        if (this.#connection === connection) this.#closed(reason);
      },
    });
    this.#connection = connection;
  }

  #opened(): void {
    if (this.#state === "leaving") return this.#sayFarewell();
    this.#state = "connected";
    this.#heartbeat.start();
    // The first message on a connection is sent even where nothing changed: it names the agent.
    this.#heartbeat.due = true;
    this.callbacks.onConnect?.();
    this.#flush();
  }

  #closed(reason: ConnectionClosed): void {
    this.#connection = undefined;
    this.#outbox.unanswered = reason.unanswered;
    this.#heartbeat.stop();
    if (this.#farewell) return this.#left();
    const retryInMs = this.#backoff.next(reason.retryAfterMs);
    this.#state = "waiting";
    this.#silentUntilMs = 0;
    this.#wait(retryInMs, () => this.#open());
    this.callbacks.onDisconnect?.(reason, retryInMs);
  }

  #drained(refusal: string | undefined): void {
    if (refusal !== undefined) {
      this.callbacks.onProblem?.({ code: "message-refused", message: refusal });
    }
    this.#flush();
  }

  #received(bytes: Uint8Array, connection: TransportConnection): void {
    const decoded = decodeServerToAgent(bytes);
    if (!decoded.ok) {
      const { message } = decoded.problem;
      this.callbacks.onProblem?.({ code: "undecodable-message", message });
      if (this.#transport.kind === "http") return this.#flush();
      connection.terminate();
      return this.#closed({ message: "the server sent bytes that are no ServerToAgent" });
    }
    const message = decoded.value;
    this.#backoff.reset();
    if (this.#isForeign(message)) return this.#flush();
    this.#holding += 1;
    try {
      receive(message, this);
    } finally {
      this.#holding -= 1;
    }
    this.#flush();
  }

  /** Replies under way while the UID changed still carry the former one; an empty UID is let pass. */
  #isForeign(message: ServerToAgent): boolean {
    if (message.instanceUid.length === 0) return false;
    const uid = instanceUidFromBytes(message.instanceUid);
    if (uid.ok && (uid.value === this.#uid || uid.value === this.#formerUid)) return false;
    this.callbacks.onProblem?.({
      code: "foreign-instance-uid",
      message: "Ignored a message addressed to another instance UID.",
    });
    return true;
  }

  #flush(): void {
    const connection = this.#connection;
    if (!connection || this.#holding > 0) return;
    if (this.#state === "leaving") return this.#sayFarewell();
    while (this.#state === "connected" && !connection.busy && this.#mayAndMustSend()) {
      this.#heartbeat.sent();
      connection.send(this.#outbox.next(this.#uid), this.#uid);
    }
  }

  #mayAndMustSend(): boolean {
    if (this.#silentUntilMs > this.#options.clock.now()) return false;
    return this.#heartbeat.due || this.#outbox.pending;
  }

  #leave(done: () => void): void {
    const before = this.#farewell;
    if (before) {
      const first = before.done;
      before.done = () => {
        first();
        if (this.#state === "stopped") done();
        else this.#leave(done);
      };
      return;
    }
    this.#farewell = { done, sent: false };
    const connected = this.#state === "connected";
    this.#state = "leaving";
    if (!connected) {
      this.#connection?.terminate();
      return this.#left();
    }
    this.#wait(FAREWELL_TIMEOUT_MS, () => {
      this.#connection?.terminate();
      this.#left();
    });
    this.#sayFarewell();
  }

  #sayFarewell(): void {
    const connection = this.#connection;
    if (!connection || !this.#farewell || this.#farewell.sent || connection.busy) return;
    this.#farewell.sent = true;
    this.#heartbeat.sent();
    connection.send(this.#outbox.farewell(this.#uid), this.#uid);
    connection.close();
  }

  #left(): void {
    this.#connection = undefined;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const farewell = this.#farewell;
    this.#farewell = undefined;
    farewell?.done();
  }
}
