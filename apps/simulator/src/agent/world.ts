import type { Clock, Schedule } from "@fleethub/opamp";
import type { AgentTransport } from "@fleethub/opamp/agent";
import type { ComponentList } from "../collector/available-components.js";
import type { Distribution } from "../collector/catalogue.js";
import type { CollectorConfig, ReadConfig } from "../collector/config.js";
import type { LocalConfigName } from "../collector/local-configs.js";
import type { ResolvedOptions } from "../options.js";

/** What the agents of one simulation share. Its timers are called off when the simulation ends. */
export interface World extends Clock, Schedule {
  readonly options: ResolvedOptions;
  readConfig(texts: readonly string[]): ReadConfig;
  localConfig(name: LocalConfigName): CollectorConfig;
  /** A Collector that was given nothing: only the parts of the supervisor. */
  readonly emptyConfig: CollectorConfig;
  componentList(distribution: Distribution, version: string): ComponentList;
  /** Sends OTLP in JSON; what becomes of it is not told. */
  post(url: string, json: string, headers: Readonly<Record<string, string>>): void;
  transport(
    kind: "websocket" | "http",
    endpoint: string,
    headers: Readonly<Record<string, string>>,
  ): AgentTransport;
}
