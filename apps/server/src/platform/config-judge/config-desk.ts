import type { ExplainedConfig, Finding } from "@fleethub/collector-config";
import type { ConfigJudge } from "@fleethub/control-plane";

/** What an agent runs, as the draft of a configuration. */
export interface ImportedDraft {
  /** Null where the effective config cannot be read. */
  readonly content: string | null;
  readonly findings: readonly Finding[];
  /** Paths that the supervisor sets by itself. */
  readonly removed: readonly string[];
  /** Paths that somebody has to write again. */
  readonly incomplete: readonly string[];
}

/** Everything about YAML that is done off the main thread: what the control plane asks, and what pages need. */
export interface ConfigDesk extends ConfigJudge {
  /** What runs beside what was wanted; null: nothing is. */
  explain(effective: string, desired: string | null): Promise<ExplainedConfig>;
  imported(effective: string): Promise<ImportedDraft>;
}

/** Puts one question; the answer is of the type that the method gives. */
export type Ask = (method: keyof ConfigDesk, ...args: readonly unknown[]) => Promise<never>;

/** A desk that hands every question on. */
export function forwardingDesk(ask: Ask): ConfigDesk {
  return {
    check: (content, components) => ask("check", content, components),
    contains: (desired, effective) => ask("contains", desired, effective),
    redact: (text) => ask("redact", text),
    difference: (before, after) => ask("difference", before, after),
    fingerprint: (content) => ask("fingerprint", content),
    merge: (base, layers) => ask("merge", base, layers),
    render: (content, declarations, values) => ask("render", content, declarations, values),
    putSecrets: (content, values) => ask("putSecrets", content, values),
    policy: (rule, content) => ask("policy", rule, content),
    explain: (effective, desired) => ask("explain", effective, desired),
    imported: (effective) => ask("imported", effective),
  };
}
