import type { Server } from "node:http";
import type { Socket } from "node:net";
import { createServer, type SecureContextOptions, type TLSSocket } from "node:tls";
import { type FirstBytes, readFirstBytes } from "./client-hello.js";
import type { TlsFailure } from "./explain-tls-failure.js";

/** What stands before an HTTP server whose port speaks TLS. */
export interface TlsDoorOptions {
  readonly secure: SecureContextOptions;
  /** Clients are asked for a certificate of their own. */
  readonly asksForCertificates: boolean;
  /** How long the first bytes may take in all, and then the handshake. */
  readonly timeoutMs: number;
  /** A connection that speaks plain text: true lets it in to the HTTP server, false has it answered here. */
  takesPlain(socket: Socket): boolean;
  /** A connection that does not; answers it with {@link endWithText}. */
  onPlainRefused(socket: Socket): void;
  /** TLS stands. False: it was answered, and the HTTP server does not see it. */
  onSecure(socket: TLSSocket): boolean;
  /** It does not, or the client left without a request. */
  onFailed(remoteAddress: string, failure: TlsFailure): void;
}

/** TLS on the port of an HTTP server. */
export interface TlsDoor {
  /** From the next connection on; those that are open stay as they are. Throws where it is of no use. */
  reload(secure: SecureContextOptions): void;
  /** Ends connections that the HTTP server does not know of yet: it would wait for them when it closes. */
  endNewcomers(): void;
}

interface Visit {
  readonly socket: Socket;
  readonly remoteAddress: string;
  readonly localAddress: string;
  readonly serverName: string | null;
  stage: "handshake" | "secure" | "asked" | "told";
}

/** A connection that is only answered has this long to say something and to read. */
const ANSWER_TIMEOUT_MS = 5_000;

/** Least version that is spoken. */
const TLS_VERSION_MIN = "TLSv1.2";

/**
 * Puts TLS before an HTTP server that does not listen yet. The first bytes decide: a TLS hello goes through the
 * handshake, anything else is plain text. To the HTTP server both are connections like any other, with its timeouts.
 */
export function putTlsBefore(server: Server, options: TlsDoorOptions): TlsDoor {
  const { timeoutMs } = options;
  const toHttp = server.listeners("connection");
  server.removeAllListeners("connection");
  const serve = (socket: Socket) => {
    for (const listener of toHttp) listener.call(server, socket);
  };
  const visits = new Map<string, Visit>();
  const newcomers = new Set<Socket>();
  const secured = new WeakMap<object, Visit>();
  const tell = (visit: Visit, code: string | null) => {
    const { remoteAddress, localAddress, serverName, stage } = visit;
    if (stage === "told" || stage === "asked") return;
    visit.stage = "told";
    options.onFailed(remoteAddress, { code, serverName, localAddress, stage });
  };
  const tls = createServer({
    ...options.secure,
    minVersion: TLS_VERSION_MIN,
    ALPNProtocols: ["http/1.1"],
    handshakeTimeout: timeoutMs,
    requestCert: options.asksForCertificates,
    // Whoever shows a wrong one is told so in words, which an alert cannot.
    rejectUnauthorized: false,
  });
  const takeVisit = (socket: TLSSocket) => {
    const key = keyOf(socket);
    const visit = visits.get(key);
    visits.delete(key);
    return visit;
  };
  tls.on("secureConnection", (socket) => {
    const visit = takeVisit(socket);
    if (visit !== undefined) {
      visit.stage = "secure";
      secured.set(socket, visit);
      socket.once("close", () => tell(visit, null));
    }
    if (options.onSecure(socket)) {
      if (visit !== undefined) newcomers.delete(visit.socket);
      serve(socket);
    } else if (visit !== undefined) visit.stage = "told";
  });
  tls.on("tlsClientError", (error: NodeJS.ErrnoException, socket) => {
    const visit = takeVisit(socket);
    if (visit !== undefined) tell(visit, error.code ?? "ERR_SSL");
  });
  const asked = ({ socket }: { readonly socket: object }) => {
    const visit = secured.get(socket);
    if (visit?.stage === "secure") visit.stage = "asked";
  };
  server.prependListener("request", asked);
  server.prependListener("upgrade", asked);
  server.on("connection", (socket: Socket) => {
    newcomers.add(socket);
    socket.once("close", () => newcomers.delete(socket));
    look(socket, timeoutMs, (first) => {
      if (first.kind === "tls") {
        const { remoteAddress = "", localAddress = "" } = socket;
        const { serverName } = first;
        const stage = "handshake";
        const visit: Visit = { socket, remoteAddress, localAddress, serverName, stage };
        const key = keyOf(socket);
        visits.set(key, visit);
        // A reset leaves nothing to know the visit by when TLS tells of it.
        socket.once("close", () => {
          if (visits.delete(key)) tell(visit, null);
        });
        // Else a client that leaves in the middle of the handshake would be waited for.
        socket.allowHalfOpen = false;
        tls.emit("connection", socket);
      } else if (options.takesPlain(socket)) {
        newcomers.delete(socket);
        serve(socket);
      } else options.onPlainRefused(socket);
    });
  });
  return {
    reload(secure) {
      tls.setSecureContext({ ...secure, minVersion: TLS_VERSION_MIN });
    },
    endNewcomers() {
      for (const socket of newcomers) socket.destroy();
    },
  };
}

const keyOf = ({ remoteAddress, remotePort }: Pick<Socket, "remoteAddress" | "remotePort">) =>
  `${remoteAddress ?? ""} ${remotePort ?? ""}`;

/**
 * Waits for the first bytes and puts them back. A connection that ends or hesitates until then is nobody's; byte after
 * byte wins no time.
 */
function look(
  socket: Socket,
  timeoutMs: number,
  looked: (first: Exclude<FirstBytes, { readonly kind: "incomplete" }>) => void,
): void {
  let bytes: Buffer = Buffer.alloc(0);
  const end = () => socket.destroy();
  const onReadable = () => {
    const chunk: Buffer | null = socket.read();
    if (chunk !== null) bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    const first = readFirstBytes(bytes);
    if (first.kind === "incomplete") return;
    clearTimeout(deadline);
    socket.off("readable", onReadable).off("error", end).off("end", end);
    socket.unshift(bytes);
    looked(first);
  };
  const deadline = setTimeout(end, timeoutMs).unref();
  socket.on("readable", onReadable).on("error", end).on("end", end);
  socket.once("close", () => clearTimeout(deadline));
}

/** Answers a connection that the HTTP server does not see, once the client has said something, and ends it. */
export function endWithText(socket: Socket, status: string, text: string): void {
  const answer =
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\n` +
    `content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
  const end = () => socket.destroy();
  socket.on("error", end).on("end", end).on("timeout", end).setTimeout(ANSWER_TIMEOUT_MS);
  socket.once("data", () => socket.end(answer, () => socket.destroySoon()));
}
