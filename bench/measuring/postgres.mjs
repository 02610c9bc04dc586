// A PostgreSQL of the bench's own, with the durability that it has by default.
import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import postgres from "postgres";
import { freePort, pause } from "./ports.mjs";

const DEBIAN = "/usr/lib/postgresql";
const START_LIMIT_MS = 30_000;

/** The folder with the newest `initdb` and `postgres`; null where there is none. */
export function findPostgres() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a));
  const folders = [
    ...newest.map((version) => join(DEBIAN, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  const has = (folder) => ["initdb", "postgres"].every((name) => existsSync(join(folder, name)));
  return folders.find(has) ?? null;
}

/**
 * Starts one on a free port of this machine; `close` ends it and removes its data.
 *
 * @param launch makes the command line that starts a program, such as one that gives it other cores
 */
export async function openPostgres(launch = (command) => command) {
  const bin = findPostgres();
  if (bin === null) throw new Error("There is no PostgreSQL here.");
  const directory = mkdtempSync(join(tmpdir(), "fleethub-bench-postgres-"));
  const user = serverUser();
  if (user.uid !== undefined) chownSync(directory, user.uid, user.gid);
  const data = join(directory, "data");
  const options = { ...user, cwd: directory, stdio: "ignore" };
  const initdb = ["-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C"];
  execFileSync(join(bin, "initdb"), initdb, options);
  const port = await freePort();
  const args = ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", ""];
  const [program, ...rest] = launch([join(bin, "postgres"), ...args]);
  const child = spawn(program, rest, options);
  const url = (name) => `postgres://bench@127.0.0.1:${port}/${name}`;
  const sql = postgres(url("postgres"), { max: 1, onnotice: () => undefined });
  await untilItAnswers(sql);
  const [{ server_version: version }] = await sql`show server_version`;
  let databases = 0;
  return {
    pid: child.pid,
    version: `PostgreSQL ${version.split(" ")[0]}`,
    /** The URL of an empty database. */
    async createDatabase() {
      databases += 1;
      await sql.unsafe(`create database bench${databases}`);
      return url(`bench${databases}`);
    },
    async close() {
      await sql.end({ timeout: 1 });
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGINT");
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses root: as root it runs as the user `postgres`. */
function serverUser() {
  if (process.getuid?.() !== 0) return {};
  const id = (flag) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function untilItAnswers(sql) {
  const deadline = performance.now() + START_LIMIT_MS;
  for (;;) {
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(100);
    }
  }
}
