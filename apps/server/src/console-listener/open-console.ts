import type { Hub } from "@fleethub/api";
import type { Accounts, ControlPlane, Logger } from "@fleethub/control-plane";
import type { Handshakes } from "../agents-listener/handshakes.js";
import type { OpenCertificates } from "../certificates/open-certificates.js";
import type { KeyDesk } from "../hub-key/index.js";
import type { HubStorage } from "../open-storage.js";
import type { ConfigDesk } from "../platform/config-judge/config-desk.js";
import { reachable } from "../platform/listen.js";
import type { HubMetrics } from "../platform/metrics.js";
import { systemClock, systemIds } from "../platform/platform.js";
import type { Settings } from "../settings/index.js";
import type { ConsoleServices } from "./app.js";
import type { Authenticate } from "./authorise.js";
import { openConsoleListener } from "./console-listener.js";
import type { EventStreams } from "./events/event-streams.js";
import { trustedProxies } from "./guard/trusted-proxies.js";
import { allHandlers } from "./handlers/index.js";
import { createOidcRoutes } from "./oidc/oidc-routes.js";
import { plainConsoleNote } from "./plain-console.js";
import { openReopeningConsole } from "./reopening-console.js";
import { IdempotencyKeys } from "./requests/idempotency.js";
import { createAuthenticate } from "./sign-in/authenticate.js";
import { firstRunLink, openingOf } from "./sign-in/first-link.js";
import { watchForAdministrator } from "./sign-in/watch-for-administrator.js";
import { consoleRoot, openConsoleFiles } from "./static/console-files.js";

/** What the console shows and acts on. */
export interface ConsoleParts {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly storage: HubStorage;
  readonly plane: ControlPlane;
  readonly desk: ConfigDesk;
  readonly keys: KeyDesk;
  readonly accounts: Accounts;
  readonly certificates: OpenCertificates;
  readonly handshakes: Handshakes;
  readonly metrics: HubMetrics;
  readonly streams: EventStreams;
  hub(): Hub;
  /** Folder of the built console; null serves none. Default: beside this package. */
  readonly root?: string | null | undefined;
  /** Default: by session and API token. */
  readonly authenticate?: Authenticate | undefined;
}

/** The console that is open, with what the person who started the hub should know of it. */
export interface OpenConsole {
  readonly port: number;
  /** `http://127.0.0.1:3000`, as reached from this machine. */
  readonly url: string;
  /** Null where there is an administrator. */
  readonly firstRunUrl: string | null;
  readonly notes: readonly string[];
  /** New work is refused from now on. */
  drain(): void;
  close(graceMs: number): Promise<void>;
}

/** Opens console and API; on loopback alone until there is an administrator. */
export async function openConsole(parts: ConsoleParts): Promise<OpenConsole> {
  const { settings, logger, storage, plane, accounts, certificates, metrics, streams } = parts;
  const { root = consoleRoot() } = parts;
  let draining = false;
  const opening = await openingOf(settings, accounts, logger);
  let { isThisMachineOnly } = opening;
  const oidc = createOidcRoutes({
    accounts,
    logger,
    pendingKey: () => storage.ports.store.secretKey("pending-sign-in"),
    now: systemClock.now,
    requestId: systemIds.uuidv7,
  });
  const services: ConsoleServices = {
    handlers: allHandlers({ ...parts, farewellAt: oidc.farewellAt, faultOf: oidc.faultOf }),
    guard: {
      isTrustedProxy: trustedProxies(settings.trustedProxies ?? []),
      consoleUrl: settings.consoleUrl,
      isThisMachineOnly: () => isThisMachineOnly,
    },
    authenticate: parts.authenticate ?? createAuthenticate(accounts),
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
      const isBlind = plane.secretsUnderOtherKey().length > 0;
      return isBlind ? "other hubs seal secrets with a key that this hub does not have" : null;
    },
    metrics: async () => ({ contentType: metrics.contentType, text: await metrics.text() }),
    answered: metrics.httpAnswered,
    notAllowed: plane.auditDesk.refusals.note,
  };
  const listener = await openReopeningConsole(
    (host, port) => openConsoleListener(services, host, port, certificates.console),
    opening.host,
    settings.consolePort,
  );
  const openAsTold = async () => {
    isThisMachineOnly = false;
    const { consoleHost } = settings;
    if (opening.host === consoleHost) return;
    await listener.moveTo(consoleHost).catch((error: unknown) => {
      logger.error({ error, consoleHost }, "the console stays on loopback");
    });
  };
  const stopWatching = isThisMachineOnly
    ? watchForAdministrator(storage.ports.feed, accounts, () => void openAsTold())
    : () => {};
  const scheme = certificates.console === null ? "http" : "https";
  const url = `${scheme}://${reachable(opening.host)}:${listener.port}`;
  const plain = plainConsoleNote(settings);
  return {
    port: listener.port,
    url,
    firstRunUrl: opening.token === null ? null : firstRunLink(url, opening.token),
    notes: plain === null ? opening.notes : [...opening.notes, plain],
    drain() {
      draining = true;
    },
    async close(graceMs) {
      draining = true;
      stopWatching();
      streams.end();
      await listener.close(graceMs);
    },
  };
}
