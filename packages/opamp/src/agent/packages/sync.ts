import { hasCapability } from "../../capabilities.js";
import { PackageStatusEnum, type PackagesAvailable } from "../../messages.js";
import type { Clock, Schedule } from "../../platform.js";
import { sameBytes } from "../../same-bytes.js";
import { type BackoffOptions, createBackoff } from "../backoff.js";
import { FAILED_OFFER_PAUSE_MS } from "../offers.js";
import type { PackageOffers, PackagesAgent } from "../package-offers.js";
import { reasonOf } from "../tell.js";
import { fetchContent } from "./content.js";
import { DownloadProgress } from "./progress.js";
import { StatusLedger } from "./statuses.js";
import {
  DOWNLOAD_ATTEMPTS_MAX_DEFAULT,
  type InstalledPackage,
  type InstalledPackages,
  type OfferedPackage,
  PACKAGE_SIZE_BYTES_MAX_DEFAULT,
  type PackageCallbacks,
  PROGRESS_INTERVAL_MS_DEFAULT,
  type RunningDigest,
} from "./types.js";

export interface PackageSyncOptions {
  readonly callbacks: PackageCallbacks;
  readonly clock: Clock;
  readonly schedule: Schedule;
  /** Number from 0 (included) to 1 (excluded), for jitter. */
  readonly random: () => number;
  /** Begins a SHA-256. */
  startDigest(): RunningDigest;
  /** Largest file. Default PACKAGE_SIZE_BYTES_MAX_DEFAULT. */
  readonly sizeBytesMax?: number;
  /** Default DOWNLOAD_ATTEMPTS_MAX_DEFAULT. */
  readonly attemptsMax?: number;
  /** Waits between attempts. */
  readonly backoff?: BackoffOptions;
  /** Default PROGRESS_INTERVAL_MS_DEFAULT, not below PROGRESS_INTERVAL_MS_MIN. */
  readonly progressIntervalMs?: number;
}

/**
 * Installs offered packages as the specification says (Downloading Packages): compares the aggregate hash, then
 * each package's hash, then the hash of its file; downloads what differs, checks its SHA-256, has it verified and
 * installed, and removes what is not offered. One package after the other, in the order of their names. With
 * ReportsPackageStatuses every step is reported.
 *
 * The newest offer counts: it ends downloads of the one before, but not an installation. A repetition of the
 * offer in work is ignored; one that failed is worked on again when the server offers it again
 * FAILED_OFFER_PAUSE_MS after the failure or later. One sync per agent.
 */
export function syncPackages(options: PackageSyncOptions): PackageOffers {
  let turn: { readonly hash: Uint8Array; readonly abort: AbortController } | undefined;
  let failed: { readonly hash: Uint8Array; readonly atMs: number } | undefined;
  let last = Promise.resolve();
  const { clock } = options;
  /** A server that offers with every answer would otherwise have one file fetched without end. */
  const failedJustNow = (hash: Uint8Array) =>
    failed !== undefined &&
    sameBytes(failed.hash, hash) &&
    clock.now() - failed.atMs < FAILED_OFFER_PAUSE_MS;
  return {
    offered(offer, agent) {
      const hash = new Uint8Array(offer.allPackagesHash);
      if (turn && hash.length > 0 && sameBytes(turn.hash, hash)) return;
      if (!turn && failedJustNow(hash)) return;
      turn?.abort.abort(new Error("a newer offer has come"));
      const own = { hash, abort: new AbortController() };
      turn = own;
      last = last
        .then(() => new SyncRun(options, offer, hash, agent, own.abort.signal).work())
        .then((isDone) => {
          if (turn !== own) return;
          turn = undefined;
          failed = isDone ? undefined : { hash, atMs: clock.now() };
        });
    },
    stop() {
      turn?.abort.abort(new Error("the agent stops"));
    },
  };
}

class SyncRun {
  readonly #options: PackageSyncOptions;
  readonly #agent: PackagesAgent;
  readonly #signal: AbortSignal;
  readonly #hash: Uint8Array;
  readonly #offered: readonly OfferedPackage[];
  readonly #packages = new Map<string, InstalledPackage>();
  #savedHash: Uint8Array = new Uint8Array();
  #ledger: StatusLedger;

