import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AgentToServer,
  type PackagesOffer,
  PackageStatusEnum,
  agentCapabilities,
  packagesOffer,
} from "@fleethub/opamp";
import type { InstalledPackages } from "@fleethub/opamp/agent";
import { nodePackages, sha256 } from "@fleethub/opamp/node";
import { describe, expect, it } from "vitest";
import { FileServer } from "./peers/file-server.js";
import { GoClient } from "./peers/go-client.js";
import { opampGo } from "./peers/go-program.js";
import { GoServer } from "./peers/go-server.js";
import { EVERYTHING } from "./peers/capabilities.js";
import { LibraryAgent } from "./peers/library-agent.js";
import { LibraryServer } from "./peers/library-server.js";
import { ended } from "./peers/opened.js";

const text = new TextEncoder();
const WITH_PACKAGES = [...EVERYTHING, "AcceptsPackages", "ReportsPackageStatuses"] as const;

/** Offers files by the names of packages; `spoilt` ones come with another content than was promised. */
class Shop {
  constructor(readonly files: FileServer) {}

  offer(contents: Readonly<Record<string, string>>, spoilt?: string): PackagesOffer {
    const packages = Object.entries(contents).map(([name, content]) => {
      const file = text.encode(content);
      this.files.files.set(`/${name}`, name === spoilt ? text.encode("something else") : file);
      const downloadUrl = this.files.url(`/${name}`);
      const contentHash = sha256(file);
      const { headers } = this.files;
      const version = content;
      return [name, { type: "addon", version, downloadUrl, contentHash, headers }] as const;
    });
    const offer = packagesOffer(Object.fromEntries(packages), sha256);
    if (!offer.ok) throw new Error(JSON.stringify(offer.problems));
    return offer.value;
  }
}

const openShop = async () => new Shop(ended(await new FileServer().start()));

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "fleethub-packages-"));
  ended({ remove: async () => rmSync(made, { recursive: true, force: true }) });
  return made;
}

const contentsOf = (path: string) =>
  Object.fromEntries(
    readdirSync(path).map((name) => [name, readFileSync(join(path, name), "utf8")]),
  );

const { Installed, InstallFailed } = PackageStatusEnum;

/** All packages of this offer have this status. */
const are =
  (offer: PackagesOffer, names: readonly string[], status: PackageStatusEnum) =>
  ({ packageStatuses }: AgentToServer): boolean =>
    packageStatuses !== undefined &&
    Buffer.compare(packageStatuses.serverProvidedAllPackagesHash, offer.allPackagesHash) === 0 &&
    names.every((name) => packageStatuses.packages[name]?.status === status);

describe.runIf(opampGo).each(["ws", "http"] as const)("packages over %s", (scheme) => {
  it("K-01 K-04 K-06 opamp-go's client installs what the library offers, and removes what it offers no more", async () => {
    const shop = await openShop();
    const path = folder();
    const server = ended(await new LibraryServer().start());
    const capabilities = WITH_PACKAGES;
    const endpoint = server.endpoint(scheme);
    const client = ended(new GoClient({ endpoint, capabilities, packages: path }));
    await server.report(client.uid, "something", () => true);
    const both = shop.offer({ one: "1.0", two: "2.0" });
    server.send(client.uid, { packagesAvailable: both });
    const done = await server.report(
      client.uid,
      "both installed",
      are(both, ["one", "two"], Installed),
    );
    const one = done.packageStatuses?.packages["one"];
    expect(one?.agentHasVersion).toBe("1.0");
    expect([...(one?.agentHasHash ?? [])]).toEqual([...(both.packages["one"]?.hash ?? [])]);
    expect(contentsOf(path)).toEqual({ one: "1.0", two: "2.0" });
    const next = shop.offer({ two: "2.1" });
    server.send(client.uid, { packagesAvailable: next });
    await server.report(client.uid, "the new one installed", are(next, ["two"], Installed));
    expect(contentsOf(path)).toEqual({ two: "2.1" });
    expect(shop.files.fetched).toHaveLength(3);
  });

  it("K-04 K-06 K-08 our agent installs what opamp-go's server offers, and refuses a file that is not what was promised", async () => {
    const shop = await openShop();
    const path = folder();
    const server = ended(await new GoServer().start());
    let installed: InstalledPackages = { allPackagesHash: new Uint8Array(), packages: new Map() };
    const have: Record<string, string> = {};
    const packages = nodePackages({
      directory: path,
      callbacks: {
        installed: () => installed,
        save: (now) => {
          installed = now;
        },
        install: ({ name }, file) => {
          have[name] = file ? readFileSync(file.path, "utf8") : "";
        },
        remove: (name) => {
          delete have[name];
        },
      },
    });
    const endpoint = server.endpoint(scheme);
    const more = { packages, capabilities: agentCapabilities(...WITH_PACKAGES) };
    const agent = ended(new LibraryAgent({ endpoint, more }));
    await server.report(agent.uid, "something", () => true);
    const both = shop.offer({ one: "1.0", two: "2.0" });
    server.send(agent.uid, { packagesAvailable: both });
    const done = await server.report(
      agent.uid,
      "both installed",
      are(both, ["one", "two"], Installed),
    );
    expect(done.packageStatuses?.packages["one"]).toMatchObject({ agentHasVersion: "1.0" });
    expect(have).toEqual({ one: "1.0", two: "2.0" });
    const spoilt = shop.offer({ two: "2.1" }, "two");
    server.send(agent.uid, { packagesAvailable: spoilt });
    const failed = await server.report(agent.uid, "a failure", are(spoilt, ["two"], InstallFailed));
    expect(failed.packageStatuses?.packages["two"]?.errorMessage).not.toBe("");
    expect(have["two"]).toBe("2.0");
  });
});
