import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Logger } from "@fleethub/control-plane";
import type { CollectorBinaries } from "./binaries.js";
import { type SupervisorDoor, supervisorYaml } from "./supervisor-yaml.js";

/** How long the supervisor may take to end its Collector before it is killed. */
const STOP_TIMEOUT_MS = 6_000;

/** A supervised Collector that runs beside the hub. */
export interface RunningCollector {
  /** The file it was started with, for people to look at. */
  readonly configFile: string;
  stop(): Promise<void>;
}

/** Starts the supervisor with a configuration made for it. Its identity is kept in the data directory. */
export function runCollector(
  binaries: CollectorBinaries,
  door: SupervisorDoor,
  dataDir: string,
  logger: Logger,
): RunningCollector {
  const folder = resolve(dataDir, "collector");
  const storage = join(folder, "storage");
  mkdirSync(storage, { recursive: true });
  const configFile = join(folder, "supervisor.yaml");
  writeFileSync(configFile, supervisorYaml(binaries, door, storage));
  const child = spawn(binaries.supervisor, ["--config", configFile], {
    cwd: folder,
    stdio: "ignore",
    env: environmentOf(process.env, door.token),
  });
  child.on("error", (error) => logger.error({ error }, "the supervisor could not be started"));
  child.on("exit", (code, signal) => {
    logger.info({ code, signal }, `the supervisor ended; its log is in ${storage}`);
  });
  return { configFile, stop: () => stop(child) };
}

/** Whoever writes a configuration may read the environment of its Collector: nothing of the hub's own is in it. */
export function environmentOf(hub: NodeJS.ProcessEnv, token?: string): NodeJS.ProcessEnv {
  const isOwn = (name: string) => /^(FLEETHUB_|PG|DATABASE_URL$)/i.test(name);
  const rest = Object.entries(hub).filter(([name]) => !isOwn(name));
  return { ...Object.fromEntries(rest), ...(token !== undefined && { FLEETHUB_TOKEN: token }) };
}

/** SIGINT: the supervisor says farewell and ends its Collector; SIGTERM would leave that running. */
function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGINT");
  });
}
