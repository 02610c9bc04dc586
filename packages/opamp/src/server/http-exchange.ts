import { AgentReport } from "../agent-report.js";
import { type EncodedServerToAgent, encodeReplyHead } from "../encode.js";
import { OPAMP_CONTENT_TYPE } from "../endpoint.js";
import type { InstanceUid } from "../instance-uid.js";
import type { OpampProblem } from "../problem.js";
import { TopLevelScan, scanTopLevel } from "../top-level-scan.js";
import {
  type Admission,
  type AdmissionRequest,
  type RequestHeaders,
  acceptsGzip,
  headerOf,
} from "./admission.js";
import { type HttpAnswer, refusalAnswer, replyAnswer, statusOf } from "./http-answer.js";
import { PollConnection } from "./poll-connection.js";
import { encodeReply, unavailable, unknownFailure } from "./replies.js";
import type { ServerCore } from "./server-core.js";
import { Turns } from "./turns.js";

/** An HTTP request in the few words that OpAMP needs. */
export interface HttpRequest {
  readonly method: string;
  readonly headers: RequestHeaders;
  readonly remoteAddress: string;
  /** For admission. */
  readonly platformRequest?: unknown;
  /** The body as it arrives, not decompressed; read at most once, and only after admission. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** gzip, from the platform. */
export interface Compression {
  /** Gives up as soon as more than `sizeBytesMax` bytes have come out (T-16). */
  gunzip(bytes: Uint8Array, sizeBytesMax: number): Promise<Uint8Array | "too-large" | "corrupt">;
  gzip(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

type Read =
  | { readonly bytes: Uint8Array }
  | { readonly status: number; readonly problem: OpampProblem };

/** OpAMP over plain HTTP: one POST, one answer (T-14 to T-22). */
export class HttpExchange<Identity> {
  readonly #core: ServerCore<Identity>;
  readonly #admit: (request: AdmissionRequest) => Promise<Admission<Identity>>;
  readonly #compression: Compression | undefined;
  readonly #turns: Turns<InstanceUid>;
  #underWay = 0;
  /** Bytes of the bodies in memory, as they came and unpacked. */
  #bodiesSizeBytes = 0;

  constructor(
    core: ServerCore<Identity>,
    admit: (request: AdmissionRequest) => Promise<Admission<Identity>>,
    compression: Compression | undefined,
  ) {
    this.#core = core;
    this.#admit = admit;
    this.#compression = compression;
    this.#turns = new Turns(core.limits.waitingReportsMax);
  }

  /** Requests that are not answered yet, the one whose admission is asked included. */
  get underWay(): number {
    return this.#underWay;
  }

  async answer(request: HttpRequest): Promise<HttpAnswer> {
    const held: Held = { sizeBytes: 0 };
    this.#underWay += 1;
    try {
      return await this.#answer(request, held);
    } finally {
      this.#underWay -= 1;
      this.#bodiesSizeBytes -= held.sizeBytes;
    }
  }

  async #answer(request: HttpRequest, held: Held): Promise<HttpAnswer> {
    const { method, headers, remoteAddress, platformRequest } = request;
    if (method === "HEAD") return { status: 200, headers: {}, body: new Uint8Array() };
    if (method !== "POST") {
      return refusalAnswer(405, "Send OpAMP with POST, or open a WebSocket.", {
        allow: "POST, HEAD",
      });
    }
    if (headerOf(headers, "content-type") !== OPAMP_CONTENT_TYPE) {
      return refusalAnswer(415, `Send OpAMP with Content-Type: ${OPAMP_CONTENT_TYPE}.`);
    }
    const transport = "http";
    const admission = await this.#admit({ transport, headers, remoteAddress, platformRequest });
    if (!admission.admitted) {
      return refusalAnswer(admission.status, admission.message, {
        ...admission.headers,
        ...(admission.retryAfterSeconds !== undefined && {
          "retry-after": String(admission.retryAfterSeconds),
        }),
      });
    }
    const read = await this.#read(request, held);
    if ("problem" in read) return this.#refuse(read.status, read.problem, request, 0);
    const { limits } = this.#core;
    const scan = scanTopLevel(read.bytes, 0, limits);
    if (!(scan instanceof TopLevelScan)) {
      return this.#refuse(400, scan, request, read.bytes.length);
    }
    return this.#handle(new AgentReport(scan, limits), request, admission.identity);
  }

  async #handle(
    report: AgentReport,
    request: HttpRequest,
    identity: Identity,
  ): Promise<HttpAnswer> {
    const uid = report.instanceUid;
    const connection = new PollConnection(uid, request, identity);
    const message =
      (await this.#turns.take(uid, () => this.#reduce(report, connection))) ??
      this.#busy(report, request);
    const { refusal } = report;
    if (refusal !== undefined) this.#core.refused(refusal, connection, report.raw.length);
    const head = encodeReplyHead(uid);
    const sizeBytes = head.length + message.tail.length;
    if (sizeBytes > this.#core.limits.replySizeBytesMax) {
      this.#core.unsent(uid, "too-large", sizeBytes);
      return { status: 500, headers: {}, body: new Uint8Array() };
    }
    return this.#reply(statusOf(message.error), head, message, request);
  }

  /** The handler's answer, as bytes. */
  async #reduce(
    report: AgentReport,
    connection: PollConnection<Identity>,
  ): Promise<EncodedServerToAgent> {
    try {
      const reply = await this.#core.handler.onReport(report, connection);
      if (reply === undefined) return this.#core.acknowledgement;
      return encodeReply(reply, this.#core.capabilities);
    } catch (error) {
      this.#core.unsent(report.instanceUid, "fault", 0, error);
      return unknownFailure();
    }
  }

  #busy(report: AgentReport, { remoteAddress }: HttpRequest): EncodedServerToAgent {
    const { waitingReportsMax, retryAfterMinMs } = this.#core.limits;
    const message = `More reports wait for an answer than the limit waitingReportsMax of ${waitingReportsMax} allows.`;
    const from = { transport: "http", remoteAddress } as const;
    const problem = { code: "busy", message, limit: "waitingReportsMax" } as const;
    this.#core.refused(problem, from, report.raw.length);
    return unavailable(message, retryAfterMinMs);
  }

