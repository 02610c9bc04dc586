import type { ConfigurationRecord } from "@fleethub/control-plane";
import { createMemoryStorage } from "@fleethub/control-plane/memory";
import { describe, expect, test } from "vitest";
import { EventStreams, STREAMS_PER_SUBJECT_MAX } from "./event-streams.js";
import type { Listener } from "./visible-changes.js";
import { coalesce } from "./recent-changes.js";

const configuration = (name: string): ConfigurationRecord => ({
  name,
  kind: "complete",
  description: "",
  latestRevision: 0,
  version: 1,
  createdAt: 1,
  createdBy: "local",
});

/** Hears everything, for ever. */
const EVERYTHING: Listener = {
  who: "person ada",
  hears: async (changes) => ({ changes, reset: false }),
  isStillAllowed: async () => true,
};

async function store(names: readonly string[]) {
  const storage = createMemoryStorage();
  const add = (name: string) =>
    storage.store.commit({
      writes: [{ kind: "add-configuration", configuration: configuration(name) }],
    });
  for (const name of names) await add(name);
  return { storage, add };
}

/** Reads until the text has `count` events. */
async function events(stream: ReadableStream<Uint8Array> | null, count: number): Promise<string[]> {
  const reader = stream?.getReader();
  const found: string[] = [];
  const decoder = new TextDecoder();
  while (found.length < count) {
    const part = await reader?.read();
    if (part === undefined || part.done) break;
    for (const block of decoder.decode(part.value).split("\n\n")) {
      if (block.includes("event: ")) found.push(block);
    }
  }
  await reader?.cancel();
  return found;
}

describe("event streams", () => {
  test("a new stream begins now, and hears of the next commit", async () => {
    const { storage, add } = await store(["old"]);
    const streams = new EventStreams(storage.feed);
    const stream = streams.start(null, EVERYTHING);
    const heard = events(stream, 1);
    // The first part of the stream is there once it has begun.
    await expect.poll(() => streams.open).toBe(1);
    await storage.feed.latest();
    await add("new");
    expect((await heard)[0]).toContain('{"id":"new","version":1}');
    expect(streams.open).toBe(0);
    streams.end();
  });

  test("where the log cannot be read the stream ends, and its place is free again", async () => {
    const { storage } = await store(["a"]);
    const streams = new EventStreams(storage.feed);
    const idle = streams.start(null, EVERYTHING)?.getReader();
    await idle?.read();
    storage.setAvailable(false);
    const reader = streams.start(null, EVERYTHING)?.getReader();
    expect(await reader?.read()).toMatchObject({ done: true });
    await idle?.cancel();
    expect(streams.open).toBe(0);
    storage.setAvailable(true);
    expect((await streams.start(null, EVERYTHING)?.getReader().read())?.done).toBe(false);
    streams.end();
  });

  test("a stream resumes after the event it saw last", async () => {
    const { storage } = await store(["a", "b", "c"]);
    const streams = new EventStreams(storage.feed);
    const latest = await storage.feed.latest();
    const [first, second] = await events(streams.start(String(latest - 2), EVERYTHING), 2);
    expect(first).toBe(
      `id: ${latest - 1}\nevent: configuration.changed\ndata: {"id":"b","version":1}`,
    );
    expect(second).toContain('"id":"c"');
    streams.end();
  });

  test("where the log no longer reaches back, or never was there, it says reset", async () => {
    const { storage } = await store(["a", "b", "c"]);
    const latest = await storage.feed.latest();
    await storage.retention.trimChanges(latest - 1);
    const streams = new EventStreams(storage.feed);
    for (const id of ["0", String(latest + 5), "nonsense"]) {
      const [reset] = await events(streams.start(id, EVERYTHING), 1);
      expect(reset, id).toBe(`event: reset\nid: ${latest}\ndata: {}`);
    }
    streams.end();
  });

  test("one person has a bounded number of them, and takes nobody else's", async () => {
    const { storage } = await store([]);
    const streams = new EventStreams(storage.feed);
    const own = Array.from({ length: STREAMS_PER_SUBJECT_MAX }, () =>
      streams.start(null, EVERYTHING),
    );
    expect(own).not.toContain(null);
    expect(streams.start(null, EVERYTHING)).toBeNull();
    expect(streams.limitMet(EVERYTHING)).toContain("STREAMS_PER_SUBJECT_MAX (100)");
    expect(streams.start(null, { ...EVERYTHING, who: "person bob" })).not.toBeNull();
    await own[0]?.cancel();
    expect(streams.start(null, EVERYTHING)).not.toBeNull();
    streams.end();
  });

  test("ends every stream when the hub stops", async () => {
    const { storage } = await store([]);
    const streams = new EventStreams(storage.feed);
    const heard = events(streams.start(null, EVERYTHING), 1);
    await expect.poll(() => streams.open).toBe(1);
    streams.end();
    expect(await heard).toEqual([]);
    expect(streams.open).toBe(0);
    expect(streams.start(null, EVERYTHING)).toBeNull();
  });
});

test("changes of one resource become its last one, in order", () => {
  const change = (sequence: number, id: string) => ({
    sequence,
    kind: "agent.changed" as const,
    id,
    version: sequence,
  });
  const all = [change(1, "a"), change(2, "b"), change(3, "a")];
  expect(coalesce(all).map(({ sequence, id }) => [sequence, id])).toEqual([
    [2, "b"],
    [3, "a"],
  ]);
});
