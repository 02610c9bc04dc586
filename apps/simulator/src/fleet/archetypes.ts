import type { Distribution } from "../collector/catalogue.js";
import type { LocalConfigName } from "../collector/local-configs.js";
import type { Random, Weighted } from "../random.js";

export type Os = "linux" | "windows" | "darwin";
export type Arch = "amd64" | "arm64";

/** Where a Collector runs, and what it is called there. */
export interface Place {
  /** Unique in the fleet; the host's name. */
  readonly name: string;
  /** Reported beside the common attributes. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** One kind of agent in a realistic fleet. */
export interface Archetype {
  readonly id: string;
  readonly localConfig: LocalConfigName;
  readonly machines: readonly Weighted<readonly [Os, Arch]>[];
  readonly distributions: readonly Weighted<Distribution>[];
  /** @param count how many of this kind there are before it, from 0: names stay unique */
  place(count: number, region: Region, random: Random): Place;
}

export interface Region {
  readonly id: string;
  /** Short form in names. */
  readonly short: string;
}

export const REGIONS: readonly Weighted<Region>[] = [
  { weight: 4, value: { id: "eu-west-1", short: "euw1" } },
  { weight: 3, value: { id: "us-east-1", short: "use1" } },
  { weight: 2, value: { id: "eu-central-1", short: "euc1" } },
  { weight: 1, value: { id: "ap-southeast-2", short: "apse2" } },
];

export const ENVIRONMENTS: readonly Weighted<string>[] = [
  { weight: 7, value: "production" },
  { weight: 2, value: "staging" },
  { weight: 1, value: "development" },
];

export const VERSIONS: readonly Weighted<string>[] = [
  { weight: 6, value: "0.149.0" },
  { weight: 3, value: "0.146.1" },
  { weight: 2, value: "0.142.0" },
  { weight: 1, value: "0.135.0" },
];

export const OS_DESCRIPTIONS: Readonly<Record<Os, readonly Weighted<string>[]>> = {
  linux: [
    { weight: 4, value: "Debian 12.11" },
    { weight: 3, value: "Ubuntu 24.04.3 LTS" },
    { weight: 2, value: "Red Hat Enterprise Linux 9.6" },
    { weight: 1, value: "Alpine Linux 3.22" },
  ],
  windows: [{ weight: 1, value: "Windows Server 2022 Datacenter" }],
  darwin: [{ weight: 1, value: "macOS 15.6" }],
};

const LINUX_AMD64: Weighted<readonly [Os, Arch]> = { weight: 3, value: ["linux", "amd64"] };
const LINUX_ARM64: Weighted<readonly [Os, Arch]> = { weight: 1, value: ["linux", "arm64"] };
const CONTRIB: Weighted<Distribution> = { weight: 1, value: "otelcol-contrib" };

/** The kinds of agents, with their share of a fleet. */
export const ARCHETYPES: readonly Weighted<Archetype>[] = [
  {
    weight: 45,
    value: {
      id: "edge-store",
      localConfig: "edge",
      machines: [LINUX_AMD64, { weight: 3, value: ["linux", "arm64"] }],
      distributions: [
        { weight: 3, value: "otelcol-contrib" },
        { weight: 1, value: "otelcol" },
      ],
      place(count) {
        const store = digits(count + 1, 4);
        const name = `edge-store-${store}`;
        return { name, attributes: { "store.id": store } };
      },
    },
  },
  {
    weight: 10,
    value: {
      id: "gateway",
      localConfig: "gateway",
      machines: [LINUX_AMD64, LINUX_ARM64],
      distributions: [CONTRIB],
      place(count, { short }) {
        const zone = "abc"[count % 3] ?? "a";
        const name = `gw-${short}-${zone}-${digits(count + 1, 2)}`;
        return { name, attributes: { "availability.zone": zone } };
      },
    },
  },
  {
    weight: 25,
    value: {
      id: "cluster",
      localConfig: "cluster",
      machines: [LINUX_AMD64, LINUX_ARM64],
      distributions: [{ weight: 3, value: "otelcol-k8s" }, CONTRIB],
      place(count, { short }, random) {
        const cluster = `${short}-${random.integer(1, 3)}`;
        const name = `k8s-${cluster}-worker-${digits(count + 1, 4)}`;
        return {
          name,
          attributes: { "k8s.cluster.name": cluster, "k8s.node.name": name },
        };
      },
    },
  },
  {
    weight: 12,
    value: {
      id: "database",
      localConfig: "database",
      machines: [LINUX_AMD64],
      distributions: [CONTRIB],
      place(count, _, random) {
        const system = ["orders", "billing", "catalog", "users"][random.integer(0, 3)] ?? "orders";
        const name = `db-${system}-${digits(count + 1, 3)}`;
        return { name, attributes: { "service.namespace": system } };
      },
    },
  },
  {
    weight: 8,
    value: {
      id: "point-of-sale",
      localConfig: "windows",
      machines: [{ weight: 1, value: ["windows", "amd64"] }],
      distributions: [CONTRIB],
      place(count) {
        const store = digits(Math.floor(count / 2) + 1, 4);
        const name = `pos-${store}-${(count % 2) + 1}`;
        return { name, attributes: { "store.id": store } };
      },
    },
  },
  {
    weight: 2,
    value: {
      id: "build",
      localConfig: "edge",
      machines: [{ weight: 1, value: ["darwin", "arm64"] }],
      distributions: [CONTRIB],
      place(count) {
        const name = `build-mac-${digits(count + 1, 2)}`;
        return { name, attributes: {} };
      },
    },
  },
];

function digits(value: number, length: number): string {
  return String(value).padStart(length, "0");
}
