import { createHash } from "node:crypto";
import {
  type AgentOptions,
  type Download,
  type DownloadRequest,
  type InstalledPackages,
  type OfferedPackage,
  type PackageCallbacks,
  type StagedFile,
  syncPackages,
} from "../agent/index.js";
import { agentCapabilities } from "../capabilities.js";
import {
  enumName,
  type MessageInitShape,
  PackageStatusEnum,
  type ServerToAgentSchema,
} from "../messages.js";
import { bytes, setUp } from "./agent-set-up.js";
import { FakeTime } from "./fake-time.js";
import { settle } from "./settle.js";

type Offer = NonNullable<MessageInitShape<typeof ServerToAgentSchema>["packagesAvailable"]>;

export function sha256(text: string): Uint8Array {
  return new Uint8Array(createHash("sha256").update(text).digest());
}

/** A package as the server offers it; `content` is also its URL. */
export function offeredPackage(version: string, content: string) {
  const file = { downloadUrl: content, contentHash: sha256(content) };
  return { version, hash: bytes(`hash of ${version}`), file };
}

/** A place in memory. */
export class MemoryStage implements StagedFile {
  #chunks: Uint8Array[] = [];

  get text(): string {
    return Buffer.concat(this.#chunks).toString();
  }

  async *content() {
    yield* this.#chunks;
  }

  async append(chunk: Uint8Array) {
    this.#chunks.push(chunk);
  }

  async clear() {
    this.#chunks = [];
  }
}

/** An agent that installs packages into memory; every character of a file arrives in a chunk of its own. */
export function setUpPackages(
  callbacks: Partial<PackageCallbacks> = {},
  options: Partial<AgentOptions> = {},
  canRemove = true,
) {
  const time = new FakeTime();
  const log: string[] = [];
  const requests: DownloadRequest[] = [];
  const stages = new Map<string, MemoryStage>();
  let installed: InstalledPackages = { allPackagesHash: new Uint8Array(), packages: new Map() };
  const stageOf = (contentHash: Uint8Array) => {
    const key = Buffer.from(contentHash).toString("hex");
    const place = stages.get(key) ?? new MemoryStage();
    stages.set(key, place);
    return place;
  };
  const download = async (request: DownloadRequest): Promise<Download> => {
    requests.push(request);
    return contentFrom(request.url, request.offsetBytes);
  };
  const packages = syncPackages({
    clock: time,
    schedule: time,
    random: () => 0.5,
    startDigest: () => createHash("sha256"),
    attemptsMax: 3,
    sizeBytesMax: 20,
    callbacks: {
      installed: () => installed,
      save: (now) => {
        installed = now;
      },
      stage: ({ file }: OfferedPackage) => stageOf(file?.contentHash ?? new Uint8Array()),
      download,
      install: async ({ name, version }, file) => {
        const text = file instanceof MemoryStage ? file.text : "nothing";
        log.push(`install ${name} ${version}: ${text}`);
      },
      ...(canRemove && { remove: (name) => void log.push(`remove ${name}`) }),
      ...callbacks,
    },
  });
  const world = setUp({
    packages,
    capabilities: agentCapabilities("AcceptsPackages", "ReportsPackageStatuses"),
    ...options,
  });
  world.server.open();
  const offer = async (hash: string, offered: Offer["packages"] = {}) => {
    world.server.push({ packagesAvailable: { allPackagesHash: bytes(hash), packages: offered } });
    await settle();
  };
  const said = () =>
    world.server.reports.flatMap(({ packageStatuses }) =>
      packageStatuses
        ? [
            Object.values(packageStatuses.packages).map(({ name, status, errorMessage }) =>
              `${name} ${enumName(PackageStatusEnum, status)} ${errorMessage}`.trim(),
            ),
          ]
        : [],
    );
  return { ...world, time, log, requests, stageOf, offer, said, installed: () => installed };
}

/** The rest of a text, as a download brings it. */
export function contentFrom(text: string, offsetBytes: number, endBytes = text.length): Download {
  return {
    offsetBytes,
    totalSizeBytes: text.length,
    content: (async function* () {
      for (const char of text.slice(offsetBytes, endBytes)) yield bytes(char);
    })(),
  };
}
