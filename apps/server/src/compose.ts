import { randomUUID } from "node:crypto";
import { type Hub, ROUTES } from "@fleethub/api";
import { type AgentsAuthority, createControlPlane, type Logger } from "@fleethub/control-plane";
import type { AgentSettings } from "@fleethub/fleet";
import type { Subject } from "@fleethub/fleet/access";
import { OPAMP_PATH } from "@fleethub/opamp";
import { type AgentsListener, openAgentsListener } from "./agents-listener/agents-listener.js";
import { noteRefusal } from "./agents-listener/admission.js";
import { Handshakes } from "./agents-listener/handshakes.js";
import { RefusalThrottle } from "./agents-listener/refusal-throttle.js";
import { startLoadGate } from "./agents-listener/load-gate.js";
import { createRefusalLog } from "./agents-listener/refusal-log.js";
import { doorWords } from "./certificates/door-words.js";
import { openCertificates } from "./certificates/open-certificates.js";
import { startCompanions } from "./companions.js";
import type { ConsoleServices } from "./console-listener/app.js";
import type { Authenticate } from "./console-listener/authorise.js";
import { openConsoleListener } from "./console-listener/console-listener.js";
import { openReopeningConsole } from "./console-listener/reopening-console.js";
import { EventStreams } from "./console-listener/events/event-streams.js";
import { allHandlers } from "./console-listener/handlers/index.js";
import { createOidcRoutes } from "./console-listener/oidc/oidc-routes.js";
import { createAuthenticate } from "./console-listener/sign-in/authenticate.js";
import { firstRunLink, openingOf } from "./console-listener/sign-in/first-link.js";
import { openAccounts } from "./console-listener/sign-in/open-accounts.js";
import { trustedProxies } from "./console-listener/guard/trusted-proxies.js";
import { IdempotencyKeys } from "./console-listener/requests/idempotency.js";
import { consoleRoot, openConsoleFiles } from "./console-listener/static/console-files.js";
import { type HubStorage, openStorage } from "./open-storage.js";
import { createKeyDesk, openHubKey, openKeySource } from "./hub-key/index.js";
import { startConfigJudge } from "./platform/config-judge/start.js";
import { openAuditAnchor } from "./platform/audit-anchor.js";
import { createLogger } from "./platform/logger.js";
import { isInContainer } from "./platform/container.js";
import { createMetrics } from "./platform/metrics.js";
import {
  systemClock,
  systemDigest,
  systemIds,
  systemRandom,
  systemSchedule,
} from "./platform/platform.js";
import { systemSignatures } from "./platform/signatures.js";
import { isLoopback, serverLimitsOf, type Settings } from "./settings/index.js";
import { VERSION } from "./version.js";

const HOUR_MS = 3_600_000;

/** Parts that tests and embedders replace. */
export interface HubOverrides {
  /** Default: what the settings name. */
  readonly storage?: HubStorage;
  readonly logger?: Logger;
  /** Differences from the times that agents are given (`AGENT_SETTINGS` of fleet). */
  readonly agentSettings?: Partial<AgentSettings>;
  /** Folder of the built console; null serves none. Default: beside this package. */
  readonly consoleRoot?: string | null;
  /** Finds out who asks. Default: by session and API token. */
  readonly authenticate?: Authenticate;
}

