import http from "node:http";
import https from "node:https";
import { httpTransport, webSocketTransport } from "@fleethub/opamp/agent";
import { nodeClock, nodePost, nodeSocket } from "@fleethub/opamp/node";
import type { Fault, FaultKind } from "./agent/faults.js";
import { RunningAgent, type SimulatedAgent } from "./agent/simulated-agent.js";
import type { World } from "./agent/world.js";
import { componentLists } from "./collector/available-components.js";
import { type CollectorConfig, configReader } from "./collector/config.js";
import { LOCAL_CONFIGS } from "./collector/local-configs.js";
import { planFleet } from "./fleet/plan.js";
import { createTimers, type Timers } from "./timers.js";
import {
  checkSimulationOptions,
  type ResolvedOptions,
  resolveOptions,
  type SimulationOptions,
} from "./options.js";

/** A fleet under way. */
export interface Simulation {
  readonly options: ResolvedOptions;
  /** In the order of the plan; the list does not change. */
  readonly agents: readonly SimulatedAgent[];
  /** How many agents have a connection now. */
  readonly connected: number;
  /** Adds a fault to every agent that `which` takes (default all); answers how many. */
  addFault(fault: Fault, which?: (agent: SimulatedAgent) => boolean): number;
  /** Clears a fault from every agent that `which` takes (default all); answers how many. */
  clearFault(kind: FaultKind, which?: (agent: SimulatedAgent) => boolean): number;
  /**
   * Every agent says farewell and closes. Resolves when all are gone, after seconds at the latest; from then on
   * nothing keeps the process alive, and faults have no effect.
   */
  stop(): Promise<void>;
}

/** Answers that agents over HTTP may wait for at once; the rest queue. */
const HTTP_SOCKETS_MAX = 256;

/**
 * Starts a fleet of simulated agents. Returns at once; agents connect over `connectSpreadMs`, and
 * keep trying while the hub is not there.
 *
 * @throws RangeError naming every option that is out of bounds; `checkSimulationOptions` tells
 *   the same beforehand
 */
export function startSimulation(options: SimulationOptions): Simulation {
  const problems = checkSimulationOptions(options);
  if (problems.length > 0) throw new RangeError(problems.map(({ message }) => message).join(" "));
  const resolved = resolveOptions(options);
  const timers = createTimers();
  const pool = { keepAlive: true, maxSockets: HTTP_SOCKETS_MAX };
  const pools = {
    http: new http.Agent(pool),
    https: new https.Agent({ ...pool, ...(options.ca !== undefined && { ca: options.ca }) }),
  };
  const agents = startAgents(createWorld(resolved, timers, pools));
  const chosen = (which?: (agent: SimulatedAgent) => boolean) =>
    which ? agents.filter(which) : agents;
  return {
    options: resolved,
    agents,
    get connected() {
      return agents.filter(({ connected }) => connected).length;
    },
    addFault(fault, which) {
      const hurt = chosen(which);
      for (const agent of hurt) agent.addFault(fault);
      return hurt.length;
    },
    clearFault(kind, which) {
      const healed = chosen(which).filter(({ faults }) => faults.some((one) => one.kind === kind));
      for (const agent of healed) agent.clearFault(kind);
      return healed.length;
    },
    async stop() {
      await Promise.all(agents.map((agent) => agent.stop()));
      timers.end();
      pools.http.destroy();
      pools.https.destroy();
    },
  };
}

function startAgents(world: World): readonly RunningAgent[] {
  const agents = planFleet(world.options).map((plan) => new RunningAgent(plan, world));
  for (const agent of agents) agent.start();
  return agents;
}

function createWorld(
  options: ResolvedOptions,
  timers: Timers,
  pools: { readonly http: http.Agent; readonly https: https.Agent },
): World {
  const readConfig = configReader();
  const ownConfig = (text: string): CollectorConfig => {
    const read = readConfig([text]);
    if (!read.ok) throw new Error(`a built-in configuration cannot be read: ${read.message}`);
    return read.config;
  };
  const localConfigs = new Map(
    Object.entries(LOCAL_CONFIGS).map(([name, text]) => [name, ownConfig(text)]),
  );
  const emptyConfig = ownConfig("");
  return {
    options,
    readConfig,
    emptyConfig,
    localConfig: (name) => localConfigs.get(name) ?? emptyConfig,
    componentList: componentLists(),
    now: () => Date.now(),
    after: (delayMs, task) => timers.after(delayMs, task),
    post(url, json, headers) {
      const isSecure = url.startsWith("https:");
      const request = (isSecure ? https : http).request(url, {
        method: "POST",
        agent: isSecure ? pools.https : pools.http,
        headers: {
          ...headers,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(json),
        },
      });
      request.on("response", (response) => response.resume());
      request.on("error", () => undefined);
      request.end(json);
    },
    transport(kind, endpoint, headers) {
      const { ca } = options;
      const trust = ca === undefined ? {} : { tls: { ca } };
      if (kind === "websocket") {
        return webSocketTransport(nodeSocket({ endpoint, headers, ...trust }));
      }
      const agent = endpoint.startsWith("https") ? pools.https : pools.http;
      return httpTransport({ post: nodePost({ endpoint, headers, agent }), clock: nodeClock });
    },
  };
}
