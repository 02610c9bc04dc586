import { expect, test } from "vitest";
import { bytes } from "../../testing/agent-set-up.js";
import { contentFrom, offeredPackage, setUpPackages } from "../../testing/package-world.js";
import { settle } from "../../testing/settle.js";
import { DownloadProgress } from "./progress.js";
import { DownloadRefused, type DownloadRequest, PROGRESS_INTERVAL_MS_MIN } from "./types.js";

test("K-05 a download that breaks off goes on where it stopped", async () => {
  const offsets: number[] = [];
  const { offer, log, time } = setUpPackages({
    download: async ({ url, offsetBytes }: DownloadRequest) => {
      offsets.push(offsetBytes);
      return contentFrom(url, offsetBytes, offsets.length === 1 ? 2 : undefined);
    },
  });
  await offer("all-1", { a: offeredPackage("1", "abcdef") });
  expect(log).toEqual([]);
  time.advance(500);
  await settle();
  expect(offsets).toEqual([0, 2]);
  expect(log).toEqual(["install a 1: abcdef"]);
});

test("what an earlier process left is used, whole or in part", async () => {
  const world = setUpPackages();
  const offered = offeredPackage("1", "abcdef");
  await world.stageOf(offered.file.contentHash).append(bytes("abc"));
  await world.offer("all-1", { a: offered });
  expect(world.requests[0]?.offsetBytes).toBe(3);
  expect(world.log).toEqual(["install a 1: abcdef"]);

  const whole = setUpPackages();
  await whole.stageOf(offered.file.contentHash).append(bytes("abcdef"));
  await whole.offer("all-1", { a: offered });
  expect(whole.requests).toEqual([]);
  expect(whole.log).toEqual(["install a 1: abcdef"]);
});

test("a server that starts from the beginning again is followed", async () => {
  const world = setUpPackages({ download: async ({ url }) => contentFrom(url, 0) });
  const offered = offeredPackage("1", "abcdef");
  await world.stageOf(offered.file.contentHash).append(bytes("abc"));
  await world.offer("all-1", { a: offered });
  expect(world.log).toEqual(["install a 1: abcdef"]);
});

test("K-04 content with another hash is never installed and not kept", async () => {
  const world = setUpPackages({ download: async () => contentFrom("evil", 0) });
  const offered = offeredPackage("1", "good");
  await world.offer("all-1", { a: offered });
  expect(world.said().at(-1)).toEqual([
    "a InstallFailed The SHA-256 of the file is not the one that was offered.",
  ]);
  expect(world.stageOf(offered.file.contentHash).text).toBe("");
});

test("a file beyond the limit, or offered without a hash, is refused", async () => {
  const world = setUpPackages();
  await world.offer("all-1", {
    a: offeredPackage("1", "x".repeat(21)),
    b: { version: "1", hash: bytes("h"), file: { downloadUrl: "abc" } },
  });
  expect(world.said().at(-1)).toEqual([
    "a InstallFailed The file is larger than 20 bytes.",
    "b InstallFailed The offer names no content hash.",
  ]);
  expect(world.requests).toHaveLength(1);
});

test("a failing download is tried a few times, a refused one once", async () => {
  let tries = 0;
  const world = setUpPackages({
    download({ url }) {
      tries += 1;
      throw url === "gone" ? new DownloadRefused("no such file") : new Error("reset");
    },
  });
  await world.offer("all-1", { a: offeredPackage("1", "abc") });
  for (let turn = 0; turn < 5; turn += 1) {
    world.time.advance(60_000);
    await settle();
  }
  expect(tries).toBe(3);
  expect(world.said().at(-1)).toEqual(["a InstallFailed reset"]);
  await world.offer("all-2", { a: offeredPackage("1", "gone") });
  expect(tries).toBe(4);
  expect(world.said().at(-1)).toEqual(["a InstallFailed no such file"]);
});

test("K-08 progress is told with percent and speed, and not too often", async () => {
  const world = setUpPackages({
    download: async ({ url }) => ({
      offsetBytes: 0,
      totalSizeBytes: url.length,
      content: (async function* () {
        for (const char of url) {
          yield bytes(char);
          world.time.advance(5_000);
        }
      })(),
    }),
  });
  await world.offer("all-1", { a: offeredPackage("1", "abcdefghij") });
  const details = world.server.reports.flatMap(
    ({ packageStatuses }) => packageStatuses?.packages["a"]?.downloadDetails ?? [],
  );
  expect(details.map(({ downloadPercent }) => downloadPercent)).toEqual([30, 50, 70, 90]);
  expect(details.map(({ downloadBytesPerSecond }) => downloadBytesPerSecond)).toEqual([
    0.2, 0.2, 0.2, 0.2,
  ]);
});

test("progress keeps to its shortest interval, and says 0 percent of an unknown size", () => {
  let nowMs = 0;
  const progress = new DownloadProgress({ now: () => nowMs }, 0);
  nowMs = PROGRESS_INTERVAL_MS_MIN - 1;
  expect(progress.take(10, undefined)).toBeUndefined();
  nowMs = PROGRESS_INTERVAL_MS_MIN;
  expect(progress.take(110, undefined)).toEqual({
    downloadPercent: 0,
    downloadBytesPerSecond: 100,
  });
});
