import {
  create,
  PackageStatusEnum,
  type PackageStatuses,
  PackageStatusesSchema,
} from "../../messages.js";
import type { ProgressDetails } from "./progress.js";
import type { InstalledPackages, OfferedPackage } from "./types.js";

/** What is said about one package. */
interface Entry {
  readonly agentHasVersion?: string;
  readonly agentHasHash?: Uint8Array;
  readonly serverOfferedVersion?: string;
  readonly serverOfferedHash?: Uint8Array;
  readonly status?: PackageStatusEnum;
  readonly errorMessage?: string;
  readonly downloadDetails?: ProgressDetails;
}

/** The statuses of packages nobody works on: for the first report of a process. */
export function installedPackageStatuses(installed: InstalledPackages): PackageStatuses {
  return new StatusLedger(installed, installed.allPackagesHash, []).message();
}

/** What is to be said about every package while an offer is worked on. */
export class StatusLedger {
  errorMessage = "";
  readonly #entries = new Map<string, Entry>();
  readonly #offeredHash: Uint8Array;

  /** @param offeredHash aggregate hash of the offer these statuses belong to */
  constructor(
    installed: InstalledPackages,
    offeredHash: Uint8Array,
    offered: readonly OfferedPackage[],
  ) {
    this.#offeredHash = offeredHash;
    for (const [name, { version, hash }] of installed.packages) {
      this.#entries.set(name, { agentHasVersion: version, agentHasHash: hash });
    }
    for (const { name, version, hash } of offered) {
      this.#add(name, { serverOfferedVersion: version, serverOfferedHash: hash });
    }
  }

  /** How far it is; an earlier error or progress is forgotten, the versions stay. */
  set(
    name: string,
    course: Required<Pick<Entry, "status">> & Pick<Entry, "errorMessage" | "downloadDetails">,
  ): void {
    const {
      errorMessage: _error,
      downloadDetails: _details,
      ...versions
    } = this.#entries.get(name) ?? {};
    this.#entries.set(name, { ...versions, ...course });
  }

  installed({ name, version, hash }: OfferedPackage): void {
    this.set(name, { status: PackageStatusEnum.Installed });
    this.#add(name, { agentHasVersion: version, agentHasHash: hash });
  }

  remove(name: string): void {
    this.#entries.delete(name);
  }

  message(): PackageStatuses {
    const packages = [...this.#entries].map(([name, entry]) => [name, { name, ...entry }] as const);
    return create(PackageStatusesSchema, {
      packages: Object.fromEntries(packages),
      serverProvidedAllPackagesHash: this.#offeredHash,
      errorMessage: this.errorMessage,
    });
  }

  #add(name: string, entry: Entry): void {
    this.#entries.set(name, { ...this.#entries.get(name), ...entry });
  }
}
