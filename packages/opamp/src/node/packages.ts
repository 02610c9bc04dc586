import { createHash } from "node:crypto";
import {
  type OfferedPackage,
  type PackageCallbacks,
  type PackageOffers,
  type PackageSyncOptions,
  syncPackages,
} from "../agent/index.js";
import { type NodeDownloadOptions, nodeDownload } from "./package-download.js";
import { type FileStage, fileStages } from "./package-stage.js";
import { nodeClock, nodeSchedule } from "./platform.js";

/** `PackageCallbacks` with download and staging left to Node; files are read at `FileStage.path`. */
export interface NodePackageCallbacks
  extends Omit<PackageCallbacks, "stage" | "download" | "verify" | "install"> {
  verify?(offered: OfferedPackage, file: FileStage): void | Promise<void>;
  install(offered: OfferedPackage, file: FileStage | undefined): void | Promise<void>;
}

type Platform = "callbacks" | "clock" | "schedule" | "random" | "startDigest";

export interface NodePackagesOptions
  extends Omit<PackageSyncOptions, Platform>,
    NodeDownloadOptions {
  /** Where files arrive, one directory per agent. What is left there is resumed. */
  readonly directory: string;
  readonly callbacks: NodePackageCallbacks;
}

/** `syncPackages` with downloads over HTTP into files. For `AgentOptions.packages`. */
export function nodePackages(options: NodePackagesOptions): PackageOffers {
  const { callbacks, directory } = options;
  const stageOf = fileStages(directory);
  return syncPackages({
    ...options,
    clock: nodeClock,
    schedule: nodeSchedule,
    random: Math.random,
    startDigest: () => createHash("sha256"),
    callbacks: {
      installed: () => callbacks.installed(),
      save: (installed) => callbacks.save(installed),
      stage: stageOf,
      download: nodeDownload(options),
      verify: (offered) => callbacks.verify?.(offered, stageOf(offered)),
      install: (offered, file) => callbacks.install(offered, file && stageOf(offered)),
      ...(callbacks.remove && { remove: (name) => callbacks.remove?.(name) }),
    },
  });
}
