import { decodeServerToAgent } from "../decode.js";
import type { InstanceUid } from "../instance-uid.js";
import { DEFAULT_LIMITS } from "../limits.js";
import type { CustomMessage } from "../messages.js";
import type { Clock, Schedule } from "../platform.js";
import type { AgentCallbacks, AgentProblem } from "./callbacks.js";
import { effectiveConfigSource } from "./effective-config.js";
import { Heartbeat } from "./heartbeat.js";
import { Link, type LinkEvents } from "./link.js";
import { connectionSettingsOffers, remoteConfigOffers } from "./offer-status.js";
import type { Offers } from "./offers.js";
import { Outbox } from "./outbox.js";
import type { AgentParts } from "./parts.js";
import {
  declares,
  isForThisAgent,
  type Receiver,
  receive,
  refusesCertificateRequests,
} from "./receive.js";
import { ReportState } from "./report-state.js";
import { StateAnswers } from "./state-answers.js";
import { type Speaker, Talk } from "./talk.js";
import { tell } from "./tell.js";
import { TransportSwitch } from "./transport-switch.js";
import type { LastWord } from "./retire.js";
import type { AgentTransport, ConnectionClosed } from "./transport.js";
import { TRIAL_TIMEOUT_MS_DEFAULT, type TrialOutcome } from "./trial.js";
import type { Agent, AgentOptions } from "./types.js";

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