  constructor(
    options: PackageSyncOptions,
    offer: PackagesAvailable,
    hash: Uint8Array,
    agent: PackagesAgent,
    signal: AbortSignal,
  ) {
    this.#options = options;
    this.#agent = agent;
    this.#signal = signal;
    this.#hash = hash;
    this.#offered = Object.entries(offer.packages)
      .map(([name, { type, version, hash: own, file }]) => ({
        name,
        type,
        version,
        hash: own,
        file,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    this.#ledger = new StatusLedger(this.#installed(), hash, this.#offered);
  }

  /** True when everything is as it was offered. Never rejects: what goes wrong is reported. */
  async work(): Promise<boolean> {
    if (this.#signal.aborted) return false;
    try {
      const installed = await this.#options.callbacks.installed();
      for (const [name, one] of installed.packages) this.#packages.set(name, one);
      this.#savedHash = installed.allPackagesHash;
      this.#ledger = new StatusLedger(installed, this.#hash, this.#offered);
      if (!this.#isUpToDate()) await this.#installAll();
    } catch (error) {
      this.#ledger.errorMessage = reasonOf(error);
    }
    if (!this.#signal.aborted) this.#report();
    return this.#isUpToDate();
  }

  async #installAll(): Promise<void> {
    const due = this.#offered.filter((offered) => !this.#has(offered));
    for (const { name } of due) {
      this.#ledger.set(name, { status: PackageStatusEnum.InstallPending });
    }
    if (due.length > 0) this.#report();
    let isComplete = true;
    for (const offered of due) {
      isComplete = (await this.#installOne(offered)) && isComplete;
      if (this.#signal.aborted) return;
    }
    await this.#removeUnoffered();
    if (!isComplete || this.#ledger.errorMessage !== "") return;
    this.#savedHash = this.#hash;
    await this.#save();
  }

  async #installOne(offered: OfferedPackage): Promise<boolean> {
    const { name } = offered;
    const { callbacks } = this.#options;
    try {
      const contentHash = new Uint8Array(offered.file?.contentHash ?? []);
      if (!this.#hasContent(name, contentHash)) {
        const file = offered.file && (await callbacks.stage(offered));
        if (file) {
          await this.#download(offered, file);
          await callbacks.verify?.(offered, file);
        }
        this.#signal.throwIfAborted();
        this.#ledger.set(name, { status: PackageStatusEnum.Installing });
        this.#report();
        await callbacks.install(offered, file);
        await file?.clear();
      }
      const hash = new Uint8Array(offered.hash);
      this.#packages.set(name, { version: offered.version, hash, contentHash });
      await this.#save();
      this.#ledger.installed(offered);
      this.#report();
      return true;
    } catch (error) {
      if (this.#signal.aborted) return false;
      const errorMessage = reasonOf(error);
      this.#ledger.set(name, { status: PackageStatusEnum.InstallFailed, errorMessage });
      this.#report();
      return false;
    }
  }

  async #download(
    offered: OfferedPackage,
    file: Parameters<typeof fetchContent>[1],
  ): Promise<void> {
    const { callbacks, clock, schedule, random, backoff } = this.#options;
    const intervalMs = this.#options.progressIntervalMs ?? PROGRESS_INTERVAL_MS_DEFAULT;
    const progress = new DownloadProgress(clock, intervalMs);
    this.#ledger.set(offered.name, { status: PackageStatusEnum.Downloading });
    this.#report();
    await fetchContent(offered, file, {
      callbacks,
      schedule,
      signal: this.#signal,
      backoff: createBackoff(random, backoff),
      sizeBytesMax: this.#options.sizeBytesMax ?? PACKAGE_SIZE_BYTES_MAX_DEFAULT,
      attemptsMax: this.#options.attemptsMax ?? DOWNLOAD_ATTEMPTS_MAX_DEFAULT,
      startDigest: () => this.#options.startDigest(),
      progress: (sizeBytes, totalSizeBytes) => {
        const downloadDetails = progress.take(sizeBytes, totalSizeBytes);
        if (!downloadDetails) return;
        this.#ledger.set(offered.name, { status: PackageStatusEnum.Downloading, downloadDetails });
        this.#report();
      },
    });
  }

  async #removeUnoffered(): Promise<void> {
    const { callbacks } = this.#options;
    if (!callbacks.remove) return;
    const offered = new Set(this.#offered.map(({ name }) => name));
    const unoffered = [...this.#packages.keys()].filter((name) => !offered.has(name));
    for (const name of unoffered) {
      try {
        await callbacks.remove(name);
        this.#packages.delete(name);
        this.#ledger.remove(name);
        await this.#save();
      } catch (error) {
        this.#ledger.errorMessage = `${JSON.stringify(name)} cannot be removed: ${reasonOf(error)}`;
      }
    }
  }

  #isUpToDate(): boolean {
    return this.#hash.length > 0 && sameBytes(this.#savedHash, this.#hash);
  }

  #has({ name, hash }: OfferedPackage): boolean {
    const installed = this.#packages.get(name);
    return installed !== undefined && hash.length > 0 && sameBytes(installed.hash, hash);
  }

  #hasContent(name: string, contentHash: Uint8Array): boolean {
    const installed = this.#packages.get(name);
    return (
      installed !== undefined &&
      contentHash.length > 0 &&
      sameBytes(installed.contentHash, contentHash)
    );
  }

  #installed(): InstalledPackages {
    return { allPackagesHash: this.#savedHash, packages: new Map(this.#packages) };
  }

  async #save(): Promise<void> {
    await this.#options.callbacks.save(this.#installed());
  }

  #report(): void {
    if (!hasCapability(this.#agent.capabilities, "ReportsPackageStatuses")) return;
    this.#agent.report({ packageStatuses: this.#ledger.message() });
  }
}
