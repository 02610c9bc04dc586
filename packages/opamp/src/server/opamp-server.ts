import { type EncodedServerToAgent, type ServerToAgentFields, encodeOnce } from "../encode.js";
import { SERVER_CAPABILITY } from "../capabilities.js";
import type { InstanceUid } from "../instance-uid.js";
import type { Schedule } from "../platform.js";
import { OpampError, type OpampProblem } from "../problem.js";
import type { Admission, AdmissionRequest, Admit } from "./admission.js";
import { type DrainOptions, closeSpread } from "./drain.js";
import type {
  AgentConnection,
  DisconnectReason,
  OpampHandler,
  TurnedAway,
  UnsentMessage,
} from "./handler.js";
import type { HttpAnswer } from "./http-answer.js";
import { type Compression, type HttpRequest, HttpExchange } from "./http-exchange.js";
import type { ServerCore } from "./server-core.js";
import { type ServerLimits, makeServerLimits } from "./server-limits.js";
import { SocketConnection, type SocketInfo } from "./socket-connection.js";
import type { AcceptedSocket, OpampSocket } from "./socket.js";
import { TICK_MS } from "./socket-watch.js";

export interface OpampServerOptions<Identity> {
  readonly handler: OpampHandler<Identity>;
  /** Decides who may connect; see `admitEveryone` for tests and trusted networks. */
  readonly admit: Admit<Identity>;
  /** SERVER_CAPABILITY bits, stated in every message but errors; AcceptsStatus must be among them. */
  readonly capabilities: bigint;
  readonly schedule: Schedule;
  /** A number from 0 to below 1, to spread retries. */
  readonly random: () => number;
  /** For gzip over HTTP; without it compressed requests are answered 415. */
  readonly compression?: Compression;
  readonly limits?: Partial<ServerLimits>;
}

/** Admits every request, with no identity. Anybody who reaches the port can then report. */
export function admitEveryone(): Admission<undefined> {
  return { admitted: true, identity: undefined };
}

/**
 * Makes the server's half of OpAMP; sockets and requests are brought to it by a shell such as `./node`.
 * Throws `bad-argument` for capabilities without AcceptsStatus, `bad-limit` for a limit that cannot be one.
 */
export function createOpampServer<Identity>(
  options: OpampServerOptions<Identity>,
): OpampServer<Identity> {
  return new OpampServer(options);
}

/**
 * The server's half of OpAMP: WebSockets and HTTP requests in, calls of the handler and answers out.
 * Knows bytes, frames and who is on which connection; what a report means is the handler's business.
 */
export class OpampServer<Identity = unknown> {
  readonly limits: ServerLimits;
  readonly capabilities: bigint;
  readonly #options: OpampServerOptions<Identity>;
  readonly #connections = new Map<string, SocketConnection<Identity>>();
  readonly #core: ServerCore<Identity>;
  readonly #exchange: HttpExchange<Identity>;
  #ticks = 0;
  #isTicking = false;
  #nextId = 1;
  #isDraining = false;
  #onEmpty: (() => void) | undefined;

