import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { StoreUnavailable } from "@fleethub/control-plane";
import { sampleAgent, sampleConfiguration } from "@fleethub/control-plane/contract";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { testTemplate } from "../testing/template.js";
import { waitUntil } from "../testing/wait-until.js";
import { lockPath } from "./lock.js";
import { openEmbeddedStorage } from "./open.js";

const cleanups: (() => Promise<unknown>)[] = [];

async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "fleethub-embedded-"));
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Starts another process that writes into the directory. Lines are the names of acknowledged commits. */
function startWriter(directory: string, template: string, prefix: string) {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const script = fileURLToPath(new URL("../testing/embedded-writer.ts", import.meta.url));
  const child: ChildProcess = spawn(
    process.execPath,
    ["--import", loader, "--conditions", "@fleethub/source", script, directory, template, prefix],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const lines: string[] = [];
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  }
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  cleanups.push(kill);
  return { processId: child.pid, lines, kill };
}

let template: string;
beforeAll(async () => {
  template = await testTemplate();
});

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function opened(directory: string) {
  const { storage, problem } = await openEmbeddedStorage({ directory, owner: "test", template });
  if (problem !== undefined) throw new Error(problem.message);
  cleanups.push(() => storage.close());
  return storage;
}

describe("an embedded storage", () => {
  it("keeps every acknowledged commit through kill -9, and the dead holder's lock delays nobody", async () => {
    const directory = await newDirectory();
    const acknowledged: string[] = [];
    for (const round of ["first", "second"]) {
      const writer = startWriter(directory, template, round);
      await waitUntil("commits", () => writer.lines.length >= 20);
      const refused = await openEmbeddedStorage({ directory, owner: "test", template });
      expect(refused.problem).toMatchObject({ code: "directory-locked" });
      expect(refused.problem?.message).toContain(directory);
      expect(refused.problem?.message).toContain(`process ${writer.processId}`);
      await writer.kill();
      acknowledged.push(...writer.lines);
    }
    const storage = await opened(directory);
    for (const name of acknowledged) {
      expect(await storage.configurations.get(name), name).toMatchObject({ name });
    }
  });

  it("begins anew where the first start was cut short, also without a template", async () => {
    const directory = join(await newDirectory(), "made", "when", "missing");
    await mkdir(join(directory, "database"), { recursive: true });
    await writeFile(join(directory, "database", "PG_VERSION"), "18");
    await writeFile(join(directory, "preparing"), "");
    const { storage } = await openEmbeddedStorage({ directory, owner: "test", template: "none" });
    cleanups.push(async () => storage?.close());
    expect(await storage?.feed.latest()).toBe(0);
  });

  it("refuses a second opener in the same process, and lets the next in after close", async () => {
    const directory = await newDirectory();
    const storage = await opened(directory);
    const configuration = sampleConfiguration();
    await storage.store.commit({ writes: [{ kind: "add-configuration", configuration }] });
    const second = await openEmbeddedStorage({ directory, owner: "second", template });
    expect(second.problem?.message).toContain(`process ${process.pid}`);
    await Promise.all([storage.close(), storage.store.close()]);
    await expect(storage.feed.latest()).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await storage.reachable()).toBe(false);
    const next = await opened(directory);
    expect(await next.configurations.get(configuration.name)).toEqual(configuration);
    expect(next.describe()).toContain(directory);
  });

  it("hands the agents of the hub that had it before to the next one", async () => {
    const directory = await newDirectory();
    const first = await opened(directory);
    expect(await first.leases.renew("hub-1", 3_600_000)).toBe(false);
    const agent = sampleAgent({ owner: "hub-1", epoch: 3 });
    await first.store.commit({ writes: [{ kind: "add-agent", agent }] });
    expect(await first.leases.inherit("hub-2", 10)).toEqual([]);
    await first.close();
    const second = await opened(directory);
    expect(await second.leases.inherit("hub-2", 10)).toEqual([
      { ...agent, owner: "hub-2", epoch: 4 },
    ]);
  });

  it("says what is wrong with a directory that is none", async () => {
    const file = join(await newDirectory(), "file");
    await writeFile(file, "");
    const { problem } = await openEmbeddedStorage({ directory: file, owner: "test", template });
    expect(problem?.code).toBe("directory-unusable");
    expect(problem?.message).toContain(file);
  });
});

describe("the lock's path", () => {
  it("is in the directory, or a short one where that is too long", async () => {
    const directory = await newDirectory();
    expect(lockPath(directory)).toBe(join(directory, "lock.sock"));
    const long = join(directory, "d".repeat(100));
    await mkdir(long);
    const path = lockPath(long);
    expect(path.startsWith(join(tmpdir(), "fleethub-"))).toBe(true);
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(103);
    expect(lockPath(long)).toBe(path);
  });
});
