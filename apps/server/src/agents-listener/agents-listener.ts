import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { type ControlPlane, type Peer, SERVER_CAPABILITIES } from "@fleethub/control-plane";
import { OPAMP_PATH, serverCapabilities } from "@fleethub/opamp";
import { type AttachedOpamp, attachOpamp, HTTP_SERVER_OPTIONS } from "@fleethub/opamp/node";
import type { OpampHandler, RefusedInput, ServerLimits } from "@fleethub/opamp/server";
import { agentCertificates } from "../certificates/agent-certificate.js";
import type { OpenCertificates } from "../certificates/open-certificates.js";
import { listen, stopListening } from "../platform/listen.js";
import type { AdmissionSetting } from "../settings/index.js";
import { type AdmissionParts, admitAgents } from "./admission.js";
import { authorityRoute } from "./authority-route.js";
import { encryptAgentsDoor } from "./encrypt.js";
import {
  recordBrokenRequests,
  stepOf,
  stepOfProblem,
  stepOfTurnedAway,
} from "./failed-requests.js";
import type { Handshakes } from "./handshakes.js";
import type { LoadGate } from "./load-gate.js";
import { admitUnlessPlain, causeOfPlain, routeUnlessPlain } from "./plain-text.js";
import { CLOSED_ROUTES } from "./own-telemetry/closed-routes.js";
import { admitSenders } from "./own-telemetry/admit-senders.js";
import { type MetricsRouteOptions, metricsRoute } from "./own-telemetry/metrics-route.js";
import type { RefusalThrottle } from "./refusal-throttle.js";
import { type AgentsRoute, answerText, healthRoute, pathOf } from "./routes.js";

/** Of a hub that signs certificates for its agents (P-11). */
const WITH_CERTIFICATES =
  SERVER_CAPABILITIES | serverCapabilities("AcceptsConnectionSettingsRequest");

/** What the agents' door needs. */
export interface AgentsListenerOptions {
  readonly host: string;
  readonly port: number;
  readonly admission: AdmissionSetting;
  readonly certificates: OpenCertificates;
  /** Its functions are called apart from it. */
  readonly handler: OpampHandler<Peer>;
  readonly handshakes: Handshakes;
  readonly gate: LoadGate;
  readonly identify: ControlPlane["identify"];
  /** Counts refused credentials per address. */
  readonly throttle: RefusalThrottle;
  /** Where agents' own metrics go. */
  readonly ownMetrics: Omit<MetricsRouteOptions, "gate" | "admit">;
  /** Differences from the defaults of `@fleethub/opamp`. */
  readonly limits?: Partial<ServerLimits>;
  /** How long the head of a request may take. Default: of `HTTP_SERVER_OPTIONS`. */
  readonly headersTimeoutMs?: number;
  /** Milliseconds since 1970. */
  now(): number;
  /** Told of a request that did not arrive in time. */
  onTooSlow?(): void;
  /** Told of input that was not processed; never its content. */
  onRefused(refused: RefusedInput): void;
}

/** The open door. */
export interface AgentsListener {
  readonly port: number;
  readonly opamp: AttachedOpamp<Peer>;
  /** Paths served, for the log. */
  readonly routes: readonly AgentsRoute[];
  /** Refuses newcomers, sends those who are connected away in order, then closes the port. */
  drain(spreadMs: number): Promise<void>;
}

/**
 * Opens the listener that agents reach.
 *
 * @throws ServerError `port-taken` or `address-not-usable`
 */
