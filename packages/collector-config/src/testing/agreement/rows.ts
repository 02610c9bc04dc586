import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One configuration with the real Collector's verdict: a line of the corpus' index. */
export interface CorpusRow {
  /** Path below the corpus' folder. */
  readonly file: string;
  /** `natural`, `wrapped` or `mutated:KIND`; probes have none. */
  readonly kind?: string;
  readonly verdict: "valid" | "invalid" | "needs-component-not-built" | "needs-environment";
  /** Coarse sorting of the Collector's message. */
  readonly cause?: readonly string[] | null;
  readonly message?: string;
  /** Component types that the Collector's build lacked, `exporter:zipkin (contrib)`; neutral ones took their place. */
  readonly missing?: readonly string[];
  /** Variables that were set when the Collector was asked. */
  readonly env?: Readonly<Record<string, string>>;
  /** Tree after expansion, a file of the corpus. */
  readonly resolved?: string;
  readonly mutation?: { readonly kind: string; readonly detail: string };
}

/** The folder that COLLECTOR_CORPUS names, or undefined where there is none. */
export function corpusFolder(): string | undefined {
  const folder = process.env["COLLECTOR_CORPUS"] ?? "";
  return folder !== "" && existsSync(join(folder, "index.jsonl")) ? folder : undefined;
}

/** All rows of the index and, where there are any, of the probes. */
export function corpusRows(folder: string): CorpusRow[] {
  return ["index.jsonl", "probes.jsonl"]
    .map((file) => join(folder, file))
    .filter((file) => existsSync(file))
    .flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line): CorpusRow => JSON.parse(line)),
    );
}

/** `mutated:unknown-option` is `unknown-option`; a row of the probes is a `probe`. */
export function faultOf(row: CorpusRow): string {
  return row.kind?.replace("mutated:", "") ?? "probe";
}

export function isMutated(row: CorpusRow): boolean {
  return row.kind?.startsWith("mutated:") === true;
}
