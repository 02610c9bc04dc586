import { AgentReport } from "../agent-report.js";
import type { EncodedServerToAgent, ServerToAgentFields } from "../encode.js";
import { CLOSE } from "../endpoint.js";
import { describeFrameHeader, frameBodyStart } from "../frame.js";
import { INSTANCE_UID_SIZE_BYTES, type InstanceUid } from "../instance-uid.js";
import type { OpampProblem } from "../problem.js";
import { TopLevelScan, scanTopLevel } from "../top-level-scan.js";
import type { RequestHeaders } from "./admission.js";
import { AgentSeat } from "./agent-seat.js";
import { AgentSeats } from "./agent-seats.js";
import type { AgentConnection, DisconnectReason, ServerToAgentReply } from "./handler.js";
import { FRAME_HEAD_SIZE_BYTES, encodeReply, unavailable, unknownFailure } from "./replies.js";
import { PUSH_WAITS_ABOVE_SIZE_BYTES, SendQueue } from "./send-queue.js";
import type { ServerCore } from "./server-core.js";
import type { AcceptedSocket, OpampSocket } from "./socket.js";
import { SocketWatch } from "./socket-watch.js";

const NO_UID_HEAD: Uint8Array = Uint8Array.of(0);
const UID_HEAD_START = [0, 0x0a, INSTANCE_UID_SIZE_BYTES] as const;

/** What is known of a socket when it is accepted. */
export interface SocketInfo<Identity> {
  readonly remoteAddress: string;
  readonly headers: RequestHeaders;
  readonly identity: Identity;
}

