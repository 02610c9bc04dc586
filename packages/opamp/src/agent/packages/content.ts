import type { Schedule } from "../../platform.js";
import { sameBytes } from "../../same-bytes.js";
import type { Backoff } from "../backoff.js";
import {
  DownloadRefused,
  type OfferedPackage,
  type PackageCallbacks,
  type RunningDigest,
  type StagedFile,
} from "./types.js";

/** What fetching a file needs. */
export interface ContentSource {
  readonly callbacks: PackageCallbacks;
  readonly schedule: Schedule;
  readonly backoff: Backoff;
  readonly sizeBytesMax: number;
  readonly attemptsMax: number;
  readonly signal: AbortSignal;
  startDigest(): RunningDigest;
  /** `totalSizeBytes` undefined: not known. */
  progress(sizeBytes: number, totalSizeBytes: number | undefined): void;
}

/**
 * Brings the file of a package into its stage and checks its SHA-256. Goes on where an earlier attempt, also
 * one of an earlier process, broke off. Throws with the reason; a file whose hash is wrong is cleared.
 */
export async function fetchContent(
  offered: OfferedPackage,
  stage: StagedFile,
  source: ContentSource,
): Promise<void> {
  const wanted = offered.file?.contentHash ?? new Uint8Array();
  if (wanted.length === 0) throw new Error("The offer names no content hash.");
  source.backoff.reset();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const digest = await fetchOnce(offered, stage, wanted, source);
      if (sameBytes(digest, wanted)) return;
      await stage.clear();
      throw new DownloadRefused("The SHA-256 of the file is not the one that was offered.");
    } catch (error) {
      source.signal.throwIfAborted();
      if (error instanceof DownloadRefused || attempt >= source.attemptsMax) throw error;
      await pause(source);
    }
  }
}

async function fetchOnce(
  { file }: OfferedPackage,
  stage: StagedFile,
  wanted: Uint8Array,
  source: ContentSource,
): Promise<Uint8Array> {
  let digest = source.startDigest();
  let sizeBytes = 0;
  for await (const chunk of stage.content()) {
    digest.update(chunk);
    sizeBytes += chunk.length;
  }
  const staged = digest.copy().digest();
  if (sameBytes(staged, wanted)) return staged;
  const download = await source.callbacks.download({
    url: file?.downloadUrl ?? "",
    headers: file?.headers?.headers.map(({ key, value }) => [key, value] as const) ?? [],
    offsetBytes: sizeBytes,
    signal: source.signal,
  });
  if (download.offsetBytes !== sizeBytes) {
    if (download.offsetBytes !== 0) throw new Error("The download begins at the wrong place.");
    await stage.clear();
    digest = source.startDigest();
    sizeBytes = 0;
  }
  for await (const chunk of download.content) {
    source.signal.throwIfAborted();
    sizeBytes += chunk.length;
    if (sizeBytes > source.sizeBytesMax) {
      await stage.clear();
      throw new DownloadRefused(`The file is larger than ${source.sizeBytesMax} bytes.`);
    }
    digest.update(chunk);
    await stage.append(chunk);
    source.progress(sizeBytes, download.totalSizeBytes);
  }
  if (download.totalSizeBytes !== undefined && sizeBytes < download.totalSizeBytes) {
    throw new Error(`The download ended after ${sizeBytes} of ${download.totalSizeBytes} bytes.`);
  }
  return digest.digest();
}

/** Waits as the back-off says, or until nobody wants the file any more. */
function pause({ schedule, backoff, signal }: ContentSource): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = schedule.after(backoff.next(), () => {
      signal.removeEventListener("abort", stop);
      resolve();
    });
    signal.addEventListener("abort", stop, { once: true });
  });
}
