import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@fleethub/api";
import { createMemoryStorage, type MemoryStorage } from "@fleethub/control-plane/memory";
import type { AgentSettings } from "@fleethub/fleet";
import { type Simulation, type SimulationOptions, startSimulation } from "@fleethub/simulator";
import { type RunningHub, startHub } from "../compose.js";
import { createLogger } from "../platform/logger.js";
import { SETTINGS_DEFAULT, type Settings } from "../settings/index.js";

/** A hub on free loopback ports, its rows in memory, its log in a list. */
export interface TestHub {
  readonly hub: RunningHub;
  readonly storage: MemoryStorage;
  readonly log: readonly string[];
  readonly client: ReturnType<typeof createClient>;
  /** A request to the console's listener, as an administrator where its headers name nobody else. */
  get(path: string, init?: RequestInit): Promise<Response>;
  simulate(options?: Partial<SimulationOptions>): Simulation;
  stop(): Promise<void>;
}

/** The key of hubs in tests. */
export const TEST_HUB_KEY = Buffer.alloc(32, "test hub key").toString("base64");

/** The API token of an administrator that hubs in tests are started with. */
export const ADMIN_TOKEN = "the-administrator-of-the-tests-and-nobody-else";

/** Headers that show it. */
export const AS_ADMINISTRATOR = { authorization: `Bearer ${ADMIN_TOKEN}` };

/** Variables of a command that asks with it. */
export const AS_SCRIPT = { FLEETHUB_TOKEN: ADMIN_TOKEN };

/** A file with it, in a folder that `dispose` removes. */
export function adminTokenFile(): { readonly file: string; dispose(): void } {
  const folder = mkdtempSync(join(tmpdir(), "fleethub-test-"));
  const file = join(folder, "admin-token");
  writeFileSync(file, `${ADMIN_TOKEN}\n`, { mode: 0o600 });
  return { file, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts one, with the token of an administrator unless the settings say otherwise; end it with `stop`. */
export async function startTestHub(
  settings: Partial<Settings> = {},
  consoleRoot: string | null = null,
  agentSettings: Partial<AgentSettings> = {},
): Promise<TestHub> {
  const storage = createMemoryStorage();
  const log: string[] = [];
  const simulations: Simulation[] = [];
  const admin = adminTokenFile();
  const hub = await startHub(
    {
      ...SETTINGS_DEFAULT,
      agentsHost: "127.0.0.1",
      agentsPort: 0,
      consolePort: 0,
      key: TEST_HUB_KEY,
      adminTokenFile: admin.file,
      ...settings,
    },
    {
      storage: {
        ports: storage,
        kind: "pglite",
        place: "memory",
        reachable: async () => true,
        close: () => storage.store.close(),
      },
      logger: createLogger("debug", { write: (line: string) => void log.push(line) }),
      consoleRoot,
      agentSettings,
    },
  );
  // Read once, at the start.
  admin.dispose();
  const get = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    const isNamed = headers.has("authorization") || headers.has("cookie");
    if (!isNamed) headers.set("authorization", AS_ADMINISTRATOR.authorization);
    return fetch(`${hub.consoleUrl}${path}`, { ...init, headers });
  };
  return {
    hub,
    storage,
    log,
    client: createClient({
      baseUrl: hub.consoleUrl,
      fetch: (url, init) => fetch(url, init),
      headers: AS_ADMINISTRATOR,
    }),
    get,
    simulate(options = {}) {
      const simulation = startSimulation({
        endpoint: hub.agentsUrl,
        agents: 1,
        applyDelayMs: 20,
        connectSpreadMs: 0,
        ...options,
      });
      simulations.push(simulation);
      return simulation;
    },
    async stop() {
      await Promise.all(simulations.map((one) => one.stop()));
      await hub.stop();
    },
  };
}

/** A small configuration that every simulated Collector can run. */
export const GOOD_CONFIG = `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 127.0.0.1:4317
exporters:
  debug:
service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
`;