/** A hub that is up. */
export interface RunningHub {
  /** `http://127.0.0.1:3000` */
  readonly consoleUrl: string;
  /** One-time link that makes the first administrator, for a person to open; null where there is one. Log it nowhere. */
  readonly firstRunUrl: string | null;
  /** `ws://127.0.0.1:4320/v1/opamp` as reached from this machine. */
  readonly agentsUrl: string;
  /** Where agents on other hosts connect to; null where that goes without saying. */
  readonly doorUrl: string | null;
  /** Who may connect, and how. */
  readonly agentsReach: string;
  readonly store: { readonly kind: "pglite" | "postgres"; readonly place: string };
  /** What else a person should know, such as what runs beside the hub. */
  readonly notes: readonly string[];
  /**
   * Drains: refuses newcomers, tells agents to come back, writes what is known, closes the store. Takes a few
   * seconds at most. Later calls wait for the first.
   */
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;
/** Close frames are spread over this time, so that not every agent is back at the same moment. */
const DRAIN_SPREAD_MS = 1_000;
/** Running requests may take this long when the hub stops. */
const CONSOLE_GRACE_MS = 1_500;
/** Agents that do not close are cut off after this time. */
const AGENTS_GRACE_MS = 4_000;

/**
 * Starts a hub in this process.
 *
 * @throws ServerError one line with its remedy; what was opened until then is closed again
 */
export async function startHub(
  settings: Settings,
  overrides: HubOverrides = {},
): Promise<RunningHub> {
  const closers: (() => Promise<void>)[] = [];
  try {
    return await start(settings, overrides, closers);
  } catch (error) {
    await closeAll(closers, overrides.logger ?? createLogger(settings.logLevel));
    throw error;
  }
}

async function start(
  settings: Settings,
  overrides: HubOverrides,
  closers: (() => Promise<void>)[],
): Promise<RunningHub> {
  const startedAt = systemClock.now();
  const owner = `hub-${randomUUID()}`;
  const logger = overrides.logger ?? createLogger(settings.logLevel);
  const storage = overrides.storage ?? (await openStorage(settings, owner));
  closers.push(() => storage.close());
  const keySource = openKeySource(settings);
  const hubKey = await openHubKey(keySource, storage.ports);
  const keys = createKeyDesk(keySource, hubKey, storage.ports);
  const { desk, stop } = startConfigJudge(logger);
  closers.push(stop);

  const anchor = openAuditAnchor(settings.auditAnchorFile);
  const certificates = await openCertificates(settings, systemClock.now, logger);
  closers.push(async () => certificates.stop());
  const trust = authorityOf(certificates.trustPem);
  const handshakes = new Handshakes(systemClock.now, (step, address, cause) => {
    metrics.handshakeRefused(step);
    if (step !== "credential" && step !== "plain-text") return;
    plane.auditDesk.refusals.note({ door: "agents", address, reason: cause ?? step });
  });
  const throttle = new RefusalThrottle(systemClock.now, settings.agentsRefusalsPerMinute);
  const knocks = { handshakes, throttle };
  const plane = createControlPlane({
    storage: storage.ports,
    judge: desk,
    clock: systemClock,
    schedule: systemSchedule,
    ids: systemIds,
    digest: systemDigest,
    random: systemRandom,
    logger,
    hubKey,
    signatures: systemSignatures,
    ...(anchor === undefined ? {} : { auditAnchor: anchor }),
    auditSettings: {
      keepMs: settings.auditKeepDays === 0 ? null : settings.auditKeepDays * DAY_MS,
    },
    hubId: owner,
    ownMetrics: { fromEveryAgent: settings.ownMetrics === "on", hubUrl: settings.agentsUrl },
    settings: {
      directLimit: settings.directLimit,
      approvalLifetimeMs: settings.approvalHours * HOUR_MS,
    },
    agentSettings: overrides.agentSettings ?? {},
    // Who knocks is found out at the door; nobody comes past it without that.
    admit: () => "awaiting-approval",
    agentsAuthority: () => trust,
    certificateAuthority: certificates.authority,
    refusedAgent: ({ remoteAddress, transport, refusal }) =>
      void noteRefusal(knocks, remoteAddress, transport, refusal),
  });
  await plane.start();
  closers.push(() => plane.drain());
  const accounts = await openAccounts(settings, {
    storage: storage.ports,
    hubKey,
    refused: plane.auditDesk.refusals.note,
  });
  const gate = startLoadGate(Math.random);
  closers.push(async () => gate.stop());
  const streams = new EventStreams(storage.ports.feed);
  let agents: AgentsListener | null = null;
  const metrics = createMetrics({
    connections: () => agents?.opamp.server.connectionCount ?? 0,
    eventStreams: () => streams.open,
    statistics: () => plane.statistics(),
    latestChange: () => storage.ports.feed.latest(),
  });
  const logRefusal = createRefusalLog(logger, systemClock.now);
  agents = await openAgentsListener({
    host: settings.agentsHost,
    port: settings.agentsPort,
    admission: settings.admission,
    certificates,
    now: systemClock.now,
    handler: metrics.counting(plane.handler),
    handshakes,
    gate,
    throttle,
    identify: (presented) => plane.identify(presented),
    ownMetrics: { desk: plane.telemetry, answered: metrics.ownMetricsAnswered },
    limits: serverLimitsOf(settings),
    headersTimeoutMs: settings.agentsHeadersTimeoutMs,
    onRefused: (refused) => {
      metrics.inputRefused(refused.transport, refused.problem.code);
      logRefusal(refused);
    },
    onTooSlow: () => metrics.limitMet("headersTimeoutMs"),
  });
  const door = agents;
  closers.push(() => atMost(AGENTS_GRACE_MS, door.drain(DRAIN_SPREAD_MS)));

  let draining = false;
  const hub = (): Hub => ({
    ...certificates.forHub(),
    version: VERSION,
    startedAt: new Date(startedAt).toISOString(),
    agentsPort: door.port,
    agentsPath: OPAMP_PATH,
    agentsLoopbackOnly: isLoopback(settings.agentsHost),
    admission: settings.admission,
    store: storage.kind,
    directLimit: settings.directLimit,
  });
  const oidc = createOidcRoutes({
    accounts,
    logger,
    pendingKey: () => storage.ports.store.secretKey("pending-sign-in"),
    now: systemClock.now,
    requestId: systemIds.uuidv7,
  });
  const root = overrides.consoleRoot === undefined ? consoleRoot() : overrides.consoleRoot;
  const services: ConsoleServices = {
    handlers: allHandlers({
      plane,
      desk,
      keys,
      accounts,
      farewellAt: oidc.farewellAt,
      administratorMade: () => void openBeyondLoopback(),
      handshakes,
      streams,
      certificates,
      hub,
    }),
    guard: {
      isTrustedProxy: trustedProxies(settings.trustedProxies ?? []),
      consoleUrl: settings.consoleUrl,
    },
    authenticate: overrides.authenticate ?? createAuthenticate(accounts),
    oidc,
    keys: new IdempotencyKeys(systemClock.now),
    logger,
    files: root === null ? null : openConsoleFiles(root),
    now: systemClock.now,
    draining: () => draining,
    requestId: systemIds.uuidv7,
    async ready() {
      if (!(await storage.reachable())) throw new Error("the store does not answer");
      await storage.ports.feed.latest();
    },
    metrics: async () => ({ contentType: metrics.contentType, text: await metrics.text() }),
    answered: metrics.httpAnswered,
    notAllowed: plane.auditDesk.refusals.note,
  };
  const opening = await openingOf(settings, accounts, logger);
  const console = await openReopeningConsole(
    (host, port) => openConsoleListener(services, host, port, certificates.console),
    opening.host,
    settings.consolePort,
  );
  const openBeyondLoopback = () =>
    console.moveTo(settings.consoleHost).catch((error: unknown) => {
      logger.error({ error, consoleHost: settings.consoleHost }, "the console stays on loopback");
    });
  closers.push(async () => {
    draining = true;
    streams.end();
    await console.close(CONSOLE_GRACE_MS);
  });
  const agentsScheme = certificates.plainText === "nowhere" ? "wss" : "ws";
  const agentsUrl = `${agentsScheme}://${reachable(settings.agentsHost)}:${door.port}${OPAMP_PATH}`;
  const words = doorWords({
    agents: certificates.describe().agents,
    loopbackOnly: isLoopback(settings.agentsHost),
    port: door.port,
    path: OPAMP_PATH,
    inContainer: isInContainer(),
  });
  const companions = startCompanions(settings, agentsUrl, logger);
  closers.push(() => companions.stop());
  logger.info(
    {
      agentsPort: door.port,
      consolePort: console.port,
      store: storage.kind,
      agentsPaths: door.routes.map(({ path }) => path),
      apiRoutes: ROUTES.length,
    },
    "the hub is up",
  );
  let stopping: Promise<void> | undefined;
  const scheme = certificates.console === null ? "http" : "https";
  const consoleUrl = `${scheme}://${reachable(opening.host)}:${console.port}`;
  return {
    consoleUrl,
    firstRunUrl: opening.token === null ? null : firstRunLink(consoleUrl, opening.token),
    agentsUrl,
    doorUrl: words.url,
    agentsReach: words.reach,
    store: { kind: storage.kind, place: storage.place },
    notes: [...(opening.note === null ? [] : [opening.note]), ...words.notes, ...companions.notes],
    stop() {
      draining = true;
      stopping ??= closeAll(closers, logger);
      return stopping;
    },
  };
}

/** What agents verify the door by, as offers name it. */
function authorityOf(pem: string | null): AgentsAuthority | null {
  if (pem === null) return null;
  return { pem, digest: systemDigest.sha256(new TextEncoder().encode(pem)) };
}

/** Closes in reverse order; one that fails does not keep the others open. */
async function closeAll(closers: (() => Promise<void>)[], logger: Logger): Promise<void> {
  for (const close of closers.splice(0).toReversed()) {
    try {
      await close();
    } catch (error) {
      logger.error({ error }, "a part of the hub did not close in order");
    }
  }
}

/** A host to put into an address: a wildcard is reached through loopback. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::" || host === "[::]") return "[::1]";
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}

async function atMost(limitMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
