/** Merging of layers, loaded by drafts that have some. */
export { findingsByLayer, mergeConfig } from "@fleethub/collector-config";
