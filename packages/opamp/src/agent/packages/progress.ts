import type { Clock } from "../../platform.js";
import { PROGRESS_INTERVAL_MS_MIN } from "./types.js";

/** How far a download is, as PackageDownloadDetails says it. */
export interface ProgressDetails {
  /** 0 to 100; 0 where the size is not known. */
  readonly downloadPercent: number;
  /** Since the last report, or since the start. */
  readonly downloadBytesPerSecond: number;
}

/** Turns the progress of one download into reports that are not too many. */
export class DownloadProgress {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  #reportedMs: number;
  #reportedBytes: number | undefined;

  constructor(clock: Clock, intervalMs: number) {
    this.#clock = clock;
    this.#intervalMs = Math.max(intervalMs, PROGRESS_INTERVAL_MS_MIN);
    this.#reportedMs = clock.now();
  }

  /** Undefined while the last report is younger than the interval. */
  take(sizeBytes: number, totalSizeBytes: number | undefined): ProgressDetails | undefined {
    // What a resumed download found here was not downloaded now.
    this.#reportedBytes ??= sizeBytes;
    const now = this.#clock.now();
    const elapsedMs = now - this.#reportedMs;
    if (elapsedMs < this.#intervalMs) return undefined;
    const bytes = Math.max(0, sizeBytes - this.#reportedBytes);
    this.#reportedMs = now;
    this.#reportedBytes = sizeBytes;
    return {
      downloadPercent: totalSizeBytes ? (100 * sizeBytes) / totalSizeBytes : 0,
      downloadBytesPerSecond: (1000 * bytes) / elapsedMs,
    };
  }
}
