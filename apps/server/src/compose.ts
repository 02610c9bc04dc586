import { randomUUID } from "node:crypto";
import { type Hub, ROUTES } from "@fleethub/api";
import { type AgentsAuthority, createControlPlane, type Logger } from "@fleethub/control-plane";
import type { AgentSettings } from "@fleethub/fleet";
import { OPAMP_PATH } from "@fleethub/opamp";
import { type AgentsListener, openAgentsListener } from "./agents-listener/agents-listener.js";
import { noteRefusal } from "./agents-listener/admission.js";
import { Handshakes } from "./agents-listener/handshakes.js";
import { RefusalThrottle } from "./agents-listener/refusal-throttle.js";
import { startLoadGate } from "./agents-listener/load-gate.js";
import { createRefusalLog } from "./agents-listener/refusal-log.js";
import { doorWords } from "./certificates/door-words.js";
import { openCertificates } from "./certificates/open-certificates.js";
import { companionsDoor, startCompanions } from "./companions.js";
import type { Authenticate } from "./console-listener/authorise.js";
import { EventStreams } from "./console-listener/events/event-streams.js";
import { openConsole } from "./console-listener/open-console.js";
import { openAccounts } from "./console-listener/sign-in/open-accounts.js";
import { type HubStorage, openStorage } from "./open-storage.js";
import { createKeyDesk, openHubKey, openKeySource } from "./hub-key/index.js";
import { startConfigJudge } from "./platform/config-judge/start.js";
import { openAuditAnchor } from "./platform/audit-anchor.js";
import { isInContainer } from "./platform/container.js";
import { reachable } from "./platform/listen.js";
import { createLogger } from "./platform/logger.js";
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

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Close frames are spread over this time, so that not every agent is back at the same moment. */
const DRAIN_SPREAD_MS = 1_000;
/** Running requests may take this long when the hub stops. */
const CONSOLE_GRACE_MS = 1_500;
/** Agents that do not close are cut off after this time. */
const AGENTS_GRACE_MS = 4_000;

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
  if (keySource !== null && keySource.warning !== null) logger.warn({}, keySource.warning);
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
      sessionIdleMs: settings.sessionIdleMinutes * MINUTE_MS,
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
  const console = await openConsole({
    settings,
    logger,
    storage,
    plane,
    desk,
    keys,
    accounts,
    certificates,
    handshakes,
    metrics,
    streams,
    hub,
    root: overrides.consoleRoot,
    authenticate: overrides.authenticate,
  });
  closers.push(() => console.close(CONSOLE_GRACE_MS));
  const agentsScheme = certificates.plainText === "nowhere" ? "wss" : "ws";
  const agentsUrl = `${agentsScheme}://${reachable(settings.agentsHost)}:${door.port}${OPAMP_PATH}`;
  const words = doorWords({
    agents: certificates.describe().agents,
    loopbackOnly: isLoopback(settings.agentsHost),
    port: door.port,
    path: OPAMP_PATH,
    inContainer: isInContainer(),
  });
  const companions = await startCompanions(
    settings,
    companionsDoor(settings, certificates, agentsUrl, () =>
      plane.companionToken(settings.admission === "token"),
    ),
    logger,
  );
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
  return {
    consoleUrl: console.url,
    firstRunUrl: console.firstRunUrl,
    agentsUrl,
    doorUrl: words.url,
    agentsReach: words.reach,
    store: { kind: storage.kind, place: storage.place },
    notes: [...console.notes, ...words.notes, ...companions.notes],
    stop() {
      console.drain();
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

async function atMost(limitMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
