import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunningProcess } from "./process.js";
import { freePort, until } from "./wait.js";

/** The built command. */
export const MAIN = join(import.meta.dirname, "../../apps/server/dist/cli/main.js");

/** The same hub with other times. */
const BRISK = join(import.meta.dirname, "brisk-hub.mjs");

/** The API token of an administrator that every hub of the suite is started with. */
const ADMIN_TOKEN = "the-administrator-of-the-journeys-and-nobody-else";

export interface HubOptions {
  /** Given: PostgreSQL. Absent: the embedded database in a folder of the hub's own. */
  readonly databaseUrl?: string;
  readonly dataDir?: string;
  /** Where agents look for it; a free port where it is not given. */
  readonly agentsPort?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Without the token: it waits for its first administrator, and answers `api` and `must` nothing. */
  readonly adminToken?: false;
  /** How long a hash must stand to become last good, in milliseconds; the product's own where it is not given. */
  readonly failureWindowMs?: number;
  /** How soon an agent that forgot what it was told is told again, in milliseconds; as above. */
  readonly settingsReconnectMs?: number;
}

export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

/** The hub as an operator runs it: the built command, in a process of its own, on free ports. */
export class Hub {
  readonly dataDir: string;
  agentsPort: number;
  consolePort = 0;
  #process: RunningProcess | undefined;

  constructor(readonly options: HubOptions = {}) {
    this.agentsPort = options.agentsPort ?? 0;
    this.dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "fleethub-hub-"));
  }

  /** Resolves when `/readyz` answers 200. Ports are kept over restarts, as agents expect. */
  async start(limitMs = 60_000): Promise<this> {
    this.agentsPort ||= await freePort();
    this.consolePort ||= await freePort();
    this.#process = this.spawn();
    await until(
      "the hub is ready",
      async () => {
        if (!this.#process?.alive) throw new Error(`the hub ended: ${this.output}`);
        return (await fetch(`${this.console}/readyz`)).ok;
      },
      limitMs,
      () => this.output,
    );
    return this;
  }

  /** Starts the process without waiting for it. */
  spawn(): RunningProcess {
    const { failureWindowMs, settingsReconnectMs, adminToken } = this.options;
    const isBrisk = failureWindowMs !== undefined || settingsReconnectMs !== undefined;
    const times = JSON.stringify({ failureWindowMs, settingsReconnectMs });
    const command = isBrisk ? [BRISK, times] : [MAIN, "serve"];
    return new RunningProcess(process.execPath, command, {
      cwd: this.dataDir,
      env: {
        ...ownVariables(),
        FLEETHUB_AGENTS_HOST: "127.0.0.1",
        FLEETHUB_AGENTS_PORT: String(this.agentsPort),
        FLEETHUB_CONSOLE_PORT: String(this.consolePort),
        FLEETHUB_DATA_DIR: join(this.dataDir, "data"),
        ...(adminToken === false ? {} : { FLEETHUB_ADMIN_TOKEN_FILE: this.#writeToken() }),
        ...(this.options.databaseUrl ? { DATABASE_URL: this.options.databaseUrl } : {}),
        ...this.options.env,
      },
    });
  }

  #writeToken(): string {
    const path = join(this.dataDir, "admin-token");
    writeFileSync(path, ADMIN_TOKEN, { mode: 0o600 });
    return path;
  }

  get output(): string {
    return this.#process?.output ?? "";
  }

  get pid(): number {
    return this.#process?.pid ?? -1;
  }

  get console(): string {
    return `http://127.0.0.1:${this.consolePort}`;
  }

  opamp(scheme: "ws" | "http" | "wss" | "https" = "ws"): string {
    return `${scheme}://127.0.0.1:${this.agentsPort}/v1/opamp`;
  }

  /** A request to the API, as an administrator where the headers name nobody else. */
  request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has("authorization")) headers.set("authorization", `Bearer ${ADMIN_TOKEN}`);
    return fetch(`${this.console}/api/v1${path}`, { ...init, headers });
  }

  async api<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await this.request(path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text ? JSON.parse(text) : null) as T,
      headers: response.headers,
    };
  }

  /** As `api`, failing on any other status than the expected ones. */
  async must<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    ...statuses: number[]
  ): Promise<T> {
    const answer = await this.api<T>(method, path, body);
    const expected = statuses.length > 0 ? statuses : [200, 201, 202, 204];
    if (!expected.includes(answer.status))
      throw new Error(
        `${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`,
      );
    return answer.body;
  }

  /** Dies as a process dies when the machine takes it away. */
  async kill(): Promise<void> {
    await this.#process?.end("SIGKILL");
  }

  /** Drains; answers the exit code. */
  async stop(): Promise<number | null> {
    return (await this.#process?.end("SIGTERM", 15_000)) ?? null;
  }

  async remove(): Promise<void> {
    await this.stop();
    if (!this.options.dataDir) rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** The environment without this suite's own names: the hub refuses a FLEETHUB_ name that is no setting. */
function ownVariables(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith("FLEETHUB_"));
  return Object.fromEntries(entries);
}