  async #refuse(
    status: number,
    problem: OpampProblem,
    request: HttpRequest,
    sizeBytes: number,
  ): Promise<HttpAnswer> {
    this.#core.refused(
      problem,
      { transport: "http", remoteAddress: request.remoteAddress },
      sizeBytes,
    );
    const { retryAfterMinMs } = this.#core.limits;
    const answer =
      problem.code === "busy"
        ? unavailable(problem.message, retryAfterMinMs)
        : this.#core.refusals.of(problem.message);
    return this.#reply(status, new Uint8Array(), answer, request);
  }

  async #reply(
    status: number,
    head: Uint8Array,
    message: EncodedServerToAgent,
    request: HttpRequest,
  ): Promise<HttpAnswer> {
    const body = new Uint8Array(head.length + message.tail.length);
    body.set(head);
    body.set(message.tail, head.length);
    const answer = replyAnswer(status, body, message.error);
    if (
      this.#compression === undefined ||
      !acceptsGzip(headerOf(request.headers, "accept-encoding"))
    ) {
      return answer;
    }
    const zipped = await this.#compression.gzip(body);
    return { ...answer, headers: { ...answer.headers, "content-encoding": "gzip" }, body: zipped };
  }

  async #read(request: HttpRequest, held: Held): Promise<Read> {
    const encoding = headerOf(request.headers, "content-encoding") ?? "identity";
    const isZipped = encoding === "gzip" || encoding === "x-gzip";
    if ((!isZipped && encoding !== "identity") || (isZipped && this.#compression === undefined)) {
      const message = `Content-Encoding ${encoding} is not supported; send gzip or nothing.`;
      return { status: 415, problem: { code: "content-encoding", message } };
    }
    const max = this.#core.limits.messageSizeBytesMax;
    const mayHold = (sizeBytes: number) => this.#mayHold(held, sizeBytes);
    const body = await readBody(request.body, max, mayHold);
    if (body === "no-room") return this.#noRoom();
    if ("problem" in body || !isZipped || this.#compression === undefined) return body;
    const bytes = await this.#compression.gunzip(body.bytes, max);
    if (bytes === "too-large") return tooLarge(max);
    if (bytes === "corrupt") {
      return { status: 400, problem: { code: "body", message: "The body is not valid gzip." } };
    }
    return mayHold(bytes.length) ? { bytes } : this.#noRoom();
  }

  /** Counts bytes of a body until its request is answered; false where they are too many for all. */
  #mayHold(held: Held, sizeBytes: number): boolean {
    if (this.#bodiesSizeBytes + sizeBytes > this.#core.limits.bodiesSizeBytesMax) return false;
    this.#bodiesSizeBytes += sizeBytes;
    held.sizeBytes += sizeBytes;
    return true;
  }

  #noRoom(): Read {
    const { bodiesSizeBytesMax } = this.#core.limits;
    const message = `The bodies of all requests take more bytes than the limit bodiesSizeBytesMax of ${bodiesSizeBytesMax} allows.`;
    return { status: 503, problem: { code: "busy", message, limit: "bodiesSizeBytesMax" } };
  }
}

/** What one request has in memory. */
interface Held {
  sizeBytes: number;
}

function tooLarge(max: number): Read {
  const message = `The message is larger than the limit messageSizeBytesMax of ${max} allows.`;
  const problem = { code: "too-large", message, limit: "messageSizeBytesMax" } as const;
  return { status: 413, problem };
}

async function readBody(
  body: AsyncIterable<Uint8Array>,
  sizeBytesMax: number,
  mayHold: (sizeBytes: number) => boolean,
): Promise<Read | "no-room"> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of body) {
      sizeBytes += chunk.length;
      if (sizeBytes > sizeBytesMax) return tooLarge(sizeBytesMax);
      if (!mayHold(chunk.length)) return "no-room";
      chunks.push(chunk);
    }
  } catch {
    return { status: 400, problem: { code: "body", message: "The body ended too early." } };
  }
  const bytes = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return { bytes };
}