/** The server's end of one WebSocket. The shell hands it what arrives; it answers through the socket. */
export class SocketConnection<Identity = unknown>
  implements AgentConnection<Identity>, AcceptedSocket
{
  readonly id: string;
  readonly transport = "websocket";
  readonly remoteAddress: string;
  readonly headers: RequestHeaders;
  readonly identity: Identity;
  readonly #core: ServerCore<Identity>;
  readonly #socket: OpampSocket;
  readonly #watch: SocketWatch;
  readonly #seats = new AgentSeats();
  /** Bytes of the reports that wait for an answer to an earlier one. */
  #waitingSizeBytes = 0;
  /** Pushes that wait until the socket drains. */
  #queue: SendQueue | undefined;
  #ending: DisconnectReason | undefined;
  #isOver = false;

  /** Made by `OpampServer.accept`. */
  constructor(
    core: ServerCore<Identity>,
    id: string,
    socket: OpampSocket,
    info: SocketInfo<Identity>,
  ) {
    this.#core = core;
    this.#socket = socket;
    this.#watch = new SocketWatch(core.ticks);
    this.id = id;
    this.remoteAddress = info.remoteAddress;
    this.headers = info.headers;
    this.identity = info.identity;
  }

  receive(message: Uint8Array): void {
    if (this.#ending !== undefined) return;
    this.#watch.heard(this.#core.ticks);
    const { limits } = this.#core;
    const start = frameBodyStart(message);
    if (start < 0) {
      const problem = { code: "frame-header", message: describeFrameHeader(start) } as const;
      return this.#refuse(problem, message, 1);
    }
    const scan = scanTopLevel(message, start, limits);
    if (!(scan instanceof TopLevelScan)) {
      this.#refuse(scan, message, start);
      if (scan.code === "too-large") this.end(CLOSE.tooLarge, "message too large", "refused");
      return;
    }
    const seat = this.#seats.of(scan) ?? this.#seat(scan);
    if (seat === undefined) {
      const text = `This socket speaks for more agents than the limit agentsPerSocketMax of ${limits.agentsPerSocketMax} allows; open another one.`;
      const limit = "agentsPerSocketMax";
      return this.#refuse({ code: "too-many-agents", message: text, limit }, message, start);
    }
    const report = new AgentReport(scan, limits, seat.uid);
    if (seat.isBusy) this.#wait(seat, report);
    else this.#handle(seat, report);
  }

  receiveText(sizeBytes: number): void {
    if (this.#ending !== undefined) return;
    this.#watch.heard(this.#core.ticks);
    const message = "OpAMP messages are binary; send this one as a binary message.";
    this.#refuseSized({ code: "text-frame", message }, sizeBytes, this.#seats.only?.head());
  }

  pong(): void {
    this.#watch.heard(this.#core.ticks);
    // The platform answers pings by itself, be they ever so many and read by nobody.
    if (this.#isFull()) this.#cut("overflow");
  }

  drained(): void {
    this.#flush();
  }

  failed(problem: OpampProblem, sizeBytes = 0): void {
    if (this.#ending !== undefined) return;
    this.#ending = "refused";
    this.#watch.closing(this.#core.ticks);
    this.#core.refused(problem, this, sizeBytes);
  }

  closed(how: "closed" | "lost" = "lost"): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#ending ??= how;
    const reason = this.#ending;
    try {
      for (const seat of this.#seats.present()) this.#leave(seat, reason);
    } finally {
      this.#core.forget(this, reason);
    }
  }

  push(uid: InstanceUid, message: ServerToAgentFields | EncodedServerToAgent): boolean {
    const seat = this.#seats.get(uid);
    if (seat === undefined || seat.hasLeft || this.#ending !== undefined) return false;
    const encoded = encodeReply(message, this.#core.capabilities);
    const isDraining = this.#socket.bufferedAmount <= PUSH_WAITS_ABOVE_SIZE_BYTES;
    if (isDraining && this.#queue === undefined) return this.#send(seat, encoded);
    return this.#enqueue(seat, encoded);
  }

  close(uid: InstanceUid, reason: string): void {
    const seat = this.#seats.get(uid);
    if (seat === undefined || this.#ending !== undefined) return;
    const wasPresent = !seat.hasLeft;
    this.#queue?.drop(seat);
    this.#seats.remove(seat);
    seat.hasLeft = true;
    if (wasPresent) this.#core.handler.onDisconnected?.(this, seat.uid, "removed");
    if (this.#seats.presentCount === 0) this.end(CLOSE.policy, reason, "removed");
  }

  agents(): InstanceUid[] {
    return this.#seats.present().map((seat) => seat.uid);
  }

  /** For the server's one-second tick. */
  tick(ticks: number): void {
    this.#flush();
    const due = this.#watch.due(ticks, this.#core.limits, this.#ending !== undefined);
    if (due === "ping") this.#socket.ping();
    else if (due === "cut-silent") this.#cut("silent");
    else if (due === "cut") this.#socket.terminate();
    else if (due === "close-mute") this.end(CLOSE.policy, "no report in time", "silent");
    else if (due === "close-left") this.end(CLOSE.normal, "", "farewell");
  }

  /** Sends a Close frame; the socket is cut after a grace when the peer does not answer it. */
  end(code: number, reason: string, why: DisconnectReason): void {
    if (this.#ending !== undefined) return;
    this.#ending = why;
    this.#watch.closing(this.#core.ticks);
    this.#socket.close(code, reason);
  }

  #seat(scan: TopLevelScan): AgentSeat | undefined {
    const seat = new AgentSeat(scan);
    if (!this.#seats.add(seat, this.#core.limits.agentsPerSocketMax)) return undefined;
    this.#watch.occupied();
    return seat;
  }

  #handle(seat: AgentSeat, report: AgentReport): void {
    if (seat.hasLeft && report.sequenceNum > seat.farewellNum) {
      this.#seats.comeBack(seat);
      this.#watch.occupied();
    }
    let reply: ServerToAgentReply | Promise<ServerToAgentReply>;
    try {
      reply = this.#core.handler.onReport(report, this);
    } catch (error) {
      return this.#finish(seat, report, unknownFailure(), error);
    }
    if (!(reply instanceof Promise)) return this.#finish(seat, report, reply);
    seat.isBusy = true;
    reply.then(
      (value) => this.#settle(seat, report, value),
      (error: unknown) => this.#settle(seat, report, unknownFailure(), error),
    );
  }

  #settle(seat: AgentSeat, report: AgentReport, reply: ServerToAgentReply, error?: unknown): void {
    seat.isBusy = false;
    if (this.#isOver) return;
    this.#finish(seat, report, reply, error);
    while (!seat.isBusy && !this.#isOver) {
      const next = seat.waiting?.shift();
      if (next === undefined) break;
      this.#waitingSizeBytes -= next.raw.length;
      this.#handle(seat, next);
    }
  }

  #finish(seat: AgentSeat, report: AgentReport, reply: ServerToAgentReply, error?: unknown): void {
    if (error !== undefined) this.#core.unsent(seat.uid, "fault", 0, error);
    const { refusal } = report;
    if (refusal !== undefined) this.#core.refused(refusal, this, report.raw.length);
    if (reply === undefined) this.#acknowledge(seat);
    else this.#reply(seat, reply);
    if (report.has("agentDisconnect") && !seat.hasLeft && !this.#isOver) {
      seat.farewellNum = report.sequenceNum;
      this.#leave(seat, "farewell");
      if (this.#seats.presentCount === 0) this.#watch.vacated(this.#core.ticks);
    }
  }

  #reply(seat: AgentSeat, reply: ServerToAgentFields | EncodedServerToAgent): void {
    let encoded: EncodedServerToAgent;
    try {
      encoded = encodeReply(reply, this.#core.capabilities);
    } catch (error) {
      this.#core.unsent(seat.uid, "fault", 0, error);
      encoded = unknownFailure();
    }
    // Every report is answered, with a plain acknowledgement where the answer may not go out.
    if (!this.#send(seat, encoded)) this.#acknowledge(seat);
  }

  #send(seat: AgentSeat, message: EncodedServerToAgent): boolean {
    if (this.#isTooLarge(seat, message)) return false;
    if (message.remoteConfig !== "absent") this.#queue?.overtake(seat);
    return this.#write([seat.head(), message.tail]);
  }

  #isTooLarge(seat: AgentSeat, { tail }: EncodedServerToAgent): boolean {
    const sizeBytes = FRAME_HEAD_SIZE_BYTES + tail.length;
    if (sizeBytes <= this.#core.limits.replySizeBytesMax) return false;
    this.#core.unsent(seat.uid, "too-large", sizeBytes);
    return true;
  }

  #enqueue(seat: AgentSeat, message: EncodedServerToAgent): boolean {
    if (this.#isTooLarge(seat, message)) return false;
    const queue = (this.#queue ??= new SendQueue());
    queue.add(seat, message);
    const { sendQueueSizeBytesMax } = this.#core.limits;
    if (this.#socket.bufferedAmount + queue.sizeBytes <= sendQueueSizeBytesMax) return true;
    this.#cut("overflow");
    return false;
  }

  /** Sends what waits, as far as the socket takes it. */
  #flush(): void {
    const queue = this.#queue;
    if (queue === undefined) return;
    while (this.#ending === undefined && !queue.isEmpty) {
      if (this.#socket.bufferedAmount > PUSH_WAITS_ABOVE_SIZE_BYTES) return;
      const [seat, message] = queue.take() ?? [];
      if (seat !== undefined && message !== undefined) this.#write([seat.head(), message.tail]);
    }
    this.#queue = undefined;
  }

  #acknowledge(seat: AgentSeat): void {
    if (!this.#mayWrite()) return;
    const { acknowledgementFrame } = this.#core;
    seat.writeUid(acknowledgementFrame);
    if (this.#socket.sendCopy === undefined) this.#socket.send([acknowledgementFrame.slice()]);
    else this.#socket.sendCopy(acknowledgementFrame);
  }

  #write(parts: readonly Uint8Array[]): boolean {
    if (!this.#mayWrite()) return false;
    this.#socket.send(parts);
    return true;
  }

  /** False on a socket that is ending, and on one whose send queue is full, which ends it. */
  #mayWrite(): boolean {
    if (this.#ending !== undefined) return false;
    if (!this.#isFull()) return true;
    this.#cut("overflow");
    return false;
  }

  #isFull(): boolean {
    return this.#socket.bufferedAmount > this.#core.limits.sendQueueSizeBytesMax;
  }

  #wait(seat: AgentSeat, report: AgentReport): void {
    const { waitingReportsMax, waitingSizeBytesMax, retryAfterMinMs } = this.#core.limits;
    seat.waiting ??= [];
    const isFull = this.#waitingSizeBytes >= waitingSizeBytesMax;
    if (!isFull && seat.waiting.length < waitingReportsMax) {
      seat.waiting.push(report);
      this.#waitingSizeBytes += report.raw.length;
      return;
    }
    const limit = isFull ? "waitingSizeBytesMax" : "waitingReportsMax";
    const value = isFull ? waitingSizeBytesMax : waitingReportsMax;
    const message = `More reports wait for an answer than the limit ${limit} of ${value} allows.`;
    this.#core.refused({ code: "busy", message, limit }, this, report.raw.length);
    this.#write([seat.head(), unavailable(message, retryAfterMinMs).tail]);
  }

  #refuse(problem: OpampProblem, message: Uint8Array, start: number): void {
    const known = problem.code === "instance-uid" ? undefined : this.#seats.only?.head();
    this.#refuseSized(problem, message.length, peekHead(message, start) ?? known);
  }

  #refuseSized(problem: OpampProblem, sizeBytes: number, head = NO_UID_HEAD): void {
    this.#core.refused(problem, this, sizeBytes);
    this.#write([head, this.#core.refusals.of(problem.message).tail]);
  }

  #leave(seat: AgentSeat, reason: DisconnectReason): void {
    this.#queue?.drop(seat);
    this.#seats.leave(seat);
    this.#core.handler.onDisconnected?.(this, seat.uid, reason);
  }

  #cut(why: DisconnectReason): void {
    this.#ending ??= why;
    this.#queue = undefined;
    this.#socket.terminate();
  }
}

/** The head of an answer to a message that names its agent in the usual place, however broken the rest. */
function peekHead(message: Uint8Array, start: number): Uint8Array | undefined {
  const end = start + 2 + INSTANCE_UID_SIZE_BYTES;
  if (message[start] !== UID_HEAD_START[1] || message[start + 1] !== UID_HEAD_START[2]) {
    return undefined;
  }
  if (message.length < end) return undefined;
  return Uint8Array.of(0, ...message.subarray(start, end));
}