  constructor(options: OpampServerOptions<Identity>) {
    if ((options.capabilities & SERVER_CAPABILITY.AcceptsStatus) === 0n) {
      throw new OpampError("bad-argument", "capabilities must include AcceptsStatus.");
    }
    this.#options = options;
    this.limits = makeServerLimits(options.limits);
    this.capabilities = options.capabilities;
    this.#core = this.#makeCore();
    this.#exchange = new HttpExchange(
      this.#core,
      (request) => this.admit(request),
      options.compression,
    );
  }

  /** Open sockets, those that are closing included. */
  get connectionCount(): number {
    return this.#connections.size;
  }

  /** The open socket with this id. */
  connection(id: string): AgentConnection<Identity> | undefined {
    return this.#connections.get(id);
  }

  /** Encodes a message once for many agents, with this server's capabilities. Throws `exclusive-fields`. */
  encode(fields: ServerToAgentFields): EncodedServerToAgent {
    return encodeOnce(fields, this.capabilities);
  }

  /**
   * Says whether a handshake or POST may go on. Shells call it before they upgrade (T-02); refusals for
   * drain and for too many connections come before the embedder's own (T-23). Never rejects.
   */
  async admit(request: AdmissionRequest): Promise<Admission<Identity>> {
    const { by, admission } = await this.#judge(request);
    if (!admission.admitted) {
      const { transport, remoteAddress } = request;
      const { status, message } = admission;
      this.#options.handler.onTurnedAway?.({ by, transport, remoteAddress, status, message });
    }
    return admission;
  }

  async #judge(
    request: AdmissionRequest,
  ): Promise<{ readonly by: TurnedAway["by"]; readonly admission: Admission<Identity> }> {
    if (this.#isDraining) {
      return { by: "drain", admission: this.#overloaded("The server is shutting down.") };
    }
    const full = this.#full(request.transport);
    if (full !== null) return { by: "limits", admission: this.#overloaded(full) };
    try {
      return { by: "admission", admission: await this.#options.admit(request) };
    } catch {
      const message = "The server cannot check credentials just now.";
      return { by: "admission", admission: this.#overloaded(message) };
    }
  }

  /** Which limit leaves no room for one more; null where there is room. */
  #full(transport: AdmissionRequest["transport"]): string | null {
    const { connectionsMax, requestsMax } = this.limits;
    if (transport === "websocket" && this.#connections.size >= connectionsMax) {
      return `The server has as many connections as the limit connectionsMax of ${connectionsMax} allows.`;
    }
    if (transport === "http" && this.#exchange.underWay > requestsMax) {
      return `The server answers as many requests as the limit requestsMax of ${requestsMax} allows.`;
    }
    return null;
  }

  /** Takes over an upgraded socket whose request was admitted. */
  accept(
    socket: OpampSocket,
    info: SocketInfo<Identity>,
  ): AgentConnection<Identity> & AcceptedSocket {
    const id = `ws-${this.#nextId++}`;
    const connection = new SocketConnection(this.#core, id, socket, info);
    this.#connections.set(id, connection);
    this.#startTicking();
    this.#options.handler.onConnected?.(connection);
    if (this.#isDraining) closeSpread([connection], {}, this.#options.schedule);
    return connection;
  }

  /** Answers one HTTP request; admission is asked on the way. Never rejects. */
  exchange(request: HttpRequest): Promise<HttpAnswer> {
    return this.#exchange.answer(request);
  }

  /**
   * Lets everybody go (D-05): refuses newcomers with 503, sends Close frames spread over a time, cuts
   * what has not closed after `closeGraceMs`. Resolves when the last socket is gone; HTTP requests under
   * way are still answered.
   */
  drain(options: DrainOptions = {}): Promise<void> {
    this.#isDraining = true;
    closeSpread([...this.#connections.values()], options, this.#options.schedule);
    if (this.#connections.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const before = this.#onEmpty;
      this.#onEmpty = () => {
        before?.();
        resolve();
      };
    });
  }

  #overloaded(message: string): Admission<Identity> {
    const waitMs = this.limits.retryAfterMinMs * (1 + this.#options.random());
    return { admitted: false, status: 503, message, retryAfterSeconds: Math.ceil(waitMs / 1000) };
  }

  #startTicking(): void {
    if (this.#isTicking) return;
    this.#isTicking = true;
    this.#options.schedule.after(TICK_MS, () => this.#tick());
  }

  #tick(): void {
    this.#isTicking = false;
    this.#ticks += 1;
    for (const connection of this.#connections.values()) connection.tick(this.#ticks);
    if (this.#connections.size > 0) this.#startTicking();
  }

  #forget(connection: AgentConnection<Identity>, reason: DisconnectReason): void {
    this.#connections.delete(connection.id);
    this.#options.handler.onClosed?.(connection, reason);
    if (this.#connections.size === 0) this.#onEmpty?.();
  }

  #makeCore(): ServerCore<Identity> {
    const { handler, capabilities } = this.#options;
    const ticks = () => this.#ticks;
    return {
      handler,
      limits: this.limits,
      capabilities,
      acknowledgement: encodeOnce({}, capabilities),
      get ticks() {
        return ticks();
      },
      forget: (connection, reason) => this.#forget(connection, reason),
      refused: (problem: OpampProblem, { transport, remoteAddress }, sizeBytes) =>
        handler.onRefused?.({ problem, transport, remoteAddress, sizeBytes }),
      unsent: (uid: InstanceUid, why: UnsentMessage["reason"], sizeBytes, error) =>
        handler.onUnsent?.({ uid, reason: why, sizeBytes, ...(error !== undefined && { error }) }),
    };
  }
}
