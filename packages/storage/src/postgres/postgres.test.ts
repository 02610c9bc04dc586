import { connect, createServer, type Socket } from "node:net";
import { StoreUnavailable } from "@fleethub/control-plane";
import {
  sampleAgent,
  sampleAudit,
  sampleConfiguration,
  sampleName,
} from "@fleethub/control-plane/contract";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Storage } from "../storage.js";
import { postgresIsMissing, startTestPostgres, type TestPostgres } from "../testing/postgres.js";
import { waitUntil } from "../testing/wait-until.js";
import { CHANGE_LOG_MAX, CHANGE_LOG_TRIM_EVERY } from "../write/append-log.js";
import { openPostgresStorage } from "./open.js";

const open: Storage[] = [];

async function opened(url: string, owner: string): Promise<Storage> {
  const { storage, problem } = await openPostgresStorage({ url, owner, probeIntervalMs: 50 });
  if (problem !== undefined) throw new Error(problem.message);
  open.push(storage);
  return storage;
}

const addConfiguration = (storage: Storage, name: string) =>
  storage.store.commit({
    writes: [{ kind: "add-configuration", configuration: sampleConfiguration({ name }) }],
  });

/** A line to the server that can be made to swallow every byte. What was cut stays cut. */
async function startProxy(target: number) {
  const sockets = new Set<Socket>();
  let muted = false;
  const proxy = createServer((near) => {
    sockets.add(near);
    near.on("error", () => {});
    if (muted) return;
    const far = connect(target, "127.0.0.1");
    sockets.add(far);
    far.on("error", () => near.destroy());
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, "127.0.0.1", resolve);
  });
  const address = proxy.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    mute(quiet: boolean) {
      muted = quiet;
      if (!quiet) return;
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    close() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((storage) => storage.close()));
});

