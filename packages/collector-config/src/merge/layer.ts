import type { Finding } from "../finding.js";

/** A text that takes part in a merge. */
export interface LayerInput {
  /** Shown in findings, such as `privacy r9`. */
  readonly name: string;
  readonly text: string;
}

/** Where a line comes from. */
export interface LineOrigin {
  /** 0 is the base, n the n-th layer. */
  readonly layer: number;
  /** Line of that layer's text, from 1. */
  readonly line: number;
}

/** Successive lines of the result that are successive lines of one layer. */
export interface OriginRun {
  /** First line of the result, from 1. */
  readonly line: number;
  readonly lines: number;
  readonly layer: number;
  /** Line of the layer that the first one comes from. */
  readonly sourceLine: number;
}

/** A finding with its place in the text of the layer that it is about. */
export interface LayerFinding extends Finding {
  /** 0 is the base, n the n-th layer. */
  readonly layer: number;
  readonly layerName: string;
}

/** What merging gave. */
export interface MergedConfig {
  /** Base and layers as one configuration. Where the base cannot be read: the base as it is. */
  readonly text: string;
  /** For every line of `text`, in order, without gaps. */
  readonly origins: readonly OriginRun[];
  /** What keeps a layer from being merged, or an operation from being done. FINDINGS_MAX at most. */
  readonly findings: readonly LayerFinding[];
}

/** Most layers of one merge; more are answered with `too-many-layers` and left out. */
export const MERGE_LAYERS_MAX = 32;

/** Most names in the operations of one list; more are answered with `layer-too-large`. */
export const MERGE_NAMES_MAX = 500;

/** Most characters that one merge reads, those of every step together (16 Mi); layers behind are `layer-too-large`. */
export const MERGE_WORK_MAX = 16 * 1024 * 1024;
