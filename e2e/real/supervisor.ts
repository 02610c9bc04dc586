import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Binaries } from "./binaries.js";
import { RunningProcess, childrenOf, killQuietly } from "./process.js";

export interface SupervisorOptions {
  /** `ws://…`, `wss://…`, `http://…` or `https://…`, ending in /v1/opamp. */
  readonly endpoint: string;
  readonly validateConfig?: boolean;
  /** A local Collector configuration listed under `agent.config_files`. */
  readonly localConfig?: string;
  /** The local configuration is merged over what the hub offers, instead of below it. */
  readonly localWins?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
  /** How long a Collector has to start before its config counts as applied; 5 s where it is not said. */
  readonly applyTimeout?: string;
  /** More of the environment, for the Collector too. */
  readonly env?: Readonly<Record<string, string>>;
  /** `agent.env`: what the Collector alone finds in its environment. */
  readonly agentEnv?: Readonly<Record<string, string>>;
  /** Reports own metrics: the Collector sends them to this OTLP/HTTP address so often, in milliseconds. */
  readonly ownMetrics?: { readonly endpoint: string; readonly intervalMs: number };
  /** Of the supervisor before v0.161: without it no config status is ever reported. */
  readonly reportsRemoteConfig?: boolean;
  /** Starts with the instance UID of this one, as a machine made from a copied image does. */
  readonly cloneOf?: Supervisor;
  /** Names of PEM files: whom it trusts, and what it shows a server that asks. For wss and https. */
  readonly tls?: { readonly ca: string; readonly certificate?: string; readonly key?: string };
  /** An enrolment token, shown with every handshake and request. */
  readonly token?: string;
  /** Takes this text instead of the one made from the options; `{executable}` and `{storage}` are filled in. */
  readonly yaml?: string;
}

/** Where a supervisor keeps its instance UID. */
const IDENTITY_FILE = join("storage", "persistent_state.yaml");

/** The unmodified supervisor with a real Collector, in a folder of its own. */
export class Supervisor {
  readonly folder = mkdtempSync(join(tmpdir(), "fleethub-sup-"));
  #process: RunningProcess | undefined;

  constructor(
    readonly binaries: Binaries,
    readonly options: SupervisorOptions,
  ) {
    mkdirSync(join(this.folder, "storage"), { recursive: true });
    const source = options.cloneOf?.folder;
    if (source !== undefined)
      copyFileSync(join(source, IDENTITY_FILE), join(this.folder, IDENTITY_FILE));
  }

  start(): this {
    const storage = join(this.folder, "storage");
    if (this.options.localConfig !== undefined)
      writeFileSync(join(this.folder, "local.yaml"), this.options.localConfig);
    const yaml = (this.options.yaml ?? this.#yaml())
      .replaceAll("{executable}", this.binaries.collector)
      .replaceAll("{storage}", storage);
    writeFileSync(join(this.folder, "supervisor.yaml"), yaml);
    this.#process = new RunningProcess(
      this.binaries.supervisor,
      ["--config", join(this.folder, "supervisor.yaml")],
      { cwd: this.folder, env: { ...process.env, ...this.options.env } },
    );
    return this;
  }

  get output(): string {
    return this.#process?.output ?? "";
  }

  get agentLog(): string {
    return this.#stored("agent.log");
  }

  /** The last remote configuration that it wrote down. */
  get received(): string {
    return this.#stored("last_recv_remote_config.dat");
  }

  /** The configuration that it gave its Collector last. */
  get effective(): string {
    return this.#stored("effective.yaml");
  }

  /** Process ids of the Collector; none while it is down. A supervisor never has two that live. */
  get collectors(): number[] {
    return this.#process?.alive ? childrenOf(this.#process.pid) : [];
  }

  /** SIGINT ends the supervisor with a farewell and its Collector with it; whatever is left is killed by id. */
  async stop(): Promise<void> {
    const children = this.collectors;
    await this.#process?.end("SIGINT");
    for (const pid of children) killQuietly(pid);
  }

