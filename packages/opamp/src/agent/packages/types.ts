import type { DownloadableFile, PackageType } from "../../messages.js";

/** Largest file of a package where nothing else is said. */
export const PACKAGE_SIZE_BYTES_MAX_DEFAULT = 1024 * 1024 * 1024;
/** Downloads of one file before it is given up; each goes on where the one before broke off. */
export const DOWNLOAD_ATTEMPTS_MAX_DEFAULT = 5;
/** Time between two reports of download progress, and the shortest that can be set. */
export const PROGRESS_INTERVAL_MS_DEFAULT = 10_000;
export const PROGRESS_INTERVAL_MS_MIN = 1_000;

/** One package as it lies here. */
export interface InstalledPackage {
  readonly version: string;
  /** The package hash that the server gave; opaque. */
  readonly hash: Uint8Array;
  /** SHA-256 of the file it was installed from. Empty where that is not known. */
  readonly contentHash: Uint8Array;
}

/** Everything installed. What `save` was given last, also in another process. */
export interface InstalledPackages {
  /** Aggregate hash of the last offer that was installed completely. Empty before the first. */
  readonly allPackagesHash: Uint8Array;
  readonly packages: ReadonlyMap<string, InstalledPackage>;
}

/** One package of an offer. */
export interface OfferedPackage {
  readonly name: string;
  readonly type: PackageType;
  readonly version: string;
  readonly hash: Uint8Array;
  /** With `signature`, whose scheme is the agent's. Absent: there is nothing to download. */
  readonly file: DownloadableFile | undefined;
}

/** A place for the file of one package while it arrives; best one that outlives the process. */
export interface StagedFile {
  /** What is there, from its beginning: at first what an earlier attempt has left. */
  content(): AsyncIterable<Uint8Array>;
  append(chunk: Uint8Array): Promise<void>;
  /** Leaves nothing. */
  clear(): Promise<void>;
}

/** What a download is asked for. */
export interface DownloadRequest {
  readonly url: string;
  /** In the order of the offer; a name may come twice. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Bytes that are there already: `Range: bytes=<offset>-` if it is above 0. */
  readonly offsetBytes: number;
  /** Aborted when the download is not wanted any more. */
  readonly signal: AbortSignal;
}

/** What a download brought. */
export interface Download {
  /** Where `content` begins: the offset asked for, or 0 where the server sends everything again. */
  readonly offsetBytes: number;
  /** Size of the whole file, where it is known. */
  readonly totalSizeBytes?: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Says that trying again leads nowhere, such as for a file that is not there. */
export class DownloadRefused extends Error {
  override readonly name = "DownloadRefused";
}

/** SHA-256 over bytes that arrive piece by piece; Node's `createHash("sha256")` is one. */
export interface RunningDigest {
  update(bytes: Uint8Array): unknown;
  copy(): RunningDigest;
  digest(): Uint8Array;
}

/**
 * What the embedder does for packages. For each package of an offer: `stage` and `download`, then `verify`,
 * `install`, `save`; at last `remove` for what is not offered. Calls never overlap, and each is waited for.
 * What a member throws, or rejects with, becomes InstallFailed of that package with the error's message as
 * the reason; the other packages go on.
 */
export interface PackageCallbacks {
  /** What is installed now. Asked for every offer. */
  installed(): InstalledPackages | Promise<InstalledPackages>;
  /** Keeps this for `installed`, in one piece. Called after every package and at the end. */
  save(installed: InstalledPackages): void | Promise<void>;
  /** The place for this package's file. The same content hash leads to the same place, so that downloads resume. */
  stage(offered: OfferedPackage): StagedFile | Promise<StagedFile>;
  /** Begins a download. A failure is tried again, unless it is a `DownloadRefused`. */
  download(request: DownloadRequest): Promise<Download>;
  /**
   * Checks the signature; throws to refuse. The content hash is right already. Without this member
   * signatures are not checked, and whoever can change an offer can install anything.
   */
  verify?(offered: OfferedPackage, file: StagedFile): void | Promise<void>;
  /** Installs or replaces a package. `file` is absent where the offer names none. */
  install(offered: OfferedPackage, file: StagedFile | undefined): void | Promise<void>;
  /** Removes a package that is not offered any more. Without this member such packages stay. */
  remove?(name: string): void | Promise<void>;
}
