import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { PackageStatusEnum, PackageStatusesSchema, create } from "../index.js";
import { type PackageContent, comparePackageStatuses, packagesOffer } from "./index.js";

const digest = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
const file = (text: string) => digest(new TextEncoder().encode(text));
const COLLECTOR: PackageContent = {
  type: "top-level",
  version: "0.149.0",
  downloadUrl: "https://files.example/collector",
  contentHash: file("collector"),
};
const RULES: PackageContent = { ...COLLECTOR, type: "addon", contentHash: file("rules") };

function offered(packages: Readonly<Record<string, PackageContent>>) {
  const offer = packagesOffer(packages, digest);
  if (!offer.ok) throw new Error(JSON.stringify(offer.problems));
  return offer.value;
}
const allOf = (packages: Readonly<Record<string, PackageContent>>) =>
  Buffer.from(offered(packages).allPackagesHash).toString("hex");

describe("packages", () => {
  test("K-01 K-04 the hash of all is there, whatever the order, and changes with every name, field and content", () => {
    expect(offered({}).allPackagesHash.length).toBe(32);
    expect(allOf({ a: COLLECTOR, b: RULES })).toBe(allOf({ b: RULES, a: COLLECTOR }));
    const others = [
      { a: COLLECTOR },
      { b: COLLECTOR },
      { a: { ...COLLECTOR, version: "0.150.0" } },
      { a: { ...COLLECTOR, type: "addon" as const } },
      { a: { ...COLLECTOR, contentHash: file("other") } },
      { a: { ...COLLECTOR, signature: file("signature") } },
      { a: { ...COLLECTOR, headers: { "X-A": "1" } } },
      { a: { ...COLLECTOR, downloadUrl: "https://mirror.example/collector" } },
      { a: COLLECTOR, b: RULES },
      {},
    ].map(allOf);
    expect(new Set(others).size).toBe(others.length);
  });

  test("K-06 one package of three updated: all three are offered", () => {
    const before = offered({ a: COLLECTOR, b: RULES, c: RULES });
    const after = offered({ a: COLLECTOR, b: { ...RULES, version: "2" }, c: RULES });
    expect(Object.keys(after.packages)).toEqual(["a", "b", "c"]);
    expect(after.packages["a"]?.hash).toEqual(before.packages["a"]?.hash);
    expect(after.packages["b"]?.hash).not.toEqual(before.packages["b"]?.hash);
    expect(after.packages["c"]?.hash).not.toEqual(after.packages["b"]?.hash);
  });

  test("K-04 refused: content hashes that are no SHA-256, URLs that cannot be fetched, no name, no version", () => {
    const offer = packagesOffer(
      {
        a: { ...COLLECTOR, contentHash: new Uint8Array(20), downloadUrl: "file:///etc/passwd" },
        "": { ...COLLECTOR, version: "", headers: { "X A": "1" } },
      },
      digest,
    );
    if (offer.ok) throw new Error("accepted");
    expect(offer.problems.map(({ at }) => at)).toEqual([
      "packages.a.downloadUrl",
      "packages.a.contentHash",
      "packages.",
      "packages..version",
      "packages..headers.X A",
    ]);
  });
});

describe("what an agent reports of packages", () => {
  const offer = offered({ a: COLLECTOR, b: RULES });
  const hashOf = (name: string) => offer.packages[name]?.hash ?? new Uint8Array();
  const installed = (name: string) => ({
    name,
    agentHasHash: hashOf(name),
    serverOfferedHash: hashOf(name),
    status: PackageStatusEnum.Installed,
  });
  const compare = (fields: Parameters<typeof create<typeof PackageStatusesSchema>>[1]) =>
    comparePackageStatuses(create(PackageStatusesSchema, fields), offer);
  const standings = ({ packages }: ReturnType<typeof compare>) =>
    packages.map(({ name, standing }) => `${name} ${standing}`);

  test("K-02 the offer is owed to an agent that never reported, or names another set", () => {
    expect(comparePackageStatuses(undefined, offer)).toMatchObject({ owed: true });
    expect(compare({ serverProvidedAllPackagesHash: file("other") }).owed).toBe(true);
    expect(standings(compare({}))).toEqual(["a missing", "b missing"]);
  });

  test("K-03 not where it names this set, however far it is", () => {
    const serverProvidedAllPackagesHash = offer.allPackagesHash;
    const done = compare({
      serverProvidedAllPackagesHash,
      packages: { a: installed("a"), b: installed("b") },
    });
    expect([done.owed, ...standings(done)]).toEqual([false, "a installed", "b installed"]);
    expect(compare({ serverProvidedAllPackagesHash }).owed).toBe(false);
  });

  test("K-07 a package that is no longer listed is missing; one that was not offered is surplus", () => {
    const left = compare({ packages: { b: installed("b"), c: installed("b") } });
    expect(standings(left)).toEqual(["a missing", "b installed", "c surplus"]);
  });

  test("K-08 downloading, then installing, then installed", () => {
    const at = (status: PackageStatusEnum, downloadPercent?: number) =>
      compare({
        packages: {
          a: {
            ...installed("a"),
            agentHasHash: new Uint8Array(),
            status,
            ...(downloadPercent === undefined ? {} : { downloadDetails: { downloadPercent } }),
          },
        },
      }).packages[0];
    expect(at(PackageStatusEnum.Downloading, 40)).toMatchObject({
      standing: "under-way",
      downloadPercent: 40,
    });
    expect(at(PackageStatusEnum.Installing)).toMatchObject({ downloadPercent: null });
    expect(at(PackageStatusEnum.Installed)).toMatchObject({ standing: "other-version" });
    expect(at(9 as PackageStatusEnum)).toMatchObject({ standing: "under-way" });
  });

  test("K-09 a package of this offer that failed is not offered again; one of an earlier offer is", () => {
    const failed = { ...installed("a"), status: PackageStatusEnum.InstallFailed };
    const report = compare({ packages: { a: { ...failed, errorMessage: "no space" } } });
    expect(report.owed).toBe(false);
    expect(report.packages[0]).toMatchObject({ standing: "failed", error: "no space" });
    const earlier = { ...failed, serverOfferedHash: file("earlier") };
    expect(compare({ packages: { a: earlier } }).owed).toBe(true);
  });
});
