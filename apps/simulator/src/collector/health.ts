import { type ComponentHealth, ComponentHealthSchema, create } from "@fleethub/opamp";
import type { CollectorConfig } from "./config.js";

/** Words the Collector uses for the state of a component. */
export type StatusWord =
  | "StatusStarting"
  | "StatusOK"
  | "StatusRecoverableError"
  | "StatusPermanentError"
  | "StatusStopping"
  | "StatusStopped";

/** What every component of a tree says, unless it is an exporter and `exporterError` is given. */
export interface HealthPicture {
  readonly status: StatusWord;
  readonly atMs: number;
  readonly startedAtMs?: number;
  /** How many pipelines are in the tree already, for a Collector that is starting. Default all. */
  readonly pipelinesShown?: number;
  /** Exporters cannot deliver; the Collector itself stays healthy. */
  readonly exporterError?: string;
  /** The Collector as a whole is unhealthy for this reason. */
  readonly error?: string;
}

/** The health of a supervisor whose Collector has said nothing yet. */
export function noHealth(): ComponentHealth {
  return create(ComponentHealthSchema);
}

/** A Collector told to run nothing: healthy, without status or tree. */
export function idleHealth(): ComponentHealth {
  return create(ComponentHealthSchema, { healthy: true });
}

/** What the supervisor says when its Collector has ended by itself. */
export function exitedHealth(pid: number, exitCode = 1): ComponentHealth {
  return create(ComponentHealthSchema, {
    lastError: `Agent process PID=${pid} exited unexpectedly, exit code=${exitCode}. Will restart in a bit...`,
  });
}

/** The last word of a supervisor that ends in order. */
export function shutdownHealth(): ComponentHealth {
  return create(ComponentHealthSchema, { lastError: "Supervisor is shutdown" });
}

/**
 * The tree a running Collector reports: `extensions` and `pipeline:ID`, under them `kind:ID`.
 * Healthy is only what says StatusOK.
 */
export function collectorHealth(config: CollectorConfig, picture: HealthPicture): ComponentHealth {
  const extensions = [...new Set([...config.serviceExtensions, "opamp"])];
  const tree: Record<string, ComponentHealth> = {
    extensions: branch(
      picture.status,
      picture.atMs,
      extensions.map((id) => [`extension:${id}`, leaf(picture.status, picture.atMs)]),
    ),
  };
  const shown = config.pipelines.slice(0, picture.pipelinesShown ?? config.pipelines.length);
  for (const pipeline of shown)
    tree[`pipeline:${pipeline.id}`] = pipelineHealth(config, pipeline, picture);
  const health = part(
    picture.error === undefined ? picture.status : "StatusPermanentError",
    picture.atMs,
  );
  health.componentHealthMap = tree;
  if (picture.error !== undefined) health.lastError = picture.error;
  if (picture.startedAtMs !== undefined) health.startTimeUnixNano = nanos(picture.startedAtMs);
  return health;
}

function pipelineHealth(
  config: CollectorConfig,
  pipeline: CollectorConfig["pipelines"][number],
  picture: HealthPicture,
): ComponentHealth {
  const { status, atMs, exporterError } = picture;
  const named = (kind: string, ids: readonly string[]) =>
    ids.map((id): [string, ComponentHealth] => {
      const connector = config.components.connectors.includes(id);
      const failing = kind === "exporter" && !connector && exporterError !== undefined;
      return [
        `${connector ? "connector" : kind}:${id}`,
        failing ? leaf("StatusRecoverableError", atMs, exporterError) : leaf(status, atMs),
      ];
    });
  const exporters = named("exporter", pipeline.exporters);
  const failing = exporters.some(([, { lastError }]) => lastError !== "");
  return branch(failing ? "StatusRecoverableError" : status, atMs, [
    ...named("receiver", pipeline.receivers),
    ...named("processor", pipeline.processors),
    ...exporters,
  ]);
}

function branch(
  status: StatusWord,
  atMs: number,
  children: readonly (readonly [string, ComponentHealth])[],
): ComponentHealth {
  const health = part(status, atMs);
  health.componentHealthMap = Object.fromEntries(children);
  return health;
}

function leaf(status: StatusWord, atMs: number, lastError = ""): ComponentHealth {
  const health = part(status, atMs);
  health.lastError = lastError;
  return health;
}

function part(status: StatusWord, atMs: number): ComponentHealth {
  return create(ComponentHealthSchema, {
    healthy: status === "StatusOK",
    status,
    statusTimeUnixNano: nanos(atMs),
  });
}

function nanos(ms: number): bigint {
  return BigInt(Math.round(ms)) * 1_000_000n;
}
