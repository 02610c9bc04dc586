import { type EncodedServerToAgent, type ServerToAgentFields, encodeOnce } from "../encode.js";
import { SERVER_CAPABILITY } from "../capabilities.js";
import type { InstanceUid } from "../instance-uid.js";
import type { Clock, Schedule } from "../platform.js";
import { type LimitName, OpampError, type OpampProblem } from "../problem.js";
import { AddressPlaces } from "./address-places.js";
import type { Admission, AdmissionRequest, Admit } from "./admission.js";
import { type DrainOptions, closeSpread } from "./drain.js";
import type {
  AgentConnection,
  DisconnectReason,
  OpampHandler,
  TurnedAway,
  UnsentMessage,
} from "./handler.js";
import { HandshakeRate } from "./handshake-rate.js";
import type { HttpAnswer } from "./http-answer.js";
import { type Compression, type HttpRequest, HttpExchange } from "./http-exchange.js";
import { acknowledgementFrame } from "./replies.js";
import { RefusalReplies } from "./refusal-replies.js";
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
  /** For what is limited per second; without it handshakes are not counted. `./node` supplies one. */
  readonly clock?: Clock;
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
  readonly #places = new AddressPlaces();
  readonly #rate: HandshakeRate | undefined;
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
    this.#rate = options.clock && new HandshakeRate(this.limits, options.clock);
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
    const { by, limit, admission } = await this.#judge(request);
    if (!admission.admitted) {
      const { transport, remoteAddress } = request;
      const { status, message } = admission;
      const why = { by, ...(limit !== undefined && { limit }) };
      this.#options.handler.onTurnedAway?.({ ...why, transport, remoteAddress, status, message });
    }
    return admission;
  }

  async #judge(request: AdmissionRequest): Promise<Judgement<Identity>> {
    if (this.#isDraining) {
      return { by: "drain", admission: this.#overloaded("The server is shutting down.") };
    }
    const full = this.#full(request);
    if (full !== undefined) {
      const { limit, message, turnInMs } = full;
      return { by: "limits", limit, admission: this.#overloaded(message, turnInMs) };
    }
    try {
      return { by: "admission", admission: await this.#options.admit(request) };
    } catch {
      const message = "The server cannot check credentials just now.";
      return { by: "admission", admission: this.#overloaded(message) };
    }
  }

  /** Which limit leaves no room for one more; undefined where there is room. */
  #full({ transport, remoteAddress }: AdmissionRequest): NoRoom | undefined {
    const { connectionsMax, socketsPerAddressMax, requestsMax } = this.limits;
    if (transport === "http") {
      if (this.#exchange.underWay <= requestsMax) return undefined;
      return noRoom("requestsMax", "answers as many requests as", requestsMax);
    }
    if (this.#connections.size >= connectionsMax) {
      return noRoom("connectionsMax", "has as many connections as", connectionsMax);
    }
    if (this.#places.countOf(remoteAddress) >= socketsPerAddressMax) {
      const what = "has as many connections of your address as";
      return noRoom("socketsPerAddressMax", what, socketsPerAddressMax);
    }
    const wait = this.#rate?.take(remoteAddress);
    if (wait === undefined) return undefined;
    const { limit, turnInMs } = wait;
    return noRoom(limit, "has taken as many handshakes as", this.limits[limit], turnInMs);
  }

  /** Takes over an upgraded socket whose request was admitted. */
  accept(
    socket: OpampSocket,
    info: SocketInfo<Identity>,
  ): AgentConnection<Identity> & AcceptedSocket {
    const id = `ws-${this.#nextId++}`;
    const connection = new SocketConnection(this.#core, id, socket, info);
    this.#connections.set(id, connection);
    this.#places.add(info.remoteAddress);
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

  /** Spread twice: behind those sent away before, and by chance, so that a wave does not come back as one. */
  #overloaded(message: string, turnInMs = 0): Admission<Identity> {
    const { retryAfterMinMs, retryAfterMaxMs } = this.limits;
    const chance = this.#options.random();
    const waitMs = turnInMs + retryAfterMinMs * (1 + chance);
    const atMostMs = Math.max(retryAfterMaxMs, 2 * retryAfterMinMs);
    const isPast = waitMs > atMostMs;
    const spreadMs = retryAfterMinMs + chance * (atMostMs - retryAfterMinMs);
    const retryAfterSeconds = Math.ceil((isPast ? spreadMs : waitMs) / 1000);
    return { admitted: false, status: 503, message, retryAfterSeconds };
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
    this.#places.remove(connection.remoteAddress);
    this.#options.handler.onClosed?.(connection, reason);
    if (this.#connections.size === 0) this.#onEmpty?.();
  }

  #makeCore(): ServerCore<Identity> {
    const { handler, capabilities } = this.#options;
    const ticks = () => this.#ticks;
    const acknowledgement = encodeOnce({}, capabilities);
    return {
      handler,
      limits: this.limits,
      capabilities,
      acknowledgement,
      acknowledgementFrame: acknowledgementFrame(acknowledgement),
      refusals: new RefusalReplies(),
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

interface NoRoom {
  readonly limit: LimitName;
  readonly message: string;
  readonly turnInMs: number;
}

interface Judgement<Identity> {
  readonly by: TurnedAway["by"];
  readonly limit?: LimitName;
  readonly admission: Admission<Identity>;
}

function noRoom(limit: LimitName, what: string, value: number, turnInMs = 0): NoRoom {
  const message = `The server ${what} the limit ${limit} of ${value} allows.`;
  return { limit, message, turnInMs };
}