class AgentSession implements Agent, Receiver, Speaker, LinkEvents {
  readonly callbacks: AgentCallbacks;
  readonly stateAnswers: StateAnswers;
  readonly remoteConfigOffers: Offers;
  readonly connectionSettingsOffers: Offers;
  readonly #options: AgentOptions;
  readonly #report: ReportState;
  readonly outbox: Outbox;
  readonly link: Link;
  readonly heartbeat: Heartbeat;
  readonly #talk = new Talk(this);
  #switch: TransportSwitch | undefined;
  #uid: InstanceUid;
  formerUid: InstanceUid | undefined;
  serverCapabilities = 0n;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.callbacks = options.callbacks ?? {};
    this.#uid = options.instanceUid;
    const parts = { ...options.state, description: options.description };
    this.#report = new ReportState(
      parts,
      options.capabilities,
      effectiveConfigSource(this.callbacks, options.digest),
    );
    this.stateAnswers = new StateAnswers(this.#report, options, () => this.#talk.flush());
    this.outbox = new Outbox(this.#report, {
      uidWanted: options.requestInstanceUid ?? false,
      sizeBytesMax: options.messageSizeBytesMax ?? DEFAULT_LIMITS.messageSizeBytesMax,
      tooLarge: (message) => this.#problem("message-too-large", message),
    });
    this.link = new Link(options.transport, options, this);
    this.heartbeat = new Heartbeat(options, () => this.#talk.flush());
    this.remoteConfigOffers = remoteConfigOffers(options.state?.remoteConfigStatus, this);
    this.connectionSettingsOffers = connectionSettingsOffers(
      options.state?.connectionSettingsStatus,
      this,
    );
  }

  get instanceUid(): InstanceUid {
    return this.#uid;
  }

  get state(): Agent["state"] {
    return this.link.state;
  }

  get capabilities(): bigint {
    return this.#report.capabilities;
  }

  get parts(): AgentParts {
    return this.#report.parts;
  }

  get messagesSent(): number {
    return Number(this.outbox.sequenceNum);
  }

  get isUndecided(): boolean {
    return this.#switch?.isUndecided ?? false;
  }

  get clock(): Clock {
    return this.#options.clock;
  }

  get schedule(): Schedule {
    return this.#options.schedule;
  }

  get settingsApplier() {
    return this.#options.connectionSettings;
  }

  get packageOffers() {
    return this.#options.packages;
  }

  start(): void {
    if (this.state === "idle") this.link.open();
  }

  report(parts: AgentParts): void {
    this.#report.change(parts);
    this.#talk.flush();
  }

  sendCustomMessage(message: CustomMessage): boolean {
    if (!declares(this.parts, message)) return false;
    const taken = this.outbox.addCustomMessage(message);
    if (taken) this.#talk.flush();
    return taken;
  }

  requestCertificate(csr: Uint8Array): boolean {
    if (refusesCertificateRequests(this.serverCapabilities)) return false;
    this.outbox.addCertificateRequest(csr);
    this.#talk.flush();
    return true;
  }

  moveTo(transport: AgentTransport): void {
    this.#switch?.abandon("the agent moves elsewhere");
    this.heartbeat.useFor(transport.kind);
    this.link.leaveFor(transport, () => {
      this.outbox.restart();
      this.link.open();
    });
  }

  tryTransport(
    transport: AgentTransport,
    timeoutMs = TRIAL_TIMEOUT_MS_DEFAULT,
  ): Promise<TrialOutcome> {
    this.#switch ??= new TransportSwitch(this.link, this.outbox, {
      schedule: this.#options.schedule,
      instanceUid: () => this.#uid,
      switched: (answer) => this.#switched(answer),
      stayed: () => this.#talk.flush(),
    });
    return this.#switch.try(transport, timeoutMs);
  }

  stop(parts?: AgentParts): Promise<void> {
    this.#switch?.abandon("the agent stops");
    this.packageOffers?.stop();
    if (parts) this.#report.change(parts);
    if (this.state === "stopped") return Promise.resolve();
    return new Promise((resolve) => {
      this.link.leave(() => {
        this.link.state = "stopped";
        this.heartbeat.stop();
        this.stateAnswers.stop();
        this.remoteConfigOffers.stop();
        this.connectionSettingsOffers.stop();
        resolve();
      });
    });
  }

  adoptInstanceUid(uid: InstanceUid): void {
    this.outbox.uidWanted = false;
    if (uid === this.#uid) return;
    this.formerUid = this.#uid;
    this.#uid = uid;
  }

  takeServerCapabilities(capabilities: bigint): void {
    this.serverCapabilities = capabilities;
  }

  takeHeartbeatInterval(seconds: bigint): void {
    this.heartbeat.takeInterval(seconds, this.link.transport.kind);
  }

  reportAgain(pauseMs: number | undefined): void {
    this.outbox.repeat();
    if (pauseMs !== undefined) this.link.pause(pauseMs);
  }

  opened(): void {
    this.heartbeat.start();
    // The first message on a connection is sent even where nothing changed: it names the agent.
    this.heartbeat.due = true;
    tell(this.callbacks, (callbacks) => callbacks.onConnect?.());
    this.#talk.flush();
  }

  #switched(answer: Uint8Array): void {
    this.outbox.unanswered = undefined;
    this.heartbeat.useFor(this.link.transport.kind);
    this.heartbeat.start();
    tell(this.callbacks, (callbacks) => callbacks.onConnect?.());
    this.received(answer);
  }

  drained(refusal: string | undefined): void {
    if (refusal !== undefined) this.#problem("message-refused", refusal);
    this.#talk.flush();
  }

  closed({ unanswered }: ConnectionClosed): void {
    this.outbox.unanswered = unanswered;
    this.heartbeat.stop();
  }

  waiting(reason: ConnectionClosed, retryInMs: number): void {
    tell(this.callbacks, (callbacks) => callbacks.onDisconnect?.(reason, retryInMs));
  }

  resumed(): void {
    this.#talk.flush();
  }

  farewell(): LastWord {
    return { message: this.outbox.farewell(this.#uid), instanceUid: this.#uid };
  }

  received(bytes: Uint8Array): void {
    const decoded = decodeServerToAgent(bytes);
    if (!decoded.ok) {
      const { message } = decoded.problem;
      this.#problem("undecodable-message", message);
      if (this.link.transport.kind === "http") return this.#talk.flush();
      return this.link.giveUp({ message: "the server sent bytes that are no ServerToAgent" });
    }
    this.link.proven();
    this.#talk.holdDuring(() => {
      if (isForThisAgent(decoded.value, this)) receive(decoded.value, this);
    });
  }

  #problem(code: AgentProblem["code"], message: string): void {
    this.callbacks.onProblem?.({ code, message });
  }
}
