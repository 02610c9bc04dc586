import type { ComponentList } from "./collector/available-components.js";

/** What a rule for bad configurations may look at besides the text. */
export interface ConfigSubject {
  readonly name: string;
  readonly serviceName: string;
  readonly version: string;
  readonly components: ComponentList;
}

/**
 * What to simulate. Shares are parts of the fleet from 0 to 1; which agents they fall on depends on
 * the seed alone, and each share is drawn apart from the others.
 */
export interface SimulationOptions {
  /** The hub: `ws:`, `wss:`, `http:` or `https:` URL. A URL without path gets `/v1/opamp`. */
  readonly endpoint: string;
  /** 1 to 50 000. Default 25. */
  readonly agents?: number;
  /** Same seed, same fleet: names, hosts, UIDs, traits. Whole number from 0 to 2^32 - 1. Default 1. */
  readonly seed?: number;
  /** Sent with every handshake and request, such as Authorization. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Authorities by which a hub over TLS is verified, in PEM. Default: those of the platform. */
  readonly ca?: string;
  /** Heartbeat and polling interval. 1 to 86 400. Default 30. */
  readonly heartbeatSeconds?: number;
  /** Agents connect spread over this time, in milliseconds. 0 to 3 600 000. Default 2 an agent, at most 10 000. */
  readonly connectSpreadMs?: number;
  /** From an offer to APPLIED, in milliseconds. 0 to 600 000. Default 5 000, as a supervisor waits. */
  readonly applyDelayMs?: number;
  /** Between two starts of a Collector that keeps exiting, in milliseconds. 10 to 600 000. Default 5 000. */
  readonly restartDelayMs?: number;
  /** Share that polls over HTTP instead of holding a WebSocket. Default 0. */
  readonly http?: number;
  /** Share of read-only agents: the `opamp` extension without supervisor. Default 0. */
  readonly readOnly?: number;
  /** How likely one configuration fails on one agent; the same pair always ends the same. Default 0. */
  readonly fail?: number;
  /** Share that validates before it applies. Default 0. */
  readonly validate?: number;
  /** Share that rolls back by itself after a failure. Default 0. */
  readonly rollBack?: number;
  /** Share that calls a bad configuration APPLIED when it is offered again. Default 1, as supervisors do. */
  readonly applyFalsely?: number;
  /** Share that never reports the status of remote configuration. Default 0. */
  readonly hideConfigStatus?: number;
  /** Share whose exporters are unhealthy. Default 0. */
  readonly unhealthyExporter?: number;
  /** Share that hangs: connected and silent. Default 0. */
  readonly silent?: number;
  /** How often an agent loses its connection, on average per hour. 0 to 3 600. Default 0. */
  readonly disconnectsPerHour?: number;
  /** Between two exports of own metrics of an agent that was asked for them. 1 to 86 400. Default 60. */
  readonly ownMetricsSeconds?: number;
  /** Items that a pipeline moves in a second, on average over the agents. 0 to 1 000 000. Default 100. */
  readonly itemsPerSecond?: number;
  /**
   * Decides which configurations are bad: the cause in the Collector's words, or null. Called once
   * for each offer, on the offered text. Default: a component type that the agent does not have, or
   * a pipeline that refers to something not configured.
   */
  readonly failsOn?: (yamlText: string, agent: ConfigSubject) => string | null;
}

/** Options with every default in place. */
export type ResolvedOptions = Required<Omit<SimulationOptions, "failsOn" | "ca">> &
  Pick<SimulationOptions, "failsOn" | "ca">;

export interface OptionProblem {
  readonly option: keyof SimulationOptions;
  /** What is wrong and what would be right. */
  readonly message: string;
}

export const AGENTS_DEFAULT = 25;
const CONNECT_SPREAD_MS_PER_AGENT = 2;
const CONNECT_SPREAD_MS_DEFAULT_MAX = 10_000;

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
}

const SHARE: Bounds = { min: 0, max: 1, whole: false };
const NUMBERS = {
  agents: { min: 1, max: 50_000, whole: true },
  seed: { min: 0, max: 2 ** 32 - 1, whole: true },
  heartbeatSeconds: { min: 1, max: 86_400, whole: false },
  connectSpreadMs: { min: 0, max: 3_600_000, whole: false },
  applyDelayMs: { min: 0, max: 600_000, whole: false },
  restartDelayMs: { min: 10, max: 600_000, whole: false },
  ownMetricsSeconds: { min: 1, max: 86_400, whole: false },
  itemsPerSecond: { min: 0, max: 1_000_000, whole: false },
  disconnectsPerHour: { min: 0, max: 3_600, whole: false },
  http: SHARE,
  readOnly: SHARE,
  fail: SHARE,
  validate: SHARE,
  rollBack: SHARE,
  applyFalsely: SHARE,
  hideConfigStatus: SHARE,
  unhealthyExporter: SHARE,
  silent: SHARE,
} as const satisfies Partial<Record<keyof SimulationOptions, Bounds>>;

/** Everything that is wrong with options; empty when `startSimulation` would take them. */
export function checkSimulationOptions(options: SimulationOptions): readonly OptionProblem[] {
  const problems: OptionProblem[] = [];
  if (!endpointUrl(options.endpoint)) {
    problems.push({
      option: "endpoint",
      message: `endpoint must be a ws:, wss:, http: or https: URL such as ws://127.0.0.1:4320, not "${options.endpoint}".`,
    });
  }
  for (const [option, { min, max, whole }] of entriesOf(NUMBERS)) {
    const value = options[option];
    if (value === undefined) continue;
    if (value >= min && value <= max && (!whole || Number.isInteger(value))) continue;
    const kind = whole ? "a whole number" : "a number";
    problems.push({
      option,
      message: `${option} must be ${kind} from ${min} to ${max}, not ${value}.`,
    });
  }
  return problems;
}

/** Fills in defaults; the options have been checked. */
export function resolveOptions(options: SimulationOptions): ResolvedOptions {
  const agents = options.agents ?? AGENTS_DEFAULT;
  // From JavaScript an option may be there and undefined, which means the default too.
  const given: Partial<SimulationOptions> = Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  );
  return {
    agents,
    seed: 1,
    headers: {},
    heartbeatSeconds: 30,
    connectSpreadMs: Math.min(CONNECT_SPREAD_MS_PER_AGENT * agents, CONNECT_SPREAD_MS_DEFAULT_MAX),
    applyDelayMs: 5_000,
    restartDelayMs: 5_000,
    http: 0,
    readOnly: 0,
    fail: 0,
    validate: 0,
    rollBack: 0,
    applyFalsely: 1,
    hideConfigStatus: 0,
    unhealthyExporter: 0,
    silent: 0,
    disconnectsPerHour: 0,
    ownMetricsSeconds: 60,
    itemsPerSecond: 100,
    ...given,
    endpoint: endpointUrl(options.endpoint)?.href ?? options.endpoint,
  };
}

/** The same endpoint for agents of one transport: `ws(s)` and `http(s)` stand for each other. */
export function endpointFor(transport: "websocket" | "http", endpoint: string): string {
  const [scheme = "", rest = ""] = endpoint.split("://");
  const secure = scheme === "wss" || scheme === "https" ? "s" : "";
  return `${transport === "http" ? "http" : "ws"}${secure}://${rest}`;
}

function endpointUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!["ws:", "wss:", "http:", "https:"].includes(url.protocol)) return null;
  if (url.pathname === "/") url.pathname = "/v1/opamp";
  return url;
}

function entriesOf<Key extends string, Value>(record: Record<Key, Value>): [Key, Value][] {
  return Object.entries(record) as [Key, Value][];
}
