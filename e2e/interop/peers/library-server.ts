import { once } from "node:events";
import { type Server, createServer } from "node:http";
import { type Server as SecureServer, createServer as createSecureServer } from "node:https";
import {
  type AgentReport,
  type AgentToServer,
  type InstanceUid,
  SERVER_FLAG,
  type ServerToAgentFields,
  serverCapabilities,
} from "@fleethub/opamp";
import { type AttachedOpamp, HTTP_SERVER_OPTIONS, attachOpamp } from "@fleethub/opamp/node";
import type {
  Admit,
  AgentConnection,
  DisconnectReason,
  RefusedInput,
} from "@fleethub/opamp/server";
import { admitEveryone } from "@fleethub/opamp/server";
import type { Certificates } from "./certificates.js";
import { until } from "../../real/wait.js";

export interface LibraryServerOptions {
  readonly tls?: { readonly certificates: Certificates; readonly mutual?: boolean };
  readonly admit?: Admit<undefined>;
  /** Answers a report before anything queued does. */
  readonly answer?: (report: AgentToServer) => ServerToAgentFields | undefined;
}

/** A report with the way it came on. */
export interface Received {
  readonly uid: InstanceUid;
  readonly transport: "websocket" | "http";
  readonly message: AgentToServer;
  /** Of a monotonic clock. */
  readonly atMs: number;
}

/** `@fleethub/opamp` as a stranger embeds it: a Node server, a handler that writes everything down. */
export class LibraryServer {
  readonly received: Received[] = [];
  readonly left: { readonly uid: InstanceUid; readonly reason: DisconnectReason }[] = [];
  readonly refused: RefusedInput[] = [];
  /** Why TLS handshakes failed. */
  readonly handshakeFailures: string[] = [];
  /** Of the last TLS client that had one: the name on its certificate. */
  clientCertificate = "";
  #port = 0;
  #http: Server | SecureServer | undefined;
  #attached: AttachedOpamp<undefined> | undefined;
  #connections = new Map<InstanceUid, AgentConnection<undefined>>();
  #waiting = new Map<InstanceUid, ServerToAgentFields[]>();

  constructor(readonly options: LibraryServerOptions = {}) {}

  /** Listens; on the port it had, when it was stopped before. */
  async start(): Promise<this> {
    const http = this.#listener();
    this.#http = http;
    const attached = attachOpamp(http, {
      admit: this.options.admit ?? admitEveryone,
      capabilities: serverCapabilities(
        "AcceptsStatus",
        "OffersRemoteConfig",
        "AcceptsEffectiveConfig",
        "OffersPackages",
        "AcceptsPackagesStatus",
        "OffersConnectionSettings",
        "AcceptsConnectionSettingsRequest",
      ),
      handler: {
        onReport: (report, connection) => this.#onReport(report, connection),
        onDisconnected: (_, uid, reason) => {
          this.left.push({ uid, reason });
          this.#connections.delete(uid);
        },
        onRefused: (input) => this.refused.push(input),
      },
    });
    this.#attached = attached;
    http.on("request", (request, response) => {
      if (!attached.handleRequest(request, response)) response.writeHead(404).end();
    });
    await once(http.listen(this.#port, "127.0.0.1"), "listening");
    const address = http.address();
    if (typeof address === "object" && address) this.#port = address.port;
    return this;
  }

  /** For the scheme of the other transport there is TLS where the server has it. */
  endpoint(scheme: "ws" | "http"): string {
    return `${scheme}${this.options.tls ? "s" : ""}://127.0.0.1:${this.#port}/v1/opamp`;
  }

  reports(uid: InstanceUid): AgentToServer[] {
    return this.received.filter((one) => one.uid === uid).map(({ message }) => message);
  }

  /** The first report of the agent that satisfies `holds`, waited for. */
  report(
    uid: InstanceUid,
    what: string,
    holds: (message: AgentToServer) => boolean,
    limitMs = 20_000,
  ): Promise<AgentToServer> {
    return until(
      `${uid} reports ${what}`,
      () => this.reports(uid).find(holds),
      limitMs,
      () => ({
        reports: this.reports(uid).slice(-5).map(shown),
        refused: this.refused,
        handshakeFailures: this.handshakeFailures,
        left: this.left,
      }),
    );
  }

  /** Sends at once where there is a WebSocket, else with the answer to the next report. */
  send(uid: InstanceUid, fields: ServerToAgentFields): void {
    if (this.#connections.get(uid)?.push(uid, fields)) return;
    this.#waiting.set(uid, [...(this.#waiting.get(uid) ?? []), fields]);
  }

  async stop(): Promise<void> {
    const http = this.#http;
    if (!http) return;
    this.#http = undefined;
    const closed = once(http, "close");
    // First of all, or who comes back while it drains is told to wait for half a minute.
    http.close();
    await this.#attached?.drain();
    http.closeAllConnections();
    await closed;
  }

  async remove(): Promise<void> {
    await this.stop();
  }

  #listener(): Server | SecureServer {
    const { tls } = this.options;
    if (!tls) return createServer(HTTP_SERVER_OPTIONS);
    const options = tls.certificates.forServer(tls.mutual === true);
    const secure = createSecureServer({ ...HTTP_SERVER_OPTIONS, ...options });
    secure.on("tlsClientError", (error: Error) => this.handshakeFailures.push(error.message));
    secure.on("secureConnection", (socket) => {
      const name = socket.getPeerCertificate().subject?.CN;
      if (typeof name === "string") this.clientCertificate = name;
    });
    return secure;
  }

  #onReport(
    report: AgentReport,
    connection: AgentConnection<undefined>,
  ): ServerToAgentFields | undefined {
    const message = report.message();
    if (!message.ok) throw new Error(message.problem.message);
    const uid = report.instanceUid;
    const isKnown = this.received.some((one) => one.uid === uid);
    const { transport } = connection;
    this.received.push({ uid, transport, message: message.value, atMs: performance.now() });
    this.#connections.set(uid, connection);
    const answer = this.options.answer?.(message.value) ?? this.#waiting.get(uid)?.shift();
    if (answer) return answer;
    const isPartial = !isKnown && !report.has("agentDescription");
    return isPartial ? { flags: SERVER_FLAG.ReportFullState } : undefined;
  }
}

function shown(message: AgentToServer): unknown {
  return JSON.parse(
    JSON.stringify(message, (_, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    ),
  );
}
