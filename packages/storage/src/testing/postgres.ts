import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";

const run = promisify(execFile);

/** Until a server that was started must answer. */
const START_TIMEOUT_MS = 60_000;

/** A real PostgreSQL server of a test's own, on a free loopback port. */
export interface TestPostgres {
  readonly version: string;
  /** Creates an empty database and returns its URL. */
  createDatabase(name: string): Promise<string>;
  /** Ends the server; `immediate` as a crash does. Its data stay. */
  stop(how?: "fast" | "immediate"): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  dispose(): Promise<void>;
}

/** The folder with `initdb` and `postgres`: the newest Debian one, else from PATH; null where there is none. */
export function findPostgres(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const newest = versions
    .filter((name) => Number(name) >= 15)
    .sort((a, b) => Number(b) - Number(a));
  const folders = [
    ...newest.map((version) => join(debian, version, "bin")),
    ...(process.env["PATH"] ?? "").split(delimiter),
  ];
  return (
    folders.find((folder) =>
      ["initdb", "postgres"].every((name) => existsSync(join(folder, name))),
    ) ?? null
  );
}

/**
 * Says in one line that PostgreSQL is missing, and returns true where a suite is to be left out. With
 * `FLEETHUB_REQUIRE` naming `postgres` it throws instead.
 */
export function postgresIsMissing(suite: string): boolean {
  if (findPostgres() !== null) return false;
  const line = `${suite}: left out, no PostgreSQL 15 or later in /usr/lib/postgresql or PATH`;
  if ((process.env["FLEETHUB_REQUIRE"] ?? "").split(",").includes("postgres"))
    throw new Error(line);
  process.stderr.write(`${line}\n`);
  return true;
}

/** PostgreSQL refuses root: as root the server runs as the user `postgres`. */
async function serverUser(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all([
    run("id", ["-u", "postgres"]),
    run("id", ["-g", "postgres"]),
  ]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("No port."));
        else resolve(address.port);
      });
    });
  });
}

/** Starts a server with a data directory of its own. Needs {@link findPostgres} to find one. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const bin = findPostgres();
  if (bin === null) throw new Error("There is no PostgreSQL to start.");
  const user = await serverUser();
  const directory = await mkdtemp(join(tmpdir(), "fleethub-postgres-"));
  if (user.uid !== undefined && user.gid !== undefined) await chown(directory, user.uid, user.gid);
  const data = join(directory, "data");
  const options = { ...user, cwd: directory };
  const initdb = [
    "-D",
    data,
    "-U",
    "fleethub",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale=C",
    "--no-sync",
  ];
  await run(join(bin, "initdb"), initdb, options);
  const port = await freePort();
  const url = (name: string) => `postgres://fleethub@127.0.0.1:${port}/${name}`;
  let server: ChildProcess | undefined;
  let log = "";
  const kill = () => void server?.kill("SIGQUIT");
  process.on("exit", kill);

  const start = async () => {
    const args = ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", ""];
    const child = spawn(join(bin, "postgres"), [...args, "-c", "fsync=off"], {
      ...options,
      stdio: ["ignore", "ignore", "pipe"],
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4_000);
    });
    server = child;
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await answers(url("postgres")))) {
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`PostgreSQL did not start: ${log}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const stop = async (how: "fast" | "immediate" = "fast") => {
    const child = server;
    server = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(how === "fast" ? "SIGINT" : "SIGQUIT");
    await ended;
  };
  await start();
  const { stdout } = await run(join(bin, "postgres"), ["--version"]);
  return {
    version: stdout.trim(),
    start,
    stop,
    async createDatabase(name) {
      await withClient(url("postgres"), (sql) => sql.unsafe(`create database "${name}"`));
      return url(name);
    },
    async dispose() {
      process.off("exit", kill);
      await stop("immediate");
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function withClient(
  url: string,
  work: (sql: postgres.Sql) => Promise<unknown>,
): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5 });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await withClient(url, (sql) => sql.unsafe("select 1"));
    return true;
  } catch {
    return false;
  }
}
