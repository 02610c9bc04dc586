import { expect, test } from "vitest";
import { agentCapabilities } from "../../capabilities.js";
import { bytes } from "../../testing/agent-set-up.js";
import { offeredPackage, setUpPackages, sha256 } from "../../testing/package-world.js";
import { settle } from "../../testing/settle.js";
import { FAILED_OFFER_PAUSE_MS } from "../offers.js";
import { installedPackageStatuses } from "./statuses.js";

test("K-08 a package is downloaded, installed and saved, and every step is told", async () => {
  const { offer, said, log, installed, server, requests } = setUpPackages();
  const file = {
    ...offeredPackage("1", "abc").file,
    headers: { headers: [{ key: "a", value: "b" }] },
  };
  await offer("all-1", { collector: { ...offeredPackage("1", "abc"), file } });
  expect(said()).toEqual([
    ["collector InstallPending"],
    ["collector Downloading"],
    ["collector Installing"],
    ["collector Installed"],
  ]);
  expect(log).toEqual(["install collector 1: abc"]);
  expect(requests[0]).toMatchObject({ url: "abc", headers: [["a", "b"]], offsetBytes: 0 });
  const statuses = server.last.packageStatuses;
  expect(statuses?.serverProvidedAllPackagesHash).toEqual(bytes("all-1"));
  expect(statuses?.packages["collector"]).toMatchObject({
    agentHasVersion: "1",
    agentHasHash: bytes("hash of 1"),
    serverOfferedVersion: "1",
    serverOfferedHash: bytes("hash of 1"),
  });
  expect(installed().allPackagesHash).toEqual(bytes("all-1"));
  expect(installed().packages.get("collector")?.contentHash).toEqual(sha256("abc"));
});

test("K-03 an offer that is installed already changes nothing and asks for nothing", async () => {
  const { offer, said, log, server } = setUpPackages();
  await offer("all-1", { a: offeredPackage("1", "abc") });
  const before = server.reports.length;
  await offer("all-1", { a: offeredPackage("1", "abc") });
  expect(server.reports).toHaveLength(before);
  expect(log).toHaveLength(1);
  expect(said()).toHaveLength(4);
});

test("K-04 only what differs is installed: by package hash, then by content hash", async () => {
  const { offer, log, installed } = setUpPackages();
  await offer("all-1", { a: offeredPackage("1", "abc"), b: offeredPackage("1", "xyz") });
  await offer("all-2", { a: offeredPackage("1", "abc"), b: offeredPackage("2", "xyz") });
  expect(log).toEqual(["install a 1: abc", "install b 1: xyz"]);
  expect(installed().packages.get("b")).toMatchObject({ version: "2", hash: bytes("hash of 2") });
});

test("K-06 K-07 what is not offered is removed and no longer reported", async () => {
  const { offer, log, said } = setUpPackages();
  await offer("all-1", { a: offeredPackage("1", "abc"), b: offeredPackage("1", "xyz") });
  await offer("all-2", { b: offeredPackage("1", "xyz") });
  expect(log.at(-1)).toBe("remove a");
  expect(said().at(-1)).toEqual(["b Installed"]);
});

test("without permission to remove, what is not offered stays and is reported", async () => {
  const { offer, said, installed } = setUpPackages({}, {}, false);
  await offer("all-1", { a: offeredPackage("1", "abc") });
  await offer("all-2", {});
  expect(said().at(-1)).toEqual(["a Installed"]);
  expect(installed().allPackagesHash).toEqual(bytes("all-2"));
});

test("K-09 one failure does not hold up the others, and the aggregate hash is not taken", async () => {
  const { offer, said, installed, server } = setUpPackages({
    verify({ name }) {
      if (name === "a") throw new Error("signed by nobody");
    },
  });
  await offer("all-1", { a: offeredPackage("1", "abc"), b: offeredPackage("1", "xyz") });
  expect(said().at(-1)).toEqual(["a InstallFailed signed by nobody", "b Installed"]);
  expect(installed().allPackagesHash).toEqual(new Uint8Array());
  expect([...installed().packages.keys()]).toEqual(["b"]);
  expect(server.last.packageStatuses?.serverProvidedAllPackagesHash).toEqual(bytes("all-1"));
});