  /** Dies without a word, and what it left running is ended, as a service manager ends a control group. */
  async kill(): Promise<void> {
    const children = this.collectors;
    await this.#process?.end("SIGKILL");
    for (const pid of children) killQuietly(pid);
  }

  /** Neither reads nor writes any more, with its connection open. */
  freeze(): void {
    if (this.#process) process.kill(this.#process.pid, "SIGSTOP");
  }

  /** Goes on where it was frozen. */
  thaw(): void {
    if (this.#process) process.kill(this.#process.pid, "SIGCONT");
  }

  /** The Collector dies without a word. Answers the process id that it had. */
  killCollector(): number {
    const [pid] = this.collectors;
    if (pid === undefined) throw new Error("There is no Collector to kill.");
    process.kill(pid, "SIGKILL");
    return pid;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #stored(name: string): string {
    try {
      return readFileSync(join(this.folder, "storage", name), "utf8");
    } catch {
      return "";
    }
  }

  #yaml(): string {
    const {
      endpoint,
      validateConfig,
      localConfig,
      localWins = false,
      applyTimeout,
      attributes,
      reportsRemoteConfig = true,
      agentEnv,
      ownMetrics,
      tls,
      token,
    } = this.options;
    const lines = [
      "server:",
      `  endpoint: ${endpoint}`,
      ...(token === undefined ? [] : ["  headers:", `    Authorization: ["Bearer ${token}"]`]),
      ...(tls === undefined ? [] : ["  tls:", ...tlsLines(tls)]),
      "capabilities:",
      "  accepts_remote_config: true",
      ...(reportsRemoteConfig ? ["  reports_remote_config: true"] : []),
      "  accepts_restart_command: true",
      "  accepts_opamp_connection_settings: true",
      "  reports_available_components: true",
      `  reports_own_metrics: ${ownMetrics !== undefined}`,
      "agent:",
      "  executable: {executable}",
      // A loaded machine takes longer than the three seconds of the default.
      "  bootstrap_timeout: 20s",
      // Nobody's Collector on this host is in the way of the first look, which would take port 8888.
      `  args: ['--set=${ownMetrics === undefined ? "service.telemetry.metrics.level=none" : readers(ownMetrics)}']`,
      ...(agentEnv === undefined ? [] : ["  env:", ...entries(agentEnv, "    ")]),
      ...(applyTimeout === undefined ? [] : [`  config_apply_timeout: ${applyTimeout}`]),
      ...(validateConfig ? ["  validate_config: true"] : []),
      ...(localConfig === undefined
        ? []
        : [
            "  config_files:",
            ...(localWins ? ["    - $REMOTE_CONFIG"] : []),
            `    - ${join(this.folder, "local.yaml")}`,
          ]),
      ...(attributes
        ? ["  description:", "    non_identifying_attributes:", ...entries(attributes, "      ")]
        : []),
      "storage:",
      "  directory: {storage}",
      "",
    ];
    return lines.join("\n");
  }
}

const entries = (record: Readonly<Record<string, string>>, indent: string): readonly string[] =>
  Object.entries(record).map(([key, value]) => `${indent}${key}: ${JSON.stringify(value)}`);

function tlsLines({ ca, certificate, key }: NonNullable<SupervisorOptions["tls"]>): string[] {
  const mine = certificate === undefined ? [] : [`    cert_file: ${certificate}`];
  return [`    ca_file: ${ca}`, ...mine, ...(key === undefined ? [] : [`    key_file: ${key}`])];
}

/** Sends every signal of the Collector's own state; the interval of a minute is too long for a test. */
function readers({ endpoint, intervalMs }: NonNullable<SupervisorOptions["ownMetrics"]>): string {
  const exporter = `{otlp: {protocol: http/protobuf, endpoint: "${endpoint}"}}`;
  return `service.telemetry.metrics.readers=[{periodic: {interval: ${intervalMs}, exporter: ${exporter}}}]`;
}