describe.skipIf(postgresIsMissing("storage on PostgreSQL"))("PostgreSQL storage", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server.dispose());

  it("is prepared once by hubs that start at the same moment", async () => {
    const url = await server.createDatabase("race");
    const hubs = await Promise.all(["a", "b", "c", "d"].map((owner) => opened(url, owner)));
    const name = sampleName();
    const results = await Promise.all(hubs.map((hub) => addConfiguration(hub, name)));
    expect(results.map((result) => result.kind).sort()).toEqual([
      "committed",
      "conflict",
      "conflict",
      "conflict",
    ]);
    const keys = await Promise.all(hubs.map((hub) => hub.store.secretKey("config-hash")));
    expect(new Set(keys.map((key) => Buffer.from(key).toString("hex"))).size).toBe(1);
  });

  it("tells every hub about commits of the others", async () => {
    const url = await server.createDatabase("feed");
    const [writer, reader] = await Promise.all([opened(url, "writer"), opened(url, "reader")]);
    let hints = 0;
    reader.feed.subscribe(() => {
      hints += 1;
    });
    await addConfiguration(writer, sampleName());
    await waitUntil("a hint", () => hints > 0);
    expect(await reader.feed.read(0, 10)).toHaveLength(1);
  });

  it("never skips a change while many hubs commit", async () => {
    const url = await server.createDatabase("order");
    const hubs = await Promise.all(["a", "b"].map((owner) => opened(url, owner)));
    const names = Array.from({ length: 40 }, () => sampleName());
    const seen: string[] = [];
    let after = 0;
    const reading = (async () => {
      while (seen.length < names.length) {
        const changes = (await hubs[0]?.feed.read(after, 7)) ?? [];
        seen.push(...changes.map((change) => change.id));
        after = changes.at(-1)?.sequence ?? after;
      }
    })();
    await Promise.all(
      names.map(async (name, index) => {
        const hub = hubs[index % hubs.length];
        if (hub !== undefined) await addConfiguration(hub, name);
      }),
    );
    await reading;
    expect([...seen].sort()).toEqual([...names].sort());
    expect(await hubs[1]?.feed.latest()).toBe(names.length);
  });

  it("drops reports of a hub that lost the agent", async () => {
    const url = await server.createDatabase("epochs");
    const [first, second] = await Promise.all([opened(url, "first"), opened(url, "second")]);
    const agent = sampleAgent();
    await first.store.commit({ writes: [{ kind: "add-agent", agent }] });
    const link = { transport: "websocket", remoteAddress: "10.0.0.1" } as const;
    const arrivals = [{ uid: agent.instanceUid, ...link }];
    const [lost] = await first.store.claim("first", arrivals);
    const [won] = await second.store.claim("second", arrivals);
    const report = (epoch: number, lastSeenAt: number) =>
      ({
        kind: "set-report",
        id: agent.id,
        epoch,
        report: { ...agent.report, lastSeenAt },
        projection: agent.projection,
      }) as const;
    await second.store.commit({ writes: [report(won?.epoch ?? 0, 2_000)] });
    const late = { kind: "touch", id: agent.id, epoch: lost?.epoch ?? 0, seq: 9n } as const;
    const result = await first.store.commit({
      writes: [report(lost?.epoch ?? 0, 1_000), { ...late, lastSeenAt: 1_500 }],
    });
    expect(result.kind).toBe("committed");
    const stored = await first.store.agentById(agent.id);
    expect(stored).toMatchObject({ owner: "second", epoch: 2, report: { lastSeenAt: 2_000 } });
  });

  it("rejects at once while the server is away, and goes on by itself when it is back", async () => {
    const url = await server.createDatabase("away");
    const [hub, other] = await Promise.all([opened(url, "hub"), opened(url, "other")]);
    const kept = sampleName();
    await addConfiguration(hub, kept);
    for (const how of ["fast", "immediate"] as const) {
      await server.stop(how);
      await expect(addConfiguration(hub, sampleName())).rejects.toBeInstanceOf(StoreUnavailable);
      const before = Date.now();
      await expect(hub.configurations.get(kept)).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(hub.feed.latest()).rejects.toBeInstanceOf(StoreUnavailable);
      expect(Date.now() - before).toBeLessThan(1_000);
      expect(await hub.reachable()).toBe(false);
      let hints = 0;
      const unsubscribe = other.feed.subscribe(() => {
        hints += 1;
      });
      await server.start();
      await waitUntil(
        "both hubs",
        async () => (await hub.reachable()) && (await other.reachable()),
      );
      expect(await hub.configurations.get(kept)).toMatchObject({ name: kept });
      await waitUntil("the hint after the return", () => hints > 0);
      hints = 0;
      await addConfiguration(hub, sampleName());
      await waitUntil("a hint about a new commit", () => hints > 0);
      unsubscribe();
    }
  });

  it("gives up lines that were cut without a word, and finds new ones", async () => {
    const url = new URL(await server.createDatabase("cut"));
    const proxy = await startProxy(Number(url.port));
    url.port = String(proxy.port);
    const limits = { connectTimeoutMs: 300, statementTimeoutMs: 300, probeIntervalMs: 50 };
    const { storage } = await openPostgresStorage({ url: url.href, owner: "hub", ...limits });
    if (storage === undefined) throw new Error("The storage did not open.");
    open.push(storage);
    proxy.mute(true);
    await expect(storage.feed.latest()).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(storage.feed.latest()).rejects.toBeInstanceOf(StoreUnavailable);
    proxy.mute(false);
    await waitUntil("new lines", () => storage.reachable());
    expect((await addConfiguration(storage, sampleName())).kind).toBe("committed");
    await storage.close();
    proxy.close();
  });

  it("drops the oldest changes beyond what the log keeps", async () => {
    const url = await server.createDatabase("trim");
    const storage = await opened(url, "hub");
    await addConfiguration(storage, sampleName());
    expect(await storage.feed.read(0, 10)).toHaveLength(1);
    const sql = postgres(url, { max: 1 });
    await sql.unsafe(`update log_head set change = ${CHANGE_LOG_MAX + CHANGE_LOG_TRIM_EVERY - 1}`);
    await sql.end();
    await addConfiguration(storage, sampleName());
    expect(await storage.feed.read(0, 10)).toBeNull();
    expect(await storage.feed.read(CHANGE_LOG_TRIM_EVERY - 1, 10)).toBeNull();
    expect(await storage.feed.read(CHANGE_LOG_TRIM_EVERY, 10)).toHaveLength(1);
  });

  it("refuses an audit entry that is there already, and writes nothing of its commit", async () => {
    const storage = await opened(await server.createDatabase("audit"), "hub");
    const entry = sampleAudit();
    await storage.store.commit({ writes: [{ kind: "add-audit", entry }] });
    const configuration = sampleConfiguration();
    const again = await storage.store.commit({
      writes: [
        { kind: "add-configuration", configuration },
        { kind: "add-audit", entry },
      ],
    });
    expect(again).toMatchObject({ kind: "conflict", write: "add-audit", reason: "exists" });
    expect(await storage.configurations.get(configuration.name)).toBeNull();
  });

  it("names what is wrong with an address, never its password", async () => {
    const wrong = await openPostgresStorage({
      url: "postgres://fleethub:secret-word@127.0.0.1:1/none",
      owner: "hub",
    });
    expect(wrong.problem).toMatchObject({ code: "unreachable" });
    expect(JSON.stringify(wrong)).not.toContain("secret-word");
    expect(wrong.problem?.message).toContain("127.0.0.1:1/none");
    expect((await openPostgresStorage({ url: "not an address", owner: "hub" })).problem?.code).toBe(
      "unreachable",
    );
  });
});

describe("a server that accepts and never answers", () => {
  it("ends the attempt after the time limit", async () => {
    const sockets: { destroy(): unknown }[] = [];
    const mute = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => {
      mute.listen(0, "127.0.0.1", resolve);
    });
    const address = mute.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { problem } = await openPostgresStorage({
      url: `postgres://fleethub@127.0.0.1:${port}/fleet`,
      owner: "hub",
      connectTimeoutMs: 200,
    });
    expect(problem?.code).toBe("unreachable");
    for (const socket of sockets) socket.destroy();
    mute.close();
  });
});