export async function openAgentsListener(options: AgentsListenerOptions): Promise<AgentsListener> {
  const { handler, handshakes, certificates } = options;
  const { plainText, clientCertificates } = certificates;
  const plain = {
    plainText,
    isEncrypted: certificates.agents !== null,
    needsCertificate: clientCertificates === "required",
    verifiesDoorAlone: certificates.trustsDoorAlone,
  };
  const { headersTimeoutMs = HTTP_SERVER_OPTIONS.headersTimeout, onTooSlow } = options;
  const server = createServer({ ...HTTP_SERVER_OPTIONS, headersTimeout: headersTimeoutMs });
  const { now } = options;
  const door = encryptAgentsDoor(server, {
    certificates,
    handshakes,
    timeoutMs: headersTimeoutMs,
    now,
  });
  const { admission: setting, gate, identify, throttle } = options;
  const parts: AdmissionParts = {
    setting,
    gate,
    identify,
    throttle,
    handshakes,
    certificateOf: agentCertificates(certificates.authorityPem()),
  };
  const opamp = attachOpamp<Peer>(server, {
    capabilities: certificates.authority === null ? SERVER_CAPABILITIES : WITH_CERTIFICATES,
    admit: admitUnlessPlain(plain, admitAgents(parts)),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    handler: {
      ...handler,
      onTurnedAway(turned) {
        const { remoteAddress, transport, message } = turned;
        handler.onTurnedAway?.(turned);
        // The door itself took down whose credential it refused, and why.
        if (turned.by === "admission" && (turned.status === 401 || turned.status === 429)) return;
        const step = stepOfTurnedAway(turned);
        const cause = step === "plain-text" ? causeOfPlain(plain) : null;
        handshakes.record(remoteAddress, step, `${transport}: ${message}`, cause);
      },
      onRefused(refused) {
        if (refused.transport === "websocket") {
          const step = stepOfProblem(refused.problem.code);
          if (step !== null)
            handshakes.record(refused.remoteAddress, step, refused.problem.message);
        }
        options.onRefused(refused);
        handler.onRefused?.(refused);
      },
    },
  });
  const routes: readonly AgentsRoute[] = [
    {
      path: OPAMP_PATH,
      summary: "OpAMP over WebSocket and HTTP",
      recordsAttempts: true,
      answer: (request, response) => void opamp.handleRequest(request, response),
    },
    routeUnlessPlain(
      plain,
      metricsRoute({ ...options.ownMetrics, gate, admit: admitSenders(parts) }),
    ),
    ...CLOSED_ROUTES,
    authorityRoute(certificates),
    healthRoute,
  ];
  recordBrokenRequests(server, handshakes, () => onTooSlow?.());
  serve(server, routes, handshakes);
  const port = await listen(server, "agents", options.host, options.port);
  return {
    port,
    opamp,
    routes,
    async drain(spreadMs) {
      const closed = stopListening(server);
      door?.endNewcomers();
      await opamp.drain({ spreadMs });
      server.closeIdleConnections();
      await closed;
    },
  };
}

function serve(server: Server, routes: readonly AgentsRoute[], handshakes: Handshakes): void {
  server.on("request", (request, response) => {
    const address = request.socket.remoteAddress ?? "";
    const route = routes.find(({ path }) => path === pathOf(request));
    // On a path of its own nobody tries to connect; on one that is not here somebody may have meant to.
    if (route?.recordsAttempts !== false) {
      response.on("finish", () => {
        const step = stepOf(request, response.statusCode);
        if (step !== null) handshakes.record(address, step, described(request));
      });
    }
    if (route !== undefined) return route.answer(request, response);
    request.resume();
    answerText(response, 404, `Nothing is here. OpAMP is at ${OPAMP_PATH}.\n`);
  });
  server.on("upgrade", (request: IncomingMessage, stream: Duplex) => {
    if (pathOf(request) === OPAMP_PATH) return;
    handshakes.record(request.socket.remoteAddress ?? "", "wrong-path", described(request));
    const text = `Nothing is here. OpAMP is at ${OPAMP_PATH}.\n`;
    stream.on("error", () => stream.destroy());
    stream.end(
      `HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
      () => stream.destroy(),
    );
  });
}

/** Method and path, without query and headers: both may carry credentials. */
function described(request: IncomingMessage): string {
  return `${request.method ?? "?"} ${pathOf(request).slice(0, 100)}`;
}
