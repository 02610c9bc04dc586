export { type PackageSyncOptions, syncPackages } from "./sync.js";
export { installedPackageStatuses } from "./statuses.js";
export {
  DOWNLOAD_ATTEMPTS_MAX_DEFAULT,
  type Download,
  DownloadRefused,
  type DownloadRequest,
  type InstalledPackage,
  type InstalledPackages,
  type OfferedPackage,
  PACKAGE_SIZE_BYTES_MAX_DEFAULT,
  type PackageCallbacks,
  PROGRESS_INTERVAL_MS_DEFAULT,
  PROGRESS_INTERVAL_MS_MIN,
  type RunningDigest,
  type StagedFile,
} from "./types.js";
