import { createHash, randomUUID } from "node:crypto";
import { linkSync, realpathSync, renameSync, statSync, unlinkSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Bytes of a Unix socket's path that every system can take. */
const SOCKET_PATH_SIZE_BYTES_MAX = 103;

/** Until a holder that accepted the connection must have said who it is. */
const HOLDER_ANSWER_MS = 2_000;

/** Attempts to take a lock over from holders that keep dying. */
const ATTEMPTS_MAX = 20;

export interface HeldLock {
  release(): Promise<void>;
}

export type LockResult =
  | { readonly kind: "held"; readonly lock: HeldLock }
  /** A living process has it; its id where it said so. */
  | { readonly kind: "taken"; readonly processId: number | null };

/**
 * Takes the directory for this process. The holder listens on a socket in it: a process that dies stops
 * listening, so a refused connection means a dead holder, taken over at once.
 */
export async function lockDirectory(directory: string): Promise<LockResult> {
  const path = lockPath(directory);
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const seen = identityOf(path);
    const server = await listenOn(path);
    if (server !== null) return { kind: "held", lock: { release: () => closed(server) } };
    const holder = await askHolder(path);
    if (holder.alive) return { kind: "taken", processId: holder.processId };
    if (seen !== null) removeDead(path, seen);
  }
  return { kind: "taken", processId: null };
}

/**
 * In the directory where its path is short enough, else in the folder for temporary files under a digest
 * of the real path; on Windows a named pipe under that digest.
 */
export function lockPath(directory: string): string {
  const real = realpathSync(directory);
  const digest = createHash("sha256").update(real).digest("hex").slice(0, 32);
  if (process.platform === "win32") return `\\\\.\\pipe\\fleethub-${digest}`;
  const inside = join(real, "lock.sock");
  if (Buffer.byteLength(inside) <= SOCKET_PATH_SIZE_BYTES_MAX) return inside;
  return join(tmpdir(), `fleethub-${digest}.sock`);
}

function listenOn(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.end(`${process.pid}\n`);
    });
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(null);
      else reject(error);
    });
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

function askHolder(path: string): Promise<{ alive: boolean; processId: number | null }> {
  return new Promise((resolve) => {
    let said = "";
    let connected = false;
    const socket = connect(path);
    const answer = () => {
      socket.destroy();
      const processId = Number.parseInt(said, 10);
      resolve({ alive: connected, processId: Number.isNaN(processId) ? null : processId });
    };
    socket.setTimeout(HOLDER_ANSWER_MS, answer);
    socket.once("connect", () => {
      connected = true;
    });
    socket.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    socket.once("end", answer);
    socket.once("error", answer);
  });
}

/** Tells one socket file from a later one at the same path. */
function identityOf(path: string): string | null {
  try {
    const { dev, ino, ctimeNs } = statSync(path, { bigint: true });
    return `${dev}:${ino}:${ctimeNs}`;
  } catch {
    return null;
  }
}

/**
 * Removes the dead holder's socket and no other: it is moved away first, and put back where another
 * process had just replaced it.
 */
function removeDead(path: string, seen: string): void {
  if (identityOf(path) !== seen) return;
  const inode = seen.split(":").slice(0, 2).join(":");
  const aside = `${path}.${randomUUID().slice(0, 8)}`;
  try {
    renameSync(path, aside);
    if (identityOf(aside)?.startsWith(`${inode}:`) !== true) linkSync(aside, path);
    unlinkSync(aside);
  } catch {
    // Another process was quicker; the next attempt sees what it made.
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
