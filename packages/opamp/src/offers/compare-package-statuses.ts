import { PackageStatusEnum, type PackageStatuses } from "../messages.js";
import type { PackagesOffer } from "./packages.js";
import { sameBytes } from "../same-bytes.js";

/**
 * How one package stands.
 *
 * - `installed`: as offered
 * - `under-way`: of this version, being fetched or installed
 * - `failed`: this very version could not be installed; `error` says why. It is not tried again by being offered again
 * - `other-version`: the agent has another one and does not speak of this one
 * - `missing`: offered, and not reported
 * - `surplus`: reported, and not offered: the agent should remove it
 */
export type PackageStanding =
  | "installed"
  | "under-way"
  | "failed"
  | "other-version"
  | "missing"
  | "surplus";

/** One package of an agent, held against the offer. */
export interface ComparedPackage {
  readonly name: string;
  readonly standing: PackageStanding;
  /** Empty where the agent named none. */
  readonly error: string;
  /** 0 to 100 while it is downloaded, where the agent says so (K-08). */
  readonly downloadPercent: number | null;
}

/** Whether the packages are to be offered now, and how each of them stands, by name. */
export interface PackageComparison {
  /** The next message is to carry the whole offer. */
  readonly owed: boolean;
  readonly packages: readonly ComparedPackage[];
}

/**
 * Holds what an agent reported last against what it should have. The offer is owed where the agent never got it or names
 * another one (K-02), not where it names this one, whatever came of it (K-03), nor where a package of this very offer
 * failed: the same again would fail again (K-09). Reports replace each other whole (K-07).
 *
 * @param statuses the latest report; undefined: the agent never reported packages
 */
export function comparePackageStatuses(
  statuses: PackageStatuses | undefined,
  offer: PackagesOffer,
): PackageComparison {
  const reported = statuses?.packages ?? {};
  const names = new Set([...Object.keys(offer.packages), ...Object.keys(reported)]);
  const packages = [...names].sort().map((name) => compare(name, reported, offer));
  const named = statuses?.serverProvidedAllPackagesHash ?? new Uint8Array();
  const hasFailed = packages.some(({ standing }) => standing === "failed");
  return { owed: !sameBytes(named, offer.allPackagesHash) && !hasFailed, packages };
}

function compare(
  name: string,
  reported: PackageStatuses["packages"],
  offer: PackagesOffer,
): ComparedPackage {
  const status = Object.hasOwn(reported, name) ? reported[name] : undefined;
  const wanted = Object.hasOwn(offer.packages, name) ? offer.packages[name] : undefined;
  const details = status?.downloadDetails;
  const isDownloading = status?.status === PackageStatusEnum.Downloading;
  return {
    name,
    standing: standingOf(status, wanted?.hash),
    error: status?.errorMessage ?? "",
    downloadPercent: isDownloading && details ? details.downloadPercent : null,
  };
}

function standingOf(
  status: PackageStatuses["packages"][string] | undefined,
  wanted: Uint8Array | undefined,
): PackageStanding {
  if (wanted === undefined) return "surplus";
  if (status === undefined) return "missing";
  const isOffered = sameBytes(status.serverOfferedHash, wanted);
  if (status.status === PackageStatusEnum.Installed) {
    return sameBytes(status.agentHasHash, wanted) ? "installed" : "other-version";
  }
  if (!isOffered) return "other-version";
  return status.status === PackageStatusEnum.InstallFailed ? "failed" : "under-way";
}
