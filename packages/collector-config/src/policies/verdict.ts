import type { Edit } from "../finding.js";
import type { ComponentClass } from "../parse/config.js";

/** `cannot-tell`: it depends on a value that only the agent knows (`${env:…}`), or on something the facts do not cover. */
export type VerdictWord = "kept" | "broken" | "cannot-tell";

/** One component on the way, or the gap where one is missing. */
export interface EvidenceStep {
  readonly class: ComponentClass;
  readonly id: string;
  /** The pipeline in which it stands; null for what stands in none. */
  readonly pipeline: string | null;
  /** From 1; null for a gap. */
  readonly line: number | null;
  /** True where the step is what a path lacks; `id` then is the pattern of what belongs there. */
  readonly missing?: true;
}

/** What one path or component shows. */
export interface Evidence {
  readonly verdict: VerdictWord;
  /** The signal that leaves; null where no path is judged. */
  readonly signal: string | null;
  /** Receiver to exporter with the gap marked, or the one component that is judged; empty for the whole configuration. */
  readonly steps: readonly EvidenceStep[];
  /** From 1, in the text that was judged. */
  readonly line: number;
  readonly column: number;
  /** Keys from the root to the place. */
  readonly path: readonly string[];
  /** What is the matter, naming the components: "otlp, batch, otlp_http/partner skips redaction". No line numbers. */
  readonly message: string;
  readonly remedy: string;
  /** Present where one replacement settles it safely. */
  readonly edit?: Edit;
}

/** A concrete case in which a rule is broken. */
export interface Witness {
  readonly signal: string | null;
  /** The receiver where it comes in. */
  readonly from: string | null;
  /** The exporter where it leaves. */
  readonly to: string | null;
  /** The attribute that gets through, for rules about attributes. */
  readonly attribute?: string;
  /** One sentence. */
  readonly text: string;
}

/** The judgement of one rule about one configuration. Plain data, the same for the same input. */
export interface PolicyVerdict {
  readonly verdict: VerdictWord;
  /** Paths or components that were judged, and how many of them break the rule or cannot be told. */
  readonly judged: number;
  readonly broken: number;
  readonly unknown: number;
  /** Broken ones first, then those that cannot be told; what keeps the rule is counted only. At most EVIDENCE_MAX. */
  readonly evidence: readonly Evidence[];
  /** More paths or evidence than the limits allow: such a verdict is never `kept`. */
  readonly truncated: boolean;
  /** Null unless broken. */
  readonly witness: Witness | null;
  /** What to do; null when kept. */
  readonly remedy: string | null;
  /** What is wrong with the rule itself, where it cannot be read: an expression that is none. */
  readonly fault?: string;
}