test("an offer that failed is worked on again when the server repeats it, not at once", async () => {
  let fails = true;
  const { offer, said, time } = setUpPackages({
    install: () => {
      if (fails) throw new Error("disk full");
    },
  });
  await offer("all-1", { a: offeredPackage("1", "abc") });
  fails = false;
  time.advance(FAILED_OFFER_PAUSE_MS - 1);
  await offer("all-1", { a: offeredPackage("1", "abc") });
  expect(said().at(-1)).toEqual(["a InstallFailed disk full"]);
  time.advance(1);
  await offer("all-1", { a: offeredPackage("1", "abc") });
  expect(said().at(-1)).toEqual(["a Installed"]);
});

test("a newer offer ends the download of the one before; a repetition does not", async () => {
  const aborted: unknown[] = [];
  const { offer, log, requests } = setUpPackages({
    download(request) {
      if (request.url !== "slow") {
        return Promise.resolve({ offsetBytes: 0, content: once(request.url) });
      }
      requests.push(request);
      return new Promise((_, reject) => {
        request.signal.addEventListener("abort", () => {
          aborted.push(request.signal.reason);
          reject(new Error("aborted"));
        });
      });
    },
  });
  await offer("all-1", { a: offeredPackage("1", "slow") });
  await offer("all-1", { a: offeredPackage("1", "slow") });
  expect(requests).toHaveLength(1);
  await offer("all-2", { a: offeredPackage("2", "fast") });
  expect(aborted).toHaveLength(1);
  expect(log).toEqual(["install a 2: fast"]);
});

test("stop ends a download without a word about it", async () => {
  const { agent, offer, said } = setUpPackages({
    download: ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(new Error("aborted")));
      }),
  });
  await offer("all-1", { a: offeredPackage("1", "slow") });
  await agent.stop();
  await settle();
  expect(said().at(-1)).toEqual(["a Downloading"]);
});

test("what cannot be told about the installed packages is an error of no one package", async () => {
  const { offer, server } = setUpPackages({
    installed: () => Promise.reject(new Error("registry is locked")),
  });
  await offer("all-1", { a: offeredPackage("1", "abc") });
  expect(server.last.packageStatuses?.errorMessage).toBe("registry is locked");
});

test("a package without a file is installed by the embedder alone", async () => {
  const { offer, log } = setUpPackages();
  await offer("all-1", { a: { version: "1", hash: bytes("h") } });
  expect(log).toEqual(["install a 1: nothing"]);
});

test("P-02 nothing is installed without AcceptsPackages, nothing told without ReportsPackageStatuses", async () => {
  const deaf = setUpPackages({}, { capabilities: agentCapabilities("ReportsPackageStatuses") });
  await deaf.offer("all-1", { a: offeredPackage("1", "abc") });
  expect(deaf.log).toEqual([]);
  expect(deaf.seen.problems).toEqual(["offer-beyond-capabilities"]);
  const mute = setUpPackages({}, { capabilities: agentCapabilities("AcceptsPackages") });
  await mute.offer("all-1", { a: offeredPackage("1", "abc") });
  expect(mute.log).toHaveLength(1);
  expect(mute.said()).toEqual([]);
});

test("after a restart the statuses say what is installed and which offer that was", async () => {
  const { offer, installed } = setUpPackages();
  await offer("all-1", { a: offeredPackage("1", "abc") });
  const statuses = installedPackageStatuses(installed());
  expect(statuses.serverProvidedAllPackagesHash).toEqual(bytes("all-1"));
  expect(statuses.packages["a"]).toMatchObject({ name: "a", agentHasVersion: "1", status: 0 });
});

async function* once(text: string) {
  yield bytes(text);
}
