import { nearestCatalogueVersion } from "@fleethub/collector-config";
import { type CheckAgainst, type Judged, judge, partsFor } from "./judge";

/** Texts with more lines are judged beside the page, so that typing stays smooth. */
export const LONG_LINES = 2_000;

/** A text for the worker. */
export interface JudgeTask {
  readonly id: number;
  readonly text: string;
  readonly against: CheckAgainst;
  readonly catalogueVersion: string;
}

/** What the worker answers. */
export interface JudgeAnswer {
  readonly id: number;
  readonly judged: Judged;
}

/** The catalogue that says most about a Collector version. */
export function catalogueVersionFor(version: string): string {
  return nearestCatalogueVersion(version);
}

/** Judges short texts here and long ones in a worker; without workers all of them here. */
export class Judging {
  #worker: Worker | null | undefined;
  readonly #waiting = new Map<number, { task: JudgeTask; resolve: (judged: Judged) => void }>();
  #asked = 0;

  /** Resolves with null where a newer text was asked about meanwhile. */
  async judge(text: string, against: CheckAgainst): Promise<Judged | null> {
    const id = ++this.#asked;
    const task = { id, text, against, catalogueVersion: catalogueVersionFor(against.version) };
    const worker = lineCount(text) > LONG_LINES ? this.#started() : null;
    const judged =
      worker === null
        ? await judgedHere(task)
        : await new Promise<Judged>((resolve) => {
            this.#waiting.set(id, { task, resolve });
            worker.postMessage(task, []);
          });
    return id === this.#asked ? judged : null;
  }

  /** Ends the worker. */
  end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#waiting.clear();
  }

  #started(): Worker | null {
    if (this.#worker !== undefined) return this.#worker;
    try {
      const worker = new Worker(new URL("./judge.worker.ts", import.meta.url), { type: "module" });
      worker.addEventListener("message", ({ data }: MessageEvent<JudgeAnswer>) => {
        this.#waiting.get(data.id)?.resolve(data.judged);
        this.#waiting.delete(data.id);
      });
      // A worker that does not start leaves the work to the page.
      worker.addEventListener("error", () => {
        this.#worker = null;
        for (const { task, resolve } of this.#waiting.values()) void judgedHere(task).then(resolve);
        this.#waiting.clear();
      });
      this.#worker = worker;
    } catch {
      this.#worker = null;
    }
    return this.#worker;
  }
}

async function judgedHere({ text, against, catalogueVersion }: JudgeTask): Promise<Judged> {
  return judge(text, against, await partsFor(against, catalogueVersion));
}

function lineCount(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
